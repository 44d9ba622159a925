"""What an English form may be derived from: guesses by its ending, good enough to propose and no more."""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST = 3
_ENDINGS = re.findall(
    r"\w+",
    "s es d ed ing ings er ers r rs or ors est st ly y n en ness ful less ment ments able ible ably ity ability "
    "ibility ty ation ations ion ions ance ence ive al ally ous ish hood ship ism ist",
)
_VOWELS = "aeiou"
_OPPOSITES = ("un", "dis", "in", "im", "ir", "il", "non", "mis")
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
# Words that end as if they came from another one and do not.
_WHOLE = frozenset(
    re.findall(
        r"\w+",
        "after another answer anything arrest beauty better body bring brother busy career carry city corner country "
        "dinner during duty early easy either empty enter even evening ever every everything family father forest "
        "happen happy heavy here honest hungry interest king lesson letter listen matter member modest money morning "
        "mother never nothing number offer only open order other over paper party person pity power pretty question "
        "rather ready reason request ring river season seven sing sister something sorry spring story string study "
        "suggest summer thing together under very water weather whether wing winter worry",
    )
)
_IRREGULAR = {"ies": "y", "ied": "y", "ier": "y", "iers": "y", "iest": "y", "ily": "y", "iness": "y"}


@lru_cache(maxsize=1 << 17)
def bases(form: str) -> frozenset[str]:
    """The form and everything it may come from: `breathing` from `breath` and `breathe`, `caring` from `care`."""
    found, new = {form}, {form}
    while new:
        new = {base for each in new for base in _one_step(each)} - found
        found |= new
    return frozenset(found)


def opposite_of(form: str) -> str | None:
    """The form without a negative prefix (`unsafe`, `dishonest`), or None."""
    for prefix in _OPPOSITES:
        if form.startswith(prefix) and len(form) - len(prefix) > _SHORTEST:
            return form[len(prefix) :]
    return None


def _one_step(form: str) -> set[str]:
    if form in _WHOLE:
        return set()
    found = {form[: -len(ending)] + base for ending, base in _IRREGULAR.items() if form.endswith(ending)}
    for ending in _ENDINGS:
        if form.endswith(ending):
            found |= _before(form[: -len(ending)], ending)
    if form.endswith("the"):
        found.add(form[:-1])
    usable = {base for base in found if len(base) >= _SHORTEST and any(sign in _VOWELS + "y" for sign in base)}
    return usable & _WHOLE or usable


def _before(stem: str, ending: str) -> set[str]:
    """What may stand before an ending: the stem, the stem with the e it lost, or without the letter it doubled."""
    if len(stem) < _SHORTEST or (ending in {"s", "d", "r", "rs", "st", "n"} and not _takes(stem, ending)):
        return set()
    if ending[0] not in _VOWELS + "y":
        return {stem}
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        return {stem, stem[:-1]}
    if ending == "es":
        return {stem} if stem.endswith(("s", "x", "z", "ch", "sh", "o")) else set()
    if _ONE_SYLLABLE.fullmatch(stem):
        return {stem + "e"} if ending != "y" else {stem, stem + "e"}
    return {stem, stem + "e"}


def _takes(stem: str, ending: str) -> bool:
    if ending == "s":
        return stem[-1] not in "su"
    return stem[-1] == "e"
