"""Files to model values: `readers.py` has a row for each format, `read.py` is the way in.

Imports `model` and nothing else of ours, and no database.
"""
