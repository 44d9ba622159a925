"""All transcripts at once, as arrays: what every count and concordance asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.index import WordArrays, decode, decode_counts
from qualwork.analysis.types import TypeNumbers, Types
from qualwork.model.transcript import Role
from qualwork.model.word_index import IndexBlock

T = TypeVar("T", bound=np.generic)
Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
_ARRAYS_KEPT = 64


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
    """Who says what how often, over the whole corpus: `types[i]` is said `said[i]` times by voice `voices[i]`.

    Voice v has the rows from `edges[v]` up to `edges[v + 1]`; several of one type where it says it in several
    spellings (`The`, `the`).
    """

    types: NDArray[np.unsignedinteger]
    said: NDArray[np.uint32]
    voices: NDArray[np.uint32]
    edges: NDArray[np.int64]


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
        self.voices = [(each, each.voices[count.label]) for each in documents for count in each.block.counts]
        self._kept: dict[int, WordArrays] = {}

    @cached_property
    def types(self) -> Types:
        """The distinct folded forms."""
        return Types(self.forms, self.language)

    @cached_property
    def counts(self) -> Counts:
        """Counts of all voices, in their order; running text is not unpacked for them."""
        pairs = [decode_counts(count) for document in self.documents for count in document.block.counts]
        edges = np.cumsum([0, *(len(ids) for ids, _ in pairs)])
        voices = np.repeat(np.arange(len(pairs), dtype=np.uint32), np.diff(edges))
        ids = _joined([ids for ids, _ in pairs], np.uint32)
        return Counts(self._small_types[ids], _joined([said for _, said in pairs], np.uint32), voices, edges)

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
        return np.bincount(self.counts.types, self.counts.said, len(self.types)).astype(np.int64)

    @cached_property
    def _small_types(self) -> NDArray[np.unsignedinteger]:
        """The type of each word id, in two bytes where that is enough."""
        return self.types.of_id.astype(np.uint16 if len(self.types) <= 1 << 16 else np.uint32)

    def arrays(self, number: int) -> WordArrays:
        """The words of one document, by its place in `documents`; the last few asked for are kept."""
        if number not in self._kept:
            if len(self._kept) >= _ARRAYS_KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[number] = decode(self.documents[number].block)
        return self._kept[number]

    def voices_at(self, places: Places) -> NDArray[np.int64]:
        """The voices that say the words at `places` in the running text, as places in `voices`."""
        return self.running.speakers[np.searchsorted(self.running.turns, places, side="right") - 1]

    def heard(self, roles: Sequence[Role]) -> Mask:
        """Which voices have one of the roles."""
        return np.fromiter((voice.role in roles for _, voice in self.voices), np.bool_, len(self.voices))

    def words_said(self) -> NDArray[np.int64]:
        """How many words each voice says."""
        said = (count.words for document in self.documents for count in document.block.counts)
        return np.fromiter(said, np.int64, len(self.voices))

    def table(self, types: TypeNumbers) -> Mask:
        """A mask over all types."""
        table = np.zeros(len(self.types), np.bool_)
        table[types] = True
        return table


def _joined(parts: Sequence[NDArray[Any]], kind: type[T]) -> NDArray[T]:
    return np.concatenate([np.zeros(0, kind), *parts]).astype(kind, copy=False)
