"""Tables as files, one file a format."""
