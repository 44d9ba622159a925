"""Frozen values to bytes of a file, and those written; `formats.py` has a row for each format.

Imports `model` and nothing else of ours: numbers come with where they are from.
"""
