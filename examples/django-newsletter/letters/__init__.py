"""Subscribers, issues, and how an issue is sent."""
