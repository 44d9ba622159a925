"""Names that look alike: labels of one person, and what somebody may have meant."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from qualwork.model.units import fold

_ALIKE = 85.0
_INITIALS = 90.0
_SLIP = 95.0
_NEAR = 60.0
_LONG = 6
_COUNTERPART = 80.0


def near_duplicates(labels: Sequence[str]) -> list[tuple[str, str, float]]:
    """Pairs of labels that may name one person, with their likeness from 0 to 100, the most alike first.

    Case, spaces and signs do not part labels, nor do two swapped letters (`Giulia`, `Guilia`) or a slip in a long
    name, and initials may stand for a name. Labels that differ in a number (`P1`, `P2`) are different people,
    however alike they look.
    """
    found = []
    for one, other in combinations(dict.fromkeys(labels), 2):
        score = _likeness(one, other) if _digits(one) == _digits(other) else 0.0
        if score >= _ALIKE:
            found.append((one, other, score))
    return sorted(found, key=lambda pair: -pair[2])


def nearest(name: str, names: Sequence[str], limit: int = 5) -> list[str]:
    """The names most like `name`, best first; none where nothing is near."""
    from rapidfuzz import fuzz, process

    known = list(dict.fromkeys(names))
    found = process.extract(fold(name), [fold(each) for each in known], scorer=fuzz.WRatio, limit=limit * 2)
    numbers = [number for _, score, number in found if score >= _NEAR]
    return [known[number] for number in numbers][:limit]


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    first, second = _letters(one), _letters(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 100.0
    if _initials(one) == second or first == _initials(other):
        return _INITIALS
    slip = OSA.distance(first, second, score_cutoff=1) == 1
    if slip and sorted(first) == sorted(second):
        return _SLIP
    return float(fuzz.ratio(first, second)) if min(len(first), len(second)) >= _LONG else 0.0


def _sorted_words(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _letters(label: str) -> str:
    return "".join(sign for sign in fold(label) if sign.isalpha())


def _digits(label: str) -> str:
    return "".join(sign for sign in label if sign.isdigit()).lstrip("0")


def _initials(label: str) -> str:
    parts = fold(label).replace("-", " ").split()
    return "".join(part[0] for part in parts if part[0].isalpha()) if len(parts) > 1 else ""


def counterparts(new: Sequence[str], known: Sequence[str]) -> list[tuple[str, str, float]]:
    """For each new name the known one that may mean the same, with their likeness from 0 to 100; most have none.

    Word order, case, spaces and signs do not part names, nor do endings (`feel safe`, `feeling safe`); numbers do.
    """
    from rapidfuzz import fuzz, process

    known = list(dict.fromkeys(known))
    ways = (_sorted_words, _letters)
    seen = [[way(name) for name in known] for way in ways]
    numbers = [_digits(name) for name in known]
    found = []
    for name in dict.fromkeys(new):
        best = 0, 0.0
        for way, forms in zip(ways, seen, strict=True):
            hits = process.extract(way(name), forms, scorer=fuzz.ratio, score_cutoff=_COUNTERPART, limit=5)
            fitting = [(at, score) for _, score, at in hits if numbers[at] == _digits(name)]
            best = max([best, *fitting], key=lambda hit: hit[1])
        if best[1]:
            found.append((name, known[best[0]], float(best[1])))
    return found
