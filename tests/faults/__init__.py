"""Tests of what happens when things go wrong: writers at once, and programs killed in the midst of their work."""
