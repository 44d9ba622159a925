"""Frozen values and pure text functions; imports nothing of ours and only the standard library."""
