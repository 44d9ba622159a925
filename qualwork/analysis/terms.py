"""Term tables: how many participants use a family of terms, and how often.

After the tables of Lucre et al. 2026 (OBM Integrative and Complementary Medicine 11(2), Tables 5 and 6): one row a
family, the forms found, participants who use one of them, and occurrences in their speech.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.corpus import Corpus, Document, Mask, Voice
from qualwork.analysis.matching import Spans, Wanted, phrase_spans, resolve
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
    """All families over the speech of some roles; `words` is how much was said, in all and by column (`words_by`)."""

    roles: tuple[Role, ...]
    words: int
    keys: tuple[str, ...]
    rows: tuple[TermRow, ...]
    words_by: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Tally:
    """Occurrences of one family by voice, and by form."""

    voices: Numbers
    forms: Mapping[str, int]


def count_terms(
    corpus: Corpus, families: Sequence[FamilySpec], roles: Sequence[Role] = ("participant",), by: Key | None = None
) -> TermTable:
    """Count families; where two matches of one family overlap, only one counts, the longest first.

    `by` names the column that a speaker's words count in: pseudonym unless another is given. Families of single
    words are counted from the counts by speaker; the running words are read for phrases only.
    """
    key = by or (lambda _, voice: voice.name)
    heard = corpus.heard(roles)
    wanted = [resolve(corpus, family) for family in families]
    tallies = _tallies(corpus, wanted, heard)
    chosen = np.flatnonzero(heard).tolist()
    keys = {number: key(*corpus.voices[number]) for number in chosen}
    said = corpus.words_said()
    words_by = dict.fromkeys(keys.values(), 0)
    for number, name in keys.items():
        words_by[name] += int(said[number])
    rows = tuple(_row(corpus, family.name, tally, keys) for family, tally in zip(families, tallies, strict=True))
    return TermTable(tuple(roles), int(said[heard].sum()), tuple(words_by), rows, words_by)


def _row(corpus: Corpus, family: str, tally: _Tally, keys: Mapping[int, str]) -> TermRow:
    by = dict.fromkeys(keys.values(), 0)
    using = np.flatnonzero(tally.voices).tolist()
    for number in using:
        by[keys[number]] += int(tally.voices[number])
    people = {corpus.voices[number][1].name for number in using}
    forms = dict(sorted(tally.forms.items(), key=lambda pair: (-pair[1], pair[0])))
    return TermRow(family, forms, len(people), int(tally.voices.sum()), by)


def _tallies(corpus: Corpus, wanted: Sequence[Wanted], heard: Mask) -> list[_Tally]:
    """One pass over the counts for the single words of all families, then phrases where a family has some."""
    counts = corpus.counts
    anything = corpus.table(np.concatenate([np.zeros(0, np.uint32), *(family.singles for family in wanted)]))
    hits = np.flatnonzero(anything[counts.types])
    hits = hits[heard[counts.voices[hits]]]
    types, said, voices = counts.types[hits], counts.said[hits], counts.voices[hits]
    found = []
    for family in wanted:
        mine = corpus.table(family.singles)[types]
        by_voice = _summed(voices[mine], said[mine], len(corpus.voices))
        by_type = _summed(types[mine], said[mine], len(corpus.types))
        phrases: dict[str, int] = {}
        if family.phrases:
            phrases = _add_phrases(corpus, family, heard, by_voice, by_type)
        names = corpus.types.names
        forms = {names[number]: int(by_type[number]) for number in np.flatnonzero(by_type).tolist()}
        found.append(_Tally(by_voice, forms | phrases))
    return found


def _add_phrases(corpus: Corpus, family: Wanted, heard: Mask, by_voice: Numbers, by_type: Numbers) -> dict[str, int]:
    """Count the phrases of a family in, and its single words inside them out; returns the phrases by their words."""
    spans = phrase_spans(corpus, family)
    voices = corpus.voices_at(spans.starts)
    spans, voices = spans[heard[voices]], voices[heard[voices]]
    np.add.at(by_voice, voices, 1)
    single = corpus.table(family.singles)
    for at in range(int(spans.lengths.max(initial=0))):
        longer = spans.lengths > at
        types = corpus.running.types[spans.starts[longer] + at]
        covered = single[types]
        np.subtract.at(by_voice, voices[longer][covered], 1)
        np.subtract.at(by_type, types[covered], 1)
    return _phrase_forms(corpus, family, spans)


def _phrase_forms(corpus: Corpus, family: Wanted, spans: Spans) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, phrase in enumerate(family.phrases):
        starts = spans.starts[spans.phrases == number]
        if not len(starts):
            continue
        groups = np.zeros(len(starts), np.int64)
        for at in range(len(phrase.words)):
            pairs = groups * len(corpus.types) + corpus.running.types[starts + at]
            groups = np.unique(pairs, return_inverse=True)[1]
        _, firsts, sizes = np.unique(groups, return_index=True, return_counts=True)
        for first, size in zip(firsts.tolist(), sizes.tolist(), strict=True):
            types = corpus.running.types[starts[first] : starts[first] + len(phrase.words)]
            name = phrase.name([corpus.types.names[each] for each in types.tolist()])
            found[name] = found.get(name, 0) + size
    return found


def _summed(groups: NDArray[np.unsignedinteger], weights: NDArray[np.uint32], number: int) -> Numbers:
    return np.bincount(groups, weights, number).astype(np.int64)
