"""Tables as files, one file a format.

Imports the helpers of `documents` for pages and Word files.
"""
