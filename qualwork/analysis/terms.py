"""Term tables: how many participants use a family of terms, and how often.

After the tables of Lucre et al. 2026 (OBM Integrative and Complementary Medicine 11(2), Tables 5 and 6): one row a
family, its forms, participants who use one of them, and occurrences in their speech.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.corpus import Corpus, Document, Voice
from qualwork.model.family import FamilySpec, TermPattern
from qualwork.model.transcript import Role

Key = Callable[[Document, Voice], str]
_FAMILIES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class TermRow:
    """One family: `by` counts occurrences by participant, transcript or attribute value, in order of the corpus."""

    family: str
    forms: tuple[str, ...]
    participants: int
    occurrences: int
    by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TermTable:
    """All families over the speech of some roles; `words` is how much was said, `keys` are the columns of `by`."""

    roles: tuple[Role, ...]
    words: int
    keys: tuple[str, ...]
    rows: tuple[TermRow, ...]


def count_terms(
    corpus: Corpus, families: Sequence[FamilySpec], roles: Sequence[Role] = ("participant",), by: Key | None = None
) -> TermTable:
    """Count families; places that two patterns of one family both match count once, the longer match first.

    `by` names the column that a speaker's words count in: pseudonym unless another is given.
    """
    key = by or (lambda _, voice: voice.name)
    heard = corpus.said_by(roles)
    singles = [number for number, family in enumerate(families) if not any(p.is_phrase for p in family.patterns)]
    totals = np.zeros((len(families), len(corpus.voices)), np.int64)
    for at in range(0, len(singles), _FAMILIES_AT_ONCE):
        some = singles[at : at + _FAMILIES_AT_ONCE]
        totals[some] = _count_words(corpus, [families[number] for number in some])
    for number in set(range(len(families))) - set(singles):
        totals[number] = _count_phrases(corpus, families[number])
    totals[:, ~heard] = 0
    keys = [key(*corpus.voices[number]) for number in np.flatnonzero(heard)]
    rows = tuple(_row(corpus, family, totals[number], heard, keys) for number, family in enumerate(families))
    words = sum(
        count.words
        for document in corpus.documents
        for count in document.block.counts
        if document.voices[count.label].role in roles
    )
    return TermTable(tuple(roles), words, tuple(dict.fromkeys(keys)), rows)


def _row(
    corpus: Corpus, family: FamilySpec, totals: NDArray[np.int64], heard: NDArray[np.bool_], keys: Sequence[str]
) -> TermRow:
    by = dict.fromkeys(keys, 0)
    for key, count in zip(keys, totals[heard].tolist(), strict=True):
        by[key] += count
    people = {corpus.voices[number][1].name for number in np.flatnonzero(totals)}
    forms = tuple(pattern.source for pattern in family.patterns)
    return TermRow(family.name, forms, len(people), int(totals.sum()), by)


def _count_words(corpus: Corpus, families: Sequence[FamilySpec]) -> NDArray[np.int64]:
    """Occurrences by family and voice, for families of single words: one pass over the counts for all of them."""
    bits = np.zeros(len(corpus.forms), np.uint64)
    for number, family in enumerate(families):
        for pattern in family.patterns:
            bits[corpus.matching(pattern.words[0])] |= np.uint64(1 << number)
    counts = corpus.counts
    hits = np.flatnonzero(bits[counts.ids])
    found, said, voices = bits[counts.ids[hits]], counts.counts[hits], counts.voices[hits]
    totals = np.zeros((len(families), len(corpus.voices)), np.int64)
    for number in range(len(families)):
        mine = (found & np.uint64(1 << number)) != 0
        totals[number] = np.bincount(voices[mine], said[mine], len(corpus.voices))
    return totals


def _count_phrases(corpus: Corpus, family: FamilySpec) -> NDArray[np.int64]:
    totals = np.zeros(len(corpus.voices), np.int64)
    for number, starts, _ in find_family(corpus, family):
        totals += np.bincount(corpus.voice_numbers(number, starts), minlength=len(corpus.voices))
    return totals


def find_family(corpus: Corpus, family: FamilySpec) -> list[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
    """The occurrences of a family: document number, first word and number of words of each, in order of place."""
    found: dict[int, list[tuple[NDArray[np.int64], int]]] = {}
    for pattern in family.patterns:
        tables = [corpus.matching(word) for word in pattern.words]
        for number in corpus.holding(tables):
            positions = corpus.positions(number, pattern, tables)
            if len(positions):
                found.setdefault(number, []).append((positions, len(tables)))
    return [(number, *_apart(places)) for number, places in sorted(found.items())]


def _apart(places: Sequence[tuple[NDArray[np.int64], int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Matches that do not overlap: the longest first, of equally long ones the earliest."""
    if len(places) == 1 and places[0][1] == 1:
        return places[0][0], np.ones(len(places[0][0]), np.int64)
    wanted = sorted({(-length, int(start)) for starts, length in places for start in starts})
    taken: set[int] = set()
    kept = []
    for minus_length, start in wanted:
        words = range(start, start - minus_length)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append((start, -minus_length))
    kept.sort()
    return np.array([start for start, _ in kept], np.int64), np.array([length for _, length in kept], np.int64)


def family_of(pattern: TermPattern) -> FamilySpec:
    """A pattern as a family of its own."""
    return FamilySpec(pattern.source, (pattern,))
