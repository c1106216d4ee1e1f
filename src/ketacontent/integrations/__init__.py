"""Thin modules, one for each framework, each with `install`, `record_view` and `listing_view`.

Nothing is imported here: a program imports the module of its own framework.
"""
