"""All transcripts at once, as arrays: what every count and concordance asks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.index import WordArrays, decode, decode_counts
from qualwork.model.errors import BadInput
from qualwork.model.family import GAPS, TermPattern, WordPattern
from qualwork.model.transcript import Role
from qualwork.model.units import fold
from qualwork.model.word_index import IndexBlock

Mask = NDArray[np.bool_]
_REGEX_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of one transcript: `name` is the pseudonym, or a label of its own where no participant is known."""

    label: str
    role: Role
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A transcript with its index; `text` is fetched only where lines are shown."""

    id: int
    title: str
    block: IndexBlock = field(repr=False)
    voices: Mapping[str, Voice] = field(repr=False)
    text: Callable[[], str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Counts:
    """Words by speaker over the whole corpus, end to end: word ids, how often each is said, and by which voice."""

    ids: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    voices: NDArray[np.uint32]


class Corpus:
    """Documents over one vocabulary (`forms`, by word id). Arrays are unpacked on first use and kept."""

    def __init__(self, forms: Sequence[str], documents: Sequence[Document]) -> None:
        self.forms = forms
        self.documents = documents
        self.voices: list[tuple[Document, Voice]] = []
        self._first_voice: list[int] = []
        for document in documents:
            self._first_voice.append(len(self.voices))
            self.voices += [(document, document.voices[count.label]) for count in document.block.counts]
        self._arrays: dict[int, WordArrays] = {}

    @cached_property
    def folded(self) -> tuple[list[str], NDArray[np.uint32]]:
        """Distinct folded forms, and for each word id the number of its folded form."""
        numbers: dict[str, int] = {}
        of_id = np.fromiter((numbers.setdefault(fold(form), len(numbers)) for form in self.forms), np.uint32)
        return list(numbers), of_id

    @cached_property
    def counts(self) -> Counts:
        """Counts of all speakers of all documents."""
        ids, numbers, lengths = [], [], []
        for document in self.documents:
            for count in document.block.counts:
                words, said = decode_counts(count)
                ids.append(words)
                numbers.append(said)
                lengths.append(len(words))
        voices = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        return Counts(_joined(ids), _joined(numbers), voices)

    def arrays(self, number: int) -> WordArrays:
        """The words of one document, by its place in `documents`."""
        if number not in self._arrays:
            self._arrays[number] = decode(self.documents[number].block)
        return self._arrays[number]

    def voice_numbers(self, number: int, positions: NDArray[Any]) -> NDArray[Any]:
        """For word positions in a document, the places of their speakers in `voices`."""
        arrays = self.arrays(number)
        turns = np.searchsorted(arrays.turns, positions, side="right") - 1
        return np.asarray(arrays.speakers[turns] + self._first_voice[number])

    def said_by(self, roles: Sequence[Role]) -> Mask:
        """Which voices have one of the roles."""
        return np.fromiter((voice.role in roles for _, voice in self.voices), np.bool_, len(self.voices))

    def matching(self, word: WordPattern) -> Mask:
        """Which word ids a word of a pattern matches: types are matched, never the running text."""
        forms, of_id = self.folded
        if word.kind == "form":
            wanted = np.fromiter((form == word.text for form in forms), np.bool_, len(forms))
        else:
            wanted = _matched(word, forms)
        return wanted[of_id] if len(of_id) else np.zeros(0, np.bool_)

    def positions(self, number: int, pattern: TermPattern, tables: Sequence[Mask]) -> NDArray[Any]:
        """Where a pattern begins in a document, as word positions; `tables` are the matches of its words."""
        arrays = self.arrays(number)
        last = len(arrays.ids) - len(tables) + 1
        if last <= 0:
            return np.zeros(0, np.int64)
        here = tables[0][arrays.ids[:last]]
        for at, (table, gap) in enumerate(zip(tables[1:], pattern.gaps, strict=True), start=1):
            here &= table[arrays.ids[at : at + last]]
            here &= arrays.gaps[at : at + last] == GAPS.index(gap)
        return np.flatnonzero(here)

    def holding(self, tables: Sequence[Mask]) -> list[int]:
        """Documents in which every word of a pattern occurs at all."""
        possible = np.ones(len(self.documents), np.bool_)
        document_of = np.searchsorted(np.asarray(self._first_voice), np.arange(len(self.voices)), side="right") - 1
        for table in tables:
            found = np.zeros(len(self.documents), np.bool_)
            voices = self.counts.voices[table[self.counts.ids]]
            found[document_of[voices]] = True
            possible &= found
        return [int(number) for number in np.flatnonzero(possible)]


def _joined(parts: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    return np.concatenate(parts) if parts else np.zeros(0, np.uint32)


def _matched(word: WordPattern, forms: Sequence[str]) -> Mask:
    match = re.compile(word.expression()).fullmatch
    until = time.monotonic() + _REGEX_SECONDS
    found = np.zeros(len(forms), np.bool_)
    for number, form in enumerate(forms):
        if match(form):
            found[number] = True
        if not number % 256 and time.monotonic() > until:
            raise BadInput(f"pattern re:{word.text} takes too long on the words of this project; simplify it")
    return found
