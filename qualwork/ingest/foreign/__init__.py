"""Projects of other programs in their own databases: QualCoder, Taguette.

Each becomes the same interchange values as a REFI-QDA file.
"""
