"""Names found and replaced, speech blanked.

Pure: texts in, places and new texts out.
"""
