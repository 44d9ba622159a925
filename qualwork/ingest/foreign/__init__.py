"""Projects of other programs in their own databases: QualCoder, Taguette, RQDA, requal.

Each becomes the same interchange values as a REFI-QDA file.
"""
