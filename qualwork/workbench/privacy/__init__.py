"""Withdrawal, erasure, pseudonyms. Stands on `corpus` and below."""
