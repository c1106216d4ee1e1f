"""Thin modules, one for each framework."""
