"""Words of a transcript as arrays: built once at import, stored packed, read back for every count and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.cut import OTHER_GAP, SPELLED, Classes, CutWords, cut, word_of
from qualwork.analysis.words.number_table import NO_ID, NumberTable
from qualwork.analysis.words.pack import Ids, deflate, from_planes, inflate, planes
from qualwork.model.transcript import Turn
from qualwork.model.word_index import IndexBlock, SpeakerCounts

_STEPS = 51
_ESCAPE = 255
_GAP_OF_CODE = (np.arange(256) // _STEPS).astype(np.uint8)
_STEP_OF_CODE = (np.arange(256) % _STEPS).astype(np.uint32)


class Vocabulary(dict[str, int]):
    """Surface forms and their ids, which count up from 0 in order of first appearance; looking a new one up adds it."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        super().__init__(zip(forms, count(), strict=False))
        self._told = len(self)
        self._spelled = _Numbering()
        self._table = NumberTable()

    def __missing__(self, form: str) -> int:
        self[form] = number = len(self)
        return number

    def ids(self, found: CutWords) -> Ids:
        """The id of each word. Short words are told apart by their numbers, and only new ones are ever spelled."""
        numbers, spelled = found.numbers()
        edges = zip(found.starts[spelled].tolist(), found.ends[spelled].tolist(), strict=True)
        words = [found.text[start:end] for start, end in edges]
        numbers[spelled] = np.fromiter(map(self._spelled.__getitem__, words), np.uint64, len(words))
        ids = self._table.find(numbers)
        missing = np.flatnonzero(ids == NO_ID)
        if len(missing):
            new = list(dict.fromkeys(numbers[missing].tolist()))
            forms = dict(zip(numbers[spelled].tolist(), words, strict=True))
            learned = [self[forms.get(number) or word_of(number)] for number in new]
            self._table.add(np.array(new, np.uint64), np.array(learned, np.uint32))
            ids[missing] = self._table.find(numbers[missing])
        return ids

    def new_forms(self) -> list[str]:
        """The forms added since the last call, in order of their ids."""
        new = list(islice(self, self._told, None))
        self._told = len(self)
        return new


class _Numbering(dict[str, int]):
    """Numbers for words that have none of their own."""

    def __missing__(self, word: str) -> int:
        self[word] = number = SPELLED + len(self)
        return number


@dataclass(frozen=True, slots=True)
class WordArrays:
    """A block read back, one element a word: its id, where it starts, and what parts it from the word before.

    `gaps` are indexes into GAPS, or OTHER_GAP. Turn number t holds the words from `turns[t]` up to `turns[t + 1]`
    and is said by the label of `block.counts[speakers[t]]`; turns without words are left out.
    """

    ids: Ids
    starts: Ids
    gaps: Classes
    turns: Ids
    speakers: Ids


def build_block(text: str, turns: Sequence[Turn], vocabulary: Vocabulary, language: str = "en") -> IndexBlock:
    """Index the words said in `text`; raises BadInput where the language needs a tokenizer that is not there."""
    found = cut(text, [said for turn in turns for said in turn.speech()], language)
    if not len(found.starts):
        return IndexBlock(0, b"", b"", ())
    ids = vocabulary.ids(found)
    firsts = np.searchsorted(found.starts, [turn.start for turn in turns])
    lengths = np.diff(firsts, append=len(ids))
    spoken = np.flatnonzero(lengths)
    firsts, lengths = firsts[spoken], lengths[spoken]
    labels: dict[str, int] = {}
    speakers = np.array([labels.setdefault(turns[at].speaker or "", len(labels)) for at in spoken.tolist()], np.uint32)
    found.gaps[firsts] = OTHER_GAP
    said_by = np.repeat(speakers, lengths)
    counts = tuple(_counts(label, ids[said_by == number]) for label, number in labels.items())
    starts = _pack_starts(found.starts, found.gaps, lengths, speakers)
    return IndexBlock(len(ids), deflate(planes(ids)), starts, counts)


def decode(block: IndexBlock) -> WordArrays:
    """The arrays of a block."""
    if not block.words:
        nothing = np.zeros(0, np.uint32)
        return WordArrays(nothing, nothing, np.zeros(0, np.uint8), np.zeros(1, np.uint32), nothing)
    ids = from_planes(inflate(block.ids), block.words)
    raw = inflate(block.starts)
    turns, escapes = np.frombuffer(raw, np.uint32, 2).tolist()
    codes = np.frombuffer(raw, np.uint8, block.words, 8)
    rest = np.frombuffer(raw[8 + block.words :], np.uint32)
    gaps, steps = _GAP_OF_CODE.take(codes), _STEP_OF_CODE.take(codes)
    if escapes:
        far = codes == _ESCAPE
        steps[far], gaps[far] = np.divmod(rest[:escapes], np.uint32(OTHER_GAP + 1))
    edges = np.zeros(turns + 1, np.uint32)
    np.cumsum(rest[escapes : escapes + turns], out=edges[1:])
    return WordArrays(ids, np.cumsum(steps, dtype=np.uint32), gaps, edges, rest[escapes + turns :])


def decode_counts(counts: SpeakerCounts) -> tuple[Ids, Ids]:
    """The distinct word ids of one label, ascending, and how often it says each."""
    raw = inflate(counts.ids)
    number = int.from_bytes(raw[:4], "little")
    ids = np.cumsum(from_planes(raw[4:], number), dtype=np.uint32)
    return ids, from_planes(inflate(counts.counts), number)


def same_words(one: IndexBlock, other: IndexBlock) -> bool:
    """True where two blocks hold the same index, however their bytes were packed."""
    if one.words != other.words or [c.label for c in one.counts] != [c.label for c in other.counts]:
        return False
    mine, theirs = _everything(one), _everything(other)
    return all(np.array_equal(a, b) for a, b in zip(mine, theirs, strict=True))


def _everything(block: IndexBlock) -> list[NDArray[Any]]:
    arrays = decode(block)
    listed: list[NDArray[Any]] = [arrays.ids, arrays.starts, arrays.gaps, arrays.turns, arrays.speakers]
    return listed + [part for counts in block.counts for part in decode_counts(counts)]


def _counts(label: str, ids: Ids) -> SpeakerCounts:
    ordered = np.sort(ids)
    firsts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    distinct, numbers = ordered[firsts], np.diff(firsts, append=len(ids))
    head = len(distinct).to_bytes(4, "little")
    steps = planes(np.diff(distinct, prepend=np.uint32(0)))
    return SpeakerCounts(label, len(ids), deflate([head, *steps]), deflate(planes(numbers)))


def _pack_starts(starts: NDArray[np.int64], gaps: Classes, lengths: NDArray[np.int64], speakers: Ids) -> bytes:
    """Head, one byte a word (step from the last start, and gap), the steps too long for it, turn lengths, speakers."""
    steps = np.diff(starts, prepend=0)
    far = steps >= _STEPS
    codes = (gaps * np.uint8(_STEPS) + steps.astype(np.uint8)).astype(np.uint8)
    codes[far] = _ESCAPE
    escaped = steps[far] * (OTHER_GAP + 1) + gaps[far]
    rest = np.concatenate([escaped, lengths, speakers]).astype(np.uint32)
    head = np.array([len(lengths), len(escaped)], np.uint32)
    return deflate([head.tobytes() + codes.tobytes(), rest.tobytes()])
