"""Model values and arrays to results; never writes.

Imports `model` and nothing else of ours.
"""
