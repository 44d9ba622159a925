"""Codings as arrays: who says what is coded, and which words it covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Document, Voice
from qualwork.analysis.words.narrow import Narrowed, Ranges
from qualwork.model.transcript import Role, Turn

Numbers = NDArray[np.int64]
_OFFSET_BITS = 32


@dataclass(frozen=True, slots=True)
class Coded:
    """Codings, one element each: id, id of the code, number of the document in the corpus, start and end there."""

    ids: Numbers
    codes: Numbers
    documents: Numbers
    starts: Numbers
    ends: Numbers

    def __getitem__(self, chosen: NDArray[np.bool_] | Numbers) -> Coded:
        return Coded(*(part[chosen] for part in (self.ids, self.codes, self.documents, self.starts, self.ends)))

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says which stretch of text: `lows` and `highs` are its edges (see `edge`), `voices` places in `speakers`.

    Stretches are in order and do not overlap. `turns` are the places where the turns begin, whoever speaks.
    """

    speakers: Sequence[tuple[Document, Voice]]
    lows: Numbers
    highs: Numbers
    voices: Numbers
    turns: Numbers


def coded_from(rows: Sequence[tuple[int, int, int, int, int]], documents: Mapping[int, int]) -> Coded:
    """Arrays of rows (id, code, revision, start, end), without those in revisions that have no document number."""
    table = np.fromiter(chain.from_iterable(rows), np.int64, len(rows) * 5).reshape(-1, 5)
    known = np.full(max([0, *documents, *([int(table[:, 2].max())] if len(table) else [])]) + 1, -1, np.int64)
    known[list(documents)] = list(documents.values())
    places = known[table[:, 2]]
    kept = places >= 0
    if not kept.all():
        table, places = table[kept], places[kept]
    ids, codes, _, starts, ends = table.T
    return Coded(ids, codes, places, starts, ends)


def edge(documents: Numbers, offsets: Numbers) -> Numbers:
    """One number for a place in the text of a document, in order of document and offset."""
    return (documents << _OFFSET_BITS) | offsets


def speech_of(corpus: Corpus, turns: Mapping[int, Sequence[Turn]]) -> Speech:
    """The speech in some documents, by their number; turns of nobody known are left out."""
    speakers: list[tuple[Document, Voice]] = []
    rows: list[tuple[int, int, int, int]] = []
    begins: list[tuple[int, int]] = []
    for number, mine in sorted(turns.items()):
        document, voices = corpus.documents[number], {}
        for label, voice in document.voices.items():
            voices[label] = len(speakers)
            speakers.append((document, voice))
        for turn in mine:
            begins.append((number, turn.start))
            who = voices.get(turn.speaker or "")
            if who is not None:
                rows += ((number, low, high, who) for low, high in turn.speech())
    numbers, lows, highs, said_by = np.array(rows, np.int64).reshape(-1, 4).T
    starts = edge(*np.array(begins, np.int64).reshape(-1, 2).T)
    return Speech(speakers, edge(numbers, lows), edge(numbers, highs), said_by, starts)


def sayings(coded: Coded, speech: Speech, corpus: Corpus, roles: Sequence[Role]) -> tuple[Numbers, Numbers]:
    """Pairs of a coding (its place in `coded`) and a voice of the roles whose speech it overlaps, each pair once."""
    firsts = np.searchsorted(speech.highs, edge(coded.documents, coded.starts), side="right")
    lasts = np.searchsorted(speech.lows, edge(coded.documents, coded.ends), side="left")
    at, stretches = stretched(firsts, lasts)
    voices = speech.voices[stretches]
    heard = np.fromiter((is_heard(corpus, each, roles) for _, each in speech.speakers), np.bool_, len(speech.speakers))
    kept = heard[voices]
    pairs = distinct(at[kept] * max(len(speech.speakers), 1) + voices[kept])
    codings, said_by = np.divmod(pairs, max(len(speech.speakers), 1))
    return codings, said_by


def distinct(numbers: Numbers) -> Numbers:
    """The distinct numbers, ascending: fast where they come nearly in order, which np.unique (2.4) does not use."""
    ordered = np.sort(numbers, kind="stable")
    first_ones: NDArray[np.bool_] = np.ones(len(ordered), np.bool_)
    first_ones[1:] = ordered[1:] != ordered[:-1]
    return ordered[first_ones]


def is_heard(corpus: Corpus, voice: Voice, roles: Sequence[Role]) -> bool:
    """Whether what a voice says counts in a corpus that may be narrowed to some people."""
    only = corpus.only if isinstance(corpus, Narrowed) else None
    return voice.role in roles and (only is None or voice.name in only)


def stretched(firsts: Numbers, lasts: Numbers) -> tuple[Numbers, Numbers]:
    """For each half-open range its number, and the numbers in it, one after the other."""
    lengths = np.maximum(lasts - firsts, 0)
    owners = np.repeat(np.arange(len(firsts)), lengths)
    before = np.cumsum(lengths) - lengths
    return owners, np.arange(int(lengths.sum())) + np.repeat(firsts - before, lengths)


def lying_in(coded: Coded, corpus: Corpus, passages: Sequence[Ranges]) -> NDArray[np.bool_]:
    """Which codings overlap a passage of each of `passages`."""
    kept = np.ones(len(coded), np.bool_)
    numbers = {document.id: number for number, document in enumerate(corpus.documents)}
    for ranges in passages:
        rows = [(numbers[each], low, high) for each, mine in ranges.items() for low, high in mine if each in numbers]
        table = np.array(sorted(rows), np.int64).reshape(-1, 3)
        lows, highs = edge(table[:, 0], table[:, 1]), edge(table[:, 0], table[:, 2])
        reach = np.concatenate([[-1], np.maximum.accumulate(highs)])
        last = np.searchsorted(lows, edge(coded.documents, coded.ends), side="left")
        kept &= reach[last] > edge(coded.documents, coded.starts)
    return kept


def word_ranges(coded: Coded, corpus: Corpus) -> tuple[Numbers, Numbers]:
    """The running words that each coding holds a letter of, as half-open ranges."""
    firsts, lasts = np.zeros(len(coded), np.int64), np.zeros(len(coded), np.int64)
    order = np.argsort(coded.documents, kind="stable")
    documents = coded.documents[order]
    for number in np.unique(documents).tolist():
        low, high = np.searchsorted(documents, (number, number + 1))
        mine, base = order[low:high], corpus.running.documents[number]
        starts, ends = corpus.edges_of_words(number)
        firsts[mine] = base + np.searchsorted(ends, coded.starts[mine], side="right")
        lasts[mine] = base + np.searchsorted(starts, coded.ends[mine], side="left")
    return firsts, lasts


def covered(firsts: Numbers, lasts: Numbers) -> Numbers:
    """The numbers that any of some half-open ranges holds, in order."""
    order = np.argsort(firsts, kind="stable")
    firsts, lasts = firsts[order], np.maximum.accumulate(lasts[order]) if len(order) else lasts
    begins = np.maximum(firsts, np.concatenate([[0], lasts[:-1]])[: len(firsts)])
    return stretched(begins, lasts)[1]
