"""The rows of the live tables as model values and back, one file a noun.

Imports `store` and `tables`; whoever changes rows does so inside a decision.
"""
