"""Finding one of many names from a few letters typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualwork.model import units
from qualwork.workbench.base.naming import PATH

_NAMED = 4
_NO_MATCH = 9
_ENOUGH_LETTERS = 4
_Scored = tuple[int, int, int, int]
fold = lru_cache(maxsize=8192)(units.fold)


def rank(
    typed: str, names: Mapping[int, str], recent: Sequence[int] = (), about: Mapping[int, str] | None = None
) -> list[int]:
    """Ids of the full names that fit what is typed, the best first; of equal ones those used of late come first.

    Best is the whole name, then its beginning, the beginnings of its words, any part of it, the name misspelt, part of
    what `about` says of it, its letters in order with others between, a word of it misspelt. Without letters
    everything fits.
    """
    return ranked(typed, names, recent, about)[0]


def ranked(
    typed: str, names: Mapping[int, str], recent: Sequence[int] = (), about: Mapping[int, str] | None = None
) -> tuple[list[int], int]:
    """As `rank`, and how many of them (the first ones) fit by their name rather than by a guess."""
    wanted = fold(typed.strip())
    age = {each: at for at, each in enumerate(recent)}
    scored: list[_Scored] = []
    left: list[tuple[int, int]] = []
    for at, (each, name) in enumerate(names.items()):
        score = _score(wanted, fold(name), fold((about or {}).get(each, ""))) if wanted else 0
        if score < _NO_MATCH:
            scored.append((score, age.get(each, len(age)), at, each))
        if score > _NAMED:
            left.append((at, each))
    if left and len(wanted) >= _ENOUGH_LETTERS:
        scored += _misspelt(wanted, names, left)
    best: dict[int, int] = {}
    for score, *_, each in sorted(scored):
        best.setdefault(each, score)
    return list(best), sum(score <= _NAMED for score in best.values())


def _misspelt(wanted: str, names: Mapping[int, str], left: Sequence[tuple[int, int]]) -> list[_Scored]:
    from qualwork.analysis.privacy.letters import misspelt, misspelt_inside

    folded = [fold(names[each]) for _, each in left]
    whole = misspelt(wanted, [path.rpartition(PATH)[2] for path in folded])
    part = misspelt_inside(wanted, folded)
    levels = ((_NAMED, whole), (_NO_MATCH - 1, part))
    return [(level, -round(score), *left[place]) for level, found in levels for place, score in found]


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
        return 5
    letters = iter(path)
    return 6 if all(letter in letters for letter in wanted if letter != " ") else _NO_MATCH
