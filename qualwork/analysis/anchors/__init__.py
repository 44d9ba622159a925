"""Places in a text carried to its next revision.

Pure: an edit script in, places out.
"""
