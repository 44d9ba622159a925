"""The transcript reader: a line-API widget and the pure parts it is made of."""
