"""Names that look alike: labels of one person, and what somebody may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qualwork.model.units import fold

_ALIKE = 85.0
_NEAR = 60.0


def near_duplicates(labels: Sequence[str]) -> list[tuple[str, str, float]]:
    """Pairs of labels that may name one person, with their likeness from 0 to 100.

    Labels that differ in a number (`P1`, `P2`) are different people, however alike they look.
    """
    from rapidfuzz import fuzz

    found = []
    for one, other in combinations(dict.fromkeys(labels), 2):
        first, second = _letters(one), _letters(other)
        if _digits(one) != _digits(other) or not first or not second:
            continue
        score = 100.0 if first == second else fuzz.ratio(first, second)
        if score >= _ALIKE and (min(len(first), len(second)) > 3 or first == second):
            found.append((one, other, score))
    return sorted(found, key=lambda pair: -pair[2])


def nearest(name: str, names: Sequence[str], limit: int = 5) -> list[str]:
    """The names most like `name`, best first; none where nothing is near."""
    from rapidfuzz import fuzz, process

    by_form = {fold(each): each for each in names}
    found = process.extract(fold(name), list(by_form), scorer=fuzz.WRatio, limit=limit, score_cutoff=_NEAR)
    return [by_form[form] for form, _, _ in found]


def _letters(label: str) -> str:
    return "".join(sign for sign in fold(label) if sign.isalpha())


def _digits(label: str) -> str:
    return "".join(sign for sign in label if sign.isdigit()).lstrip("0")
