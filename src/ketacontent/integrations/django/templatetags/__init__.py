"""Where Django looks for the template tags of the app."""
