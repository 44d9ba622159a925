"""Term tables: how many participants use a family of terms, and how often.

After the tables of Lucre et al. 2026 (OBM Integrative and Complementary Medicine 11(2), Tables 5 and 6): one row a
family, the forms found, participants who use one of them, and occurrences in their speech.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Document, Mask, Voice, columns_of
from qualwork.analysis.words.matching import (
    Place,
    Spans,
    Wanted,
    edges_of,
    left_out_spans,
    occurrences,
    phrase_spans,
    resolve,
)
from qualwork.model.family import FamilySpec
from qualwork.model.transcript import Role

Key = Callable[[Document, Voice], str]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TermRow:
    """One family. `forms` are those found, with their occurrences, the most frequent first; `by` counts by column."""

    family: str
    forms: Mapping[str, int]
    participants: int
    occurrences: int
    by: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TermTable:
    """All families over the speech of some roles; `words` is how much was said, in all and by column (`words_by`).

    `overlaps` are words that two families both count, by the names of the two.
    """

    roles: tuple[Role, ...]
    words: int
    keys: tuple[str, ...]
    rows: tuple[TermRow, ...]
    words_by: Mapping[str, int] = field(default_factory=dict)
    overlaps: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Tally:
    """Occurrences of one family by voice, and by form."""

    voices: Numbers
    forms: Mapping[str, int]


def count_terms(
    corpus: Corpus,
    families: Sequence[FamilySpec],
    roles: Sequence[Role] = ("participant",),
    by: Key | None = None,
    left_out: Mapping[str, Collection[Place]] | None = None,
) -> TermTable:
    """Count families; where two matches of one family overlap, only one counts, the longest first.

    `by` names the column that a speaker's words count in: pseudonym unless another is given. Families of single
    words are counted from the counts by speaker; the running words are read for phrases, and for the places of a
    family that are not to be counted (`left_out`, by its name).
    """
    key = by or (lambda _, voice: voice.name)
    heard = corpus.heard(roles)
    keys, column_of = columns_of([key(*corpus.voices[number]) for number in np.flatnonzero(heard).tolist()])
    out, wanted = left_out or {}, [resolve(corpus, family) for family in families]
    rows = []
    for family in wanted:
        tally = _tally(corpus, family, heard)
        if out.get(family.family):
            tally = _without(corpus, family, tally, heard, out[family.family])
        people = int(np.count_nonzero(np.bincount(corpus.people, tally.voices)))
        by_column = np.bincount(column_of, tally.voices[heard], len(keys)).astype(np.int64)
        forms = dict(sorted(tally.forms.items(), key=lambda pair: (-pair[1], pair[0])))
        by_key = dict(zip(keys, by_column.tolist(), strict=True))
        rows.append(TermRow(family.family, forms, people, int(by_column.sum()), by_key))
    words = np.bincount(column_of, corpus.words_said[heard], len(keys)).astype(np.int64)
    words_by = dict(zip(keys, words.tolist(), strict=True))
    return TermTable(
        tuple(roles), int(words.sum()), tuple(keys), tuple(rows), words_by, overlaps(corpus, wanted, heard, out)
    )


def hits_among(
    corpus: Corpus, family: FamilySpec, places: Collection[Place], roles: Sequence[Role] = ("participant",)
) -> set[Place]:
    """Those of the places where the family is said by the roles; a form may have left it since they were judged."""
    spans = left_out_spans(corpus, resolve(corpus, family), places)
    spans = spans[corpus.heard(roles)[corpus.voices_at(spans.starts)]]
    edges = np.searchsorted(spans.starts, corpus.running.documents)
    found: set[Place] = set()
    for number in np.flatnonzero(np.diff(edges)).tolist():
        starts, ends = edges_of(corpus, number, spans[edges[number] : edges[number + 1]])
        found |= {(corpus.documents[number].id, *each) for each in zip(starts, ends, strict=True)}
    return found


def _tally(corpus: Corpus, family: Wanted, heard: Mask) -> _Tally:
    counts, names = corpus.counts, corpus.types.names
    rows = counts.rows(family.singles)
    sizes = np.diff(counts.edges)[family.singles]
    said = counts.said[rows] * heard[counts.voices[rows]]
    by_voice = np.bincount(counts.voices[rows], said, len(corpus.voices)).astype(np.int64)
    by_single = np.bincount(np.repeat(np.arange(len(sizes)), sizes), said, len(sizes)).astype(np.int64)
    phrases = _add_phrases(corpus, family, heard, by_voice, by_single) if family.phrases else {}
    forms = {
        names[number]: said for number, said in zip(family.singles.tolist(), by_single.tolist(), strict=True) if said
    }
    return _Tally(by_voice, forms | phrases)


def _without(corpus: Corpus, family: Wanted, tally: _Tally, heard: Mask, places: Collection[Place]) -> _Tally:
    """The tally less the places that are left out."""
    spans = left_out_spans(corpus, family, places)
    voices = corpus.voices_at(spans.starts)
    spans, voices = spans[heard[voices]], voices[heard[voices]]
    by_voice, forms = tally.voices.copy(), dict(tally.forms)
    np.subtract.at(by_voice, voices, 1)
    for form in family.forms(corpus, spans):
        forms[form] -= 1
    return _Tally(by_voice, {form: said for form, said in forms.items() if said})


def overlaps(
    corpus: Corpus, families: Sequence[Wanted], heard: Mask, left_out: Mapping[str, Collection[Place]]
) -> dict[tuple[str, str], int]:
    """How many words each two families both count, where they count any."""
    reach = [{*each.singles.tolist(), *_phrase_types(each)} for each in families]
    covers: dict[str, Numbers] = {}
    found = {}
    for (mine, one), (theirs, other) in combinations(zip(reach, families, strict=True), 2):
        if mine & theirs:
            for family in (one, other):
                if family.family not in covers:
                    covers[family.family] = _covered(corpus, family, heard, left_out.get(family.family, ()))
            both = len(np.intersect1d(covers[one.family], covers[other.family], assume_unique=True))
            if both:
                found[one.family, other.family] = both
    return found


def _phrase_types(family: Wanted) -> set[int]:
    return {number for phrase in family.phrases for types in phrase.words for number in types.tolist()}


def _covered(corpus: Corpus, family: Wanted, heard: Mask, left_out: Collection[Place]) -> Numbers:
    """The places of all words that a family counts."""
    out = left_out_spans(corpus, family, left_out).starts
    places = [np.zeros(0, np.int64)]
    for spans in occurrences(corpus, family):
        kept = spans[heard[corpus.voices_at(spans.starts)] & ~np.isin(spans.starts, out)]
        inside = np.arange(int(kept.lengths.sum())) - np.repeat(np.cumsum(kept.lengths) - kept.lengths, kept.lengths)
        places.append(np.repeat(kept.starts, kept.lengths) + inside)
    return np.concatenate(places)


def _add_phrases(corpus: Corpus, family: Wanted, heard: Mask, by_voice: Numbers, by_single: Numbers) -> dict[str, int]:
    """Count the phrases of a family in, and its single words inside them out; returns the phrases by their words."""
    spans = phrase_spans(corpus, family)
    voices = corpus.voices_at(spans.starts)
    spans, voices = spans[heard[voices]], voices[heard[voices]]
    np.add.at(by_voice, voices[spans.phrases < family.accepted], 1)
    single = corpus.table(family.singles)
    for at in range(int(spans.lengths.max(initial=0))):
        longer = spans.lengths > at
        types = corpus.running.types[spans.starts[longer] + at]
        covered = single[types]
        np.subtract.at(by_voice, voices[longer][covered], 1)
        np.subtract.at(by_single, np.searchsorted(family.singles, types[covered]), 1)
    return _phrase_forms(corpus, family, spans)


def _phrase_forms(corpus: Corpus, family: Wanted, spans: Spans) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, phrase in enumerate(family.phrases[: family.accepted]):
        starts = spans.starts[spans.phrases == number]
        if not len(starts):
            continue
        if all(len(types) == 1 for types in phrase.words):
            name = phrase.name(corpus, [int(types[0]) for types in phrase.words])
            found[name] = found.get(name, 0) + len(starts)
            continue
        groups = np.zeros(len(starts), np.int64)
        for at in range(len(phrase.words)):
            pairs = groups * len(corpus.types) + corpus.running.types[starts + at]
            groups = np.unique(pairs, return_inverse=True)[1]
        _, firsts, sizes = np.unique(groups, return_index=True, return_counts=True)
        for first, size in zip(firsts.tolist(), sizes.tolist(), strict=True):
            types = corpus.running.types[starts[first] : starts[first] + len(phrase.words)]
            name = phrase.name(corpus, types.tolist())
            found[name] = found.get(name, 0) + size
    return found
