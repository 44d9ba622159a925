"""The use cases: one API for the terminal interface and the command line."""
