"""Quotations of a manuscript found, and held against what was said.

Imports `words` for the corpus and its index.
"""
