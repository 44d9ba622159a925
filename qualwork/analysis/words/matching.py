"""Where the terms of a family stand in the running words of a corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Places
from qualwork.analysis.words.types import TypeNumbers
from qualwork.model.family import GAPS, FamilySpec, TermPattern, WordPattern
from qualwork.model.units import UNSPACED_LANGUAGES

Place = tuple[int, int, int]
"""A stretch of text: id of its document, start and end."""

_SCANS = 12
_WORDS_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern of several words: the types each may be, the gap before each but the first, and its rarest word."""

    words: tuple[TypeNumbers, ...]
    gaps: tuple[str, ...]
    rarest: int

    def name(self, corpus: Corpus, types: Sequence[int]) -> str:
        """The phrase as said in these types."""
        forms = [corpus.types.names[number] for number in types]
        if corpus.language in UNSPACED_LANGUAGES:
            return "".join(forms)
        return forms[0] + "".join(gap + form for gap, form in zip(self.gaps, forms[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A family in the types of a corpus: single words that count, ascending, and phrases.

    The phrases from number `accepted` on are rejected ones: what lies in them does not count.
    """

    family: str
    singles: TypeNumbers
    phrases: tuple[Phrase, ...]
    accepted: int

    def forms(self, corpus: Corpus, spans: Spans) -> list[str]:
        """What is said at each of some places of the family."""
        found = []
        for start, length, phrase in zip(*(each.tolist() for each in spans.parts()), strict=True):
            types = corpus.running.types[start : start + length].tolist()
            found.append(corpus.types.names[types[0]] if phrase < 0 else self.phrases[phrase].name(corpus, types))
        return found


@dataclass(frozen=True, slots=True)
class Spans:
    """Places in the running words: where each begins, how many words it has, and the number of its phrase, or -1."""

    starts: Places
    lengths: Places
    phrases: Places

    def __getitem__(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Spans:
        return Spans(self.starts[chosen], self.lengths[chosen], self.phrases[chosen])

    def __len__(self) -> int:
        return len(self.starts)

    def parts(self) -> tuple[Places, Places, Places]:
        """Starts, lengths and phrases."""
        return self.starts, self.lengths, self.phrases


_NOWHERE = Spans(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))


def resolve(corpus: Corpus, family: FamilySpec) -> Wanted:
    """Match the patterns of a family against the types of a corpus; BadInput where an expression takes too long."""
    accepted, rejected = (
        list(map(corpus.types.spelled_out, patterns)) for patterns in (family.patterns, family.rejected)
    )
    forms = [pattern.words[0] for pattern in accepted if not pattern.is_phrase]
    typed = _types(corpus, [word for word in forms if word.kind == "form"])
    broad = _types(corpus, [word for word in forms if word.kind != "form"])
    if len(broad):
        broad = np.setdiff1d(broad, _types(corpus, [each.words[0] for each in rejected if not each.is_phrase]))
    phrases = [_phrase(corpus, pattern) for pattern in (*accepted, *rejected) if pattern.is_phrase]
    number = sum(pattern.is_phrase for pattern in accepted)
    return Wanted(family.name, np.union1d(typed, broad), tuple(phrases), number)


def _types(corpus: Corpus, words: Sequence[WordPattern]) -> TypeNumbers:
    return np.unique(np.concatenate([np.zeros(0, np.uint32), *map(corpus.types.matching, words)]))


def _phrase(corpus: Corpus, pattern: TermPattern) -> Phrase:
    words = tuple(corpus.types.matching(word) for word in pattern.words)
    rarest = min(range(len(words)), key=lambda at: int(corpus.totals[words[at]].sum()))
    return Phrase(words, pattern.gaps, rarest)


def occurrences(corpus: Corpus, wanted: Wanted) -> Iterator[Spans]:
    """All places of a family in order, some documents at a time; where two overlap only one counts (see `apart`)."""
    edges = corpus.running.documents
    first = 0
    while first + 1 < len(edges):
        last = max(first + 1, int(np.searchsorted(edges, edges[first] + _WORDS_AT_ONCE)))
        last = min(last, len(edges) - 1)
        low, high = int(edges[first]), int(edges[last])
        singles = places_of(corpus, wanted.singles, low, high)
        single = Spans(singles, np.ones(len(singles), np.int64), np.full(len(singles), -1))
        found = apart(_joined([single, _phrase_places(corpus, wanted, low, high)]))
        yield found[found.phrases < wanted.accepted]
        first = last


def left_out_spans(corpus: Corpus, wanted: Wanted, places: Collection[Place]) -> Spans:
    """The places of a family that are among those named; others named are none of its places now."""
    by_document: dict[int, set[tuple[int, int]]] = {}
    for document, start, end in places:
        by_document.setdefault(document, set()).add((start, end))
    found = [_NOWHERE]
    for spans in occurrences(corpus, wanted):
        edges = np.searchsorted(spans.starts, corpus.running.documents)
        for number in np.flatnonzero(np.diff(edges)).tolist():
            named = by_document.get(corpus.documents[number].id)
            if named:
                here = spans[edges[number] : edges[number + 1]]
                stretches = zip(*edges_of(corpus, number, here), strict=True)
                found.append(here[np.fromiter((each in named for each in stretches), np.bool_, len(here))])
    return _joined(found)


def edges_of(corpus: Corpus, number: int, spans: Spans) -> tuple[list[int], list[int]]:
    """Where places in one document start and end in its text."""
    starts, ends = corpus.edges_of_words(number)
    firsts = spans.starts - corpus.running.documents[number]
    return starts[firsts].tolist(), ends[firsts + spans.lengths - 1].tolist()


def phrase_spans(corpus: Corpus, wanted: Wanted) -> Spans:
    """All places of a family's phrases, the rejected ones too, in order, overlaps resolved."""
    return apart(_phrase_places(corpus, wanted, 0, int(corpus.running.documents[-1])))


def places_of(corpus: Corpus, types: TypeNumbers, low: int, high: int) -> Places:
    """Where words of any of these types stand between two places of the running words, in order."""
    if len(types) > _SCANS:
        return np.flatnonzero(corpus.table(types)[corpus.running.types[low:high]]) + low
    found = [corpus.places(number, low, high) for number in types.tolist()]
    return found[0] if len(found) == 1 else np.sort(np.concatenate([np.zeros(0, np.int64), *found]))


def apart(spans: Spans) -> Spans:
    """Of places that overlap only some: the longest first, of equally long ones the earliest. In order of place."""
    spans = spans[np.lexsort((-spans.lengths, spans.starts))]
    if not len(spans):
        return spans
    reach = np.maximum.accumulate(spans.starts + spans.lengths)
    meets_last = np.concatenate([[False], spans.starts[1:] < reach[:-1]])
    contested = meets_last.copy()
    contested[:-1] |= meets_last[1:]
    kept = ~contested
    taken: set[int] = set()
    rivals = np.flatnonzero(contested)
    rivals = rivals[np.lexsort((spans.starts[rivals], -spans.lengths[rivals]))]
    for at, start, length in zip(
        rivals.tolist(), spans.starts[rivals].tolist(), spans.lengths[rivals].tolist(), strict=True
    ):
        if taken.isdisjoint(range(start, start + length)):
            taken.update(range(start, start + length))
            kept[at] = True
    return spans[kept]


def _phrase_places(corpus: Corpus, wanted: Wanted, low: int, high: int) -> Spans:
    found = [_NOWHERE]
    for number, phrase in enumerate(wanted.phrases):
        starts = _begins(corpus, phrase, low, high)
        found.append(Spans(starts, np.full(len(starts), len(phrase.words)), np.full(len(starts), number)))
    return _joined(found)


def _begins(corpus: Corpus, phrase: Phrase, low: int, high: int) -> Places:
    """Where a phrase begins between two edges of documents: its rarest word first, then its neighbours."""
    running = corpus.running
    starts = places_of(corpus, phrase.words[phrase.rarest], low, high) - phrase.rarest
    starts = starts[(starts >= low) & (starts + len(phrase.words) <= high)]
    for at, types in enumerate(phrase.words):
        if at:
            starts = starts[running.gaps[starts + at] == GAPS.index(phrase.gaps[at - 1])]
        if at != phrase.rarest:
            starts = starts[corpus.table(types)[running.types[starts + at]]]
    return starts


def _joined(spans: Sequence[Spans]) -> Spans:
    return Spans(
        np.concatenate([each.starts for each in spans]),
        np.concatenate([each.lengths for each in spans]),
        np.concatenate([each.phrases for each in spans]),
    )
