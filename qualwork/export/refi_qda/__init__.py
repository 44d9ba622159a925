"""REFI-QDA files written.

Reading them lives in `ingest/refi_qda`.
"""
