"""Derivatives of a form, proposed from the words that the interviews have."""

from __future__ import annotations

from dataclasses import dataclass

from qualwork.analysis.corpus import Corpus
from qualwork.model.units import fold

_ENDINGS = tuple(
    "ations ation ingly ness ments ment able ings ing edly ers ies ied er ed est ful less ity ly es al s e y".split()
)
_SHORTEST_STEM = 3
_MISSPELT = 88.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form that may belong to a family, with its counts in participants' speech and why it is proposed."""

    form: str
    occurrences: int
    participants: int
    reason: str


def suggest_forms(corpus: Corpus, seed: str) -> list[Suggestion]:
    """Forms with the seed's stem, and near-misspellings of it, the most frequent first."""
    from rapidfuzz import fuzz

    from qualwork.analysis.words import list_words

    wanted = fold(seed)
    stem = stem_of(wanted)
    counted = list_words(corpus)
    found = []
    for form, said, people in zip(counted.words, counted.occurrences, counted.participants, strict=True):
        if form == wanted:
            reason = "the form itself"
        elif stem_of(form) == stem:
            reason = "same stem"
        elif len(stem) >= _SHORTEST_STEM + 1 and form.startswith(stem):
            reason = f"begins with {stem}"
        elif len(wanted) > 4 and abs(len(form) - len(wanted)) <= 2 and fuzz.ratio(form, wanted) >= _MISSPELT:
            reason = "spelt almost the same"
        else:
            continue
        found.append(Suggestion(form, said, people, reason))
    return found


def stem_of(form: str) -> str:
    """The form without one usual ending, and without the doubled consonant before it: a guess, for proposals only."""
    for ending in _ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM:
            stem = form[: -len(ending)]
            doubled = len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "aeioulsz"
            return stem[:-1] if doubled else stem
    return form
