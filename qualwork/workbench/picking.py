"""Finding one of many names from a few letters typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualwork.model.units import fold
from qualwork.workbench.naming import PATH

_NO_MATCH = 9


def rank(
    typed: str, names: Mapping[int, str], recent: Sequence[int] = (), about: Mapping[int, str] | None = None
) -> list[int]:
    """Ids of the full names that fit what is typed, the best first; of equal ones those used of late come first.

    Best is the whole name, then its beginning, the beginnings of its words, any part of it, part of what `about` says
    of it, its letters in order with others between. Without letters everything fits.
    """
    wanted = fold(typed.strip())
    age = {each: at for at, each in enumerate(recent)}
    scored = []
    for at, (each, name) in enumerate(names.items()):
        score = _score(wanted, fold(name), fold((about or {}).get(each, ""))) if wanted else 0
        if score < _NO_MATCH:
            scored.append((score, age.get(each, len(age)), at, each))
    return [each for *_, each in sorted(scored)]


def _score(wanted: str, path: str, about: str) -> int:
    name = path.rpartition(PATH)[2]
    words = path.replace(PATH, " ").split()
    if wanted in (name, path):
        return 0
    if name.startswith(wanted):
        return 1
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    if all(part in path for part in wanted.split()):
        return 3
    if len(wanted) > 2 and wanted in about:
        return 4
    letters = iter(path)
    return 5 if all(letter in letters for letter in wanted if letter != " ") else _NO_MATCH
