"""What stands where something was erased: signs that tell neither a word nor its length."""

FILLER = "█"
"""Stands for each character of erased speech, so that all other places in a text stay what they were."""
ERASED = "[erased]"
"""Stands in notes, labels and reasons for words that repeated erased speech."""
EMPTIED = b"erased "
"""The first bytes of what stands for an erased file; random ones follow."""
