"""Codebook, codings and notes. Stands on `privacy` and below."""
