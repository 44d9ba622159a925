"""The project file: the only SQL, the only way to change anything.

Imports `model` only; inside, `tables` stands below `store`, and `log` and `rows` above it.
"""
