"""Names found although a letter is wrong, missing or in the wrong place."""

from __future__ import annotations

from collections.abc import Sequence

_ALIKE = 80.0
_PARTLY_ALIKE = 85.0


def misspelt(typed: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """Places of the names that are like `typed` as a whole, with the likeness from 80 to 100, in their order.

    Both are compared as they stand: fold them first.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
    return sorted((at, score) for _, score, at in found)


def misspelt_inside(typed: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """Places of the names some part of which is like `typed`, with the likeness from 85 to 100, in their order."""
    from rapidfuzz import fuzz, process

    found = process.extract(typed, names, scorer=fuzz.partial_ratio, score_cutoff=_PARTLY_ALIKE, limit=None)
    return sorted((at, score) for name, score, at in found if len(name) >= len(typed))
