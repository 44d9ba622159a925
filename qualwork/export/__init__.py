"""Tables and trees to files."""
