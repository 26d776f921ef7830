"""The command line. Every module here is cheap to load; what is heavy loads when a command runs."""
