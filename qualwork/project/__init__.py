"""The project file: the only SQL, the only way to change anything."""
