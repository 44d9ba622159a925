"""Codings as arrays: matrices, co-occurrence, attention.

Imports `words` for the corpus that codings lie on.
"""
