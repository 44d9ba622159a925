"""All transcripts at once, as arrays: what every count and concordance asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.index import WordArrays, decode, decode_counts
from qualwork.analysis.words.types import TypeNumbers, Types
from qualwork.model.transcript import Role
from qualwork.model.word_index import IndexBlock

T = TypeVar("T", bound=np.generic)
H = TypeVar("H", bound=Hashable)
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
_MOST_WORDS = 10_000_000
_MOST_PLACES = 1 << 21
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


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

    def voice(self, label: str) -> Voice:
        """The speaker of that label; words that nobody is known to say have no role that is counted by default."""
        return self.voices.get(label) or Voice(label, "other", label)


@dataclass(frozen=True, slots=True)
class Counts:
    """Who says what how often, over the whole corpus, type by type.

    Type t has the rows from `edges[t]` up to `edges[t + 1]`, by voice: `voices[i]` says `types[i]` `said[i]` times. A
    voice has several rows of one type where it says it in several spellings (`The`, `the`).
    """

    types: NDArray[np.unsignedinteger]
    voices: NDArray[np.uint32]
    said: NDArray[np.uint32]
    edges: NDArray[np.int64]

    def rows(self, types: TypeNumbers) -> NDArray[np.int64]:
        """The rows of some types, one type after another."""
        stretches = [np.arange(self.edges[each], self.edges[each + 1]) for each in types.tolist()]
        return _joined(stretches, np.int64)

    def summed(self, numbers: NDArray[Any]) -> NDArray[np.int64]:
        """By type, the sum of one number a row."""
        running = np.zeros(len(numbers) + 1, np.int64)
        np.cumsum(numbers, out=running[1:])
        return np.diff(running[self.edges])


@dataclass(frozen=True, slots=True)
class Spread:
    """For each type how often it is said, by how many people, and in how many transcripts."""

    said: NDArray[np.int64]
    people: NDArray[np.int64]
    transcripts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Running:
    """All words of all documents in order: their types and what parts each from the one before.

    Document d holds the words from `documents[d]` up to `documents[d + 1]`; turn t those from `turns[t]` on, and
    is said by voice `speakers[t]`.
    """

    types: NDArray[np.unsignedinteger]
    gaps: NDArray[np.uint8]
    documents: NDArray[np.int64]
    turns: NDArray[np.int64]
    speakers: NDArray[np.int64]


class Corpus:
    """Documents over one vocabulary (`forms`, by word id). Arrays are unpacked on first use and kept."""

    def __init__(self, forms: Sequence[str], documents: Sequence[Document], language: str = "en") -> None:
        self.forms = forms
        self.documents = documents
        self.language = language
        self.voices = [(each, each.voice(count.label)) for each in documents for count in each.block.counts]
        self._kept: dict[int, WordArrays] = {}
        self._words_kept = 0
        self._places: dict[int, Places] = {}
        self._spreads: dict[tuple[Role, ...], Spread] = {}

    @cached_property
    def types(self) -> Types:
        """The distinct folded forms."""
        return Types(self.forms, self.language)

    @cached_property
    def counts(self) -> Counts:
        """Counts of all voices; running words are not unpacked for them."""
        pairs = [decode_counts(count) for document in self.documents for count in document.block.counts]
        types = self._small_types[_joined([ids for ids, _ in pairs], np.uint32)]
        order = np.argsort(types, kind="stable")
        voices = np.repeat(np.arange(len(pairs), dtype=np.uint32), [len(ids) for ids, _ in pairs])
        said = _joined([said for _, said in pairs], np.uint32)
        edges = np.cumsum([0, *np.bincount(types, minlength=len(self.types)).tolist()])
        return Counts(types[order], voices[order], said[order], edges)

    @cached_property
    def running(self) -> Running:
        """The running words, two to four bytes each and one for the gap."""
        decoded = [decode(document.block) for document in self.documents]
        firsts = np.cumsum([0, *(len(arrays.ids) for arrays in decoded)])
        voices = np.cumsum([0, *(len(document.block.counts) for document in self.documents)])
        types = np.zeros(firsts[-1], self._small_types.dtype)
        for arrays, first in zip(decoded, firsts, strict=False):
            np.take(self._small_types, arrays.ids, out=types[first : first + len(arrays.ids)])
        turns = [arrays.turns[:-1] + first for arrays, first in zip(decoded, firsts, strict=False)]
        speakers = [arrays.speakers + first for arrays, first in zip(decoded, voices, strict=False)]
        gaps = [arrays.gaps for arrays in decoded]
        return Running(types, _joined(gaps, np.uint8), firsts, _joined(turns, np.int64), _joined(speakers, np.int64))

    @cached_property
    def totals(self) -> NDArray[np.int64]:
        """How often each type is said, by anybody."""
        return self.counts.summed(self.counts.said)

    def spread(self, roles: Sequence[Role]) -> Spread:
        """How often and by how many each type is said in some roles; worked out once for each choice of them."""
        chosen = tuple(sorted(roles))
        if chosen not in self._spreads:
            heard, counts = self.heard(chosen), self.counts
            rows = np.flatnonzero(heard[counts.voices])
            types, voices = counts.types[rows], counts.voices[rows]
            said = np.bincount(types, counts.said[rows], len(self.types)).astype(np.int64)
            transcripts = numbered([document.id for document, _ in self.voices])[1]
            people = _groups_of(types, self.people[voices], len(self.types))
            self._spreads[chosen] = Spread(said, people, _groups_of(types, transcripts[voices], len(self.types)))
        return self._spreads[chosen]

    @cached_property
    def _small_types(self) -> NDArray[np.unsignedinteger]:
        """The type of each word id, in two bytes where that is enough."""
        return self.types.of_id.astype(np.uint16 if len(self.types) <= 1 << 16 else np.uint32)

    def arrays(self, number: int) -> WordArrays:
        """The words of one document, by its place in `documents`; those asked for last are kept."""
        arrays = self._kept.get(number)
        if arrays is None:
            arrays = decode(self.documents[number].block)
            self._words_kept += len(arrays.ids)
            while self._words_kept > _MOST_WORDS and self._kept:
                oldest = self._kept.pop(next(iter(self._kept), number), None)
                self._words_kept -= 0 if oldest is None else len(oldest.ids)
            self._kept[number] = arrays
        return arrays

    def edges_of_words(self, number: int) -> tuple[Places, Places]:
        """Where each word of a document starts and ends in its text."""
        arrays = self.arrays(number)
        starts = arrays.starts.astype(np.int64)
        return starts, starts + self._lengths[arrays.ids]

    @cached_property
    def _lengths(self) -> Places:
        return np.fromiter(map(len, self.forms), np.int64, len(self.forms))

    def voices_at(self, places: Places) -> NDArray[np.int64]:
        """The voices that say the words at `places` in the running text, as places in `voices`."""
        return self.running.speakers[np.searchsorted(self.running.turns, places, side="right") - 1]

    def heard(self, roles: Sequence[Role]) -> Mask:
        """Which voices have one of the roles."""
        return np.fromiter((voice.role in roles for _, voice in self.voices), np.bool_, len(self.voices))

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """Voices of one name have one number."""
        return numbered([voice.name for _, voice in self.voices])[1]

    @cached_property
    def words_said(self) -> NDArray[np.int64]:
        """How many words each voice says."""
        said = (count.words for document in self.documents for count in document.block.counts)
        return np.fromiter(said, np.int64, len(self.voices))

    def places(self, number: int, low: int, high: int) -> Places:
        """Where a type stands between two places of the running words; what a look at all of them found is kept."""
        kept = self._places.get(number)
        if kept is not None:
            return kept[slice(*np.searchsorted(kept, (low, high)))]
        types = self.running.types
        found = np.flatnonzero(types[low:high] == types.dtype.type(number)) + low
        if high - low == len(types) and len(found) <= _MOST_PLACES:
            while sum(map(len, list(self._places.values()))) + len(found) > _MOST_PLACES:
                self._places.pop(next(iter(self._places), number), None)
            self._places[number] = found
        return found

    def table(self, types: TypeNumbers) -> Mask:
        """A mask over all types."""
        table = np.zeros(len(self.types), np.bool_)
        table[types] = True
        return table


def numbered(things: Sequence[H]) -> tuple[list[H], NDArray[np.int64]]:
    """The distinct things in order of first appearance, and the number of each thing among them."""
    numbers: dict[H, int] = {}
    each = np.fromiter((numbers.setdefault(thing, len(numbers)) for thing in things), np.int64, len(things))
    return list(numbers), each


def columns_of(keys: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct keys as columns, and the column of each: ages and other numbers in their order, "no age" last.

    Names and words come in order of first appearance.
    """
    columns, each = numbered(keys)
    if not any(map(_is_number, columns)) or not all(_is_number(key) or key.startswith("no ") for key in columns):
        return columns, each
    order = sorted(range(len(columns)), key=lambda at: _worth(columns[at]))
    place = np.zeros(len(columns), np.int64)
    place[order] = np.arange(len(columns))
    return [columns[at] for at in order], place[each]


def _is_number(key: str) -> bool:
    return _NUMBER.fullmatch(key) is not None


def _worth(key: str) -> tuple[bool, float]:
    return (False, float(key.replace(",", "."))) if _is_number(key) else (True, 0.0)


def _groups_of(types: NDArray[np.unsignedinteger], groups: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """In how many groups each type stands; rows come type by type."""
    again = types[1:] == types[:-1]
    if (again & (groups[1:] < groups[:-1])).any():
        groups = groups[np.lexsort((groups, types))]
    again &= groups[1:] == groups[:-1]
    return np.bincount(types, minlength=number) - np.bincount(types[1:][again], minlength=number)


def _joined(parts: Sequence[NDArray[Any]], kind: type[T]) -> NDArray[T]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind, copy=False)
