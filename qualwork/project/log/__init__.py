"""The log of decisions read back: history, undo, replay, verification, erasure.

Imports `store` and `tables`; `rows` of single nouns stand beside it.
"""
