"""A part of the corpus: only what some people say, and only inside some passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, Counts, Mask, Running
from qualwork.analysis.words.cut import OTHER_GAP
from qualwork.analysis.words.index import WordArrays
from qualwork.model.transcript import Role

Ranges = Mapping[int, Sequence[tuple[int, int]]]
"""Half-open ranges of text by the id of their document, in any order; they may overlap."""


class Narrowed(Corpus):
    """The words of `whole` that lie in passages of each of `passages`, said by `people` (everybody, where None).

    A word counts as inside where any of its letters is. Words that had others between them are no neighbours, so a
    phrase is found only where all of it is inside.
    """

    def __init__(self, whole: Corpus, passages: Sequence[Ranges], people: Collection[str] | None = None) -> None:
        super().__init__(whole.forms, whole.documents, whole.language)
        self.whole = whole
        self.passages = tuple(passages)
        self.only = None if people is None else frozenset(people)
        self.__dict__["types"] = whole.types
        if not passages:
            self.__dict__ |= {"counts": whole.counts, "words_said": whole.words_said}

    def heard(self, roles: Sequence[Role]) -> Mask:
        """Which voices have one of the roles and are of the people."""
        heard = self.whole.heard(roles)
        if self.only is None:
            return heard
        return heard & np.fromiter((voice.name in self.only for _, voice in self.voices), np.bool_, len(self.voices))

    @cached_property
    def running(self) -> Running:
        """The running words that are inside."""
        running = self.whole.running
        if not self.passages:
            return running
        before = np.concatenate([[0], np.cumsum(self._inside)])
        places = np.flatnonzero(self._inside)
        gaps = running.gaps[places]
        gaps[np.diff(places, prepend=-2) > 1] = OTHER_GAP
        documents, turns = before[running.documents], before[running.turns]
        return Running(running.types[places], gaps, documents, turns, running.speakers)

    @cached_property
    def counts(self) -> Counts:
        """Counts of all voices, taken from the words that are inside."""
        pairs = self.running.types.astype(np.int64) * len(self.voices) + self._voices_of_words
        distinct, said = np.unique(pairs, return_counts=True)
        types, voices = np.divmod(distinct, max(len(self.voices), 1))
        edges = np.cumsum([0, *np.bincount(types, minlength=len(self.types)).tolist()])
        return Counts(types.astype(np.uint32), voices.astype(np.uint32), said.astype(np.uint32), edges)

    @cached_property
    def words_said(self) -> NDArray[np.int64]:
        """How many words inside each voice says."""
        return np.bincount(self._voices_of_words, minlength=len(self.voices))

    def arrays(self, number: int) -> WordArrays:
        """The words of one document that are inside."""
        arrays = self.whole.arrays(number)
        if not self.passages:
            return arrays
        low, high = self.whole.running.documents[number : number + 2].tolist()
        inside = self._inside[low:high]
        before = np.concatenate([[0], np.cumsum(inside)])
        first = self.running.documents[number]
        gaps = self.running.gaps[first : first + before[-1]]
        turns = before[arrays.turns].astype(np.uint32)
        return WordArrays(arrays.ids[inside], arrays.starts[inside], gaps, turns, arrays.speakers)

    @cached_property
    def _voices_of_words(self) -> NDArray[np.int64]:
        running = self.running
        return np.repeat(running.speakers, np.diff(running.turns, append=len(running.types)))

    @cached_property
    def _inside(self) -> Mask:
        """Which words of the whole are inside."""
        edges = self.whole.running.documents
        inside = np.zeros(edges[-1], np.bool_)
        for number, document in enumerate(self.documents):
            if all(ranges.get(document.id) for ranges in self.passages):
                starts, ends = self.whole.edges_of_words(number)
                within = [_within(starts, ends, ranges[document.id]) for ranges in self.passages]
                inside[edges[number] : edges[number + 1]] = np.logical_and.reduce(within)
        return inside


def _within(starts: NDArray[np.int64], ends: NDArray[np.int64], ranges: Sequence[tuple[int, int]]) -> Mask:
    """Which words overlap one of the ranges."""
    lows, highs = np.array(sorted(ranges), np.int64).reshape(-1, 2).T
    reach = np.concatenate([[-1], np.maximum.accumulate(highs)])
    return reach[np.searchsorted(lows, ends, side="left")] > starts
