"""One reader a file format: bytes to text, and what only that format knows of speakers and times.

A reader imports nothing but `model` and the shared helpers here; `ingest/readers.py` has a row for each.
"""
