"""Small words that messages share."""

from __future__ import annotations


def counted(number: int, what: str, plural: str = "") -> str:
    """`1 coding`, `2 codings`; one place for it, so that every message writes thousands and plurals alike."""
    return f"{number:,} {what if number == 1 else plural or what + 's'}"
