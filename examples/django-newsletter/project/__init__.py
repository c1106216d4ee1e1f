"""The project: settings, addresses, and what a WSGI server calls."""
