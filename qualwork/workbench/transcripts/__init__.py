"""Transcripts imported, revised, described; their people. Stands on `counts` and below."""
