"""One file a group of commands. Typed names are resolved here by `cli/resolve.py`, then ids go down."""
