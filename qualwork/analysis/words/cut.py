"""Where the words of a text are: the word rule at the speed of arrays.

A text is cut wherever a character is neither letter, digit, mark nor apostrophe. A piece of letters and digits is one
word; any other piece goes through the word rule, which looks at nothing outside a piece. So the words are those of
the rule to the letter, and most of them never meet a regular expression, nor become Python strings: a word of up to
eight Latin letters is named by its bytes as one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.number_table import Numbers
from qualwork.model.family import GAPS, HYPHENS
from qualwork.model.units import APOSTROPHES, UNSPACED_LANGUAGES, word_pattern, word_spans

OTHER_GAP = len(GAPS)
SPELLED = 1 << 63

Offsets = NDArray[np.int64]
Classes = NDArray[np.uint8]
Codes = NDArray[np.uint32]
Ranges = Sequence[tuple[int, int]]

_UNKNOWN, _OTHER, _SPACE, _HYPHEN, _APOSTROPHE, _MARK, _LETTER = range(7)
_SHORT, _LATIN = 8, 0xFF
_FIRST_BYTES = np.array([(1 << 8 * number) - 1 for number in range(_SHORT + 1)], np.uint64)
_MOST_PIECES = 1 << 16


@dataclass(frozen=True, slots=True)
class CutWords:
    """The words of a text in order: half-open offsets, and what parts each from the one before.

    `gaps` holds indexes into GAPS, or OTHER_GAP. `codes` are the code points of the text.
    """

    text: str
    codes: Codes
    starts: Offsets
    ends: Offsets
    gaps: Classes

    def numbers(self) -> tuple[Numbers, Offsets]:
        """For each word the number that its bytes make, and which words are too long or not Latin and have none."""
        padded = np.zeros(len(self.codes) + _SHORT, np.uint8)
        padded[:-_SHORT] = self.codes
        eights = np.ndarray(len(self.codes) + 1, np.dtype("<u8"), padded, 0, (1,))
        lengths = self.ends - self.starts
        numbers = eights[self.starts] & _FIRST_BYTES[np.minimum(lengths, _SHORT)]
        spelled = (lengths > _SHORT) | (numbers >= SPELLED)
        wide = np.flatnonzero(self.codes > _LATIN)
        spelled[np.searchsorted(self.starts, wide[wide >= self.starts[0]], side="right") - 1] = True
        return numbers, np.flatnonzero(spelled)


def word_of(number: int) -> str:
    """The word whose bytes make `number`."""
    return number.to_bytes(_SHORT, "little").rstrip(b"\0").decode("latin-1")


def cut(text: str, ranges: Ranges, language: str = "en") -> CutWords:
    """The words of `text` inside half-open ranges, which are in order and do not overlap; each is read by itself."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _classify(codes)
    unspaced = language in UNSPACED_LANGUAGES
    if unspaced or _cut_words(classes, ranges):
        starts, ends = _one_by_one(text, ranges, language)
    else:
        starts, ends = _at_once(text, classes, ranges, language)
    return CutWords(text, codes, starts, ends, _gaps(text, classes, starts, ends, unspaced))


def _at_once(text: str, classes: Classes, ranges: Ranges, language: str) -> tuple[Offsets, Offsets]:
    inside = classes >= _APOSTROPHE
    at = 0
    for start, end in ranges:
        inside[at:start] = False
        at = end
    inside[at:] = False
    steps = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = steps[::2].copy(), steps[1::2].copy()
    odd = np.flatnonzero(inside & (classes < _LETTER))
    if not len(odd):
        return starts, ends
    unruly = np.unique(np.searchsorted(starts, odd, side="right") - 1)
    marked = bool((classes[odd] == _MARK).any())
    return _by_rule(text, starts, ends, unruly, word_pattern(text if marked else "", language))


def _by_rule(
    text: str, starts: Offsets, ends: Offsets, unruly: Offsets, rule: re.Pattern[str]
) -> tuple[Offsets, Offsets]:
    """Put the words of the rule in the place of the pieces numbered `unruly`."""
    known = _ruled_pieces(rule)
    inner = [known[text[start:end]] for start, end in zip(starts[unruly].tolist(), ends[unruly].tolist(), strict=True)]
    where = unruly
    if any(len(edges) != 1 for edges in inner):
        repeats = np.ones(len(starts), np.int64)
        repeats[unruly] = [len(edges) for edges in inner]
        ruled = np.zeros(len(starts), np.bool_)
        ruled[unruly] = True
        where = np.flatnonzero(np.repeat(ruled, repeats))
        starts, ends = np.repeat(starts, repeats), np.repeat(ends, repeats)
    offsets = np.array([edge for edges in inner for edge in edges], np.int64).reshape(-1, 2)
    ends[where] = starts[where] + offsets[:, 1]
    starts[where] += offsets[:, 0]
    return starts, ends


class _RuledPieces(dict[str, list[tuple[int, int]]]):
    """The offsets of the words in a piece by one word rule, worked out once."""

    def __init__(self, rule: re.Pattern[str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, piece: str) -> list[tuple[int, int]]:
        found = [match.span() for match in self._rule.finditer(piece)]
        if len(self) < _MOST_PIECES:
            self[piece] = found
        return found


_ruled_pieces = lru_cache(maxsize=32)(_RuledPieces)


def _one_by_one(text: str, ranges: Ranges, language: str) -> tuple[Offsets, Offsets]:
    if language in UNSPACED_LANGUAGES:
        from qualwork.analysis.words.language import tokenized_spans

        spans = tokenized_spans(text, ranges, language)
    else:
        spans = [(start + a, start + b) for start, end in ranges for a, b in word_spans(text[start:end], language)]
    edges = np.array(spans, np.int64).reshape(-1, 2)
    return edges[:, 0].copy(), edges[:, 1].copy()


def _cut_words(classes: Classes, ranges: Ranges) -> bool:
    """True where one range ends and the next starts inside a piece, so that the pieces would run into each other."""
    touching = [start for (_, end), (start, _) in pairwise(ranges) if end == start]
    return any(classes[at - 1] >= _APOSTROPHE and classes[at] >= _APOSTROPHE for at in touching)


def _gaps(text: str, classes: Classes, starts: Offsets, ends: Offsets, unspaced: bool) -> Classes:
    """What parts each word from the one before; nothing at all is a gap only where words are written without spaces."""
    gaps = np.full(len(starts), OTHER_GAP, np.uint8)
    if len(starts) < 2:
        return gaps
    before, inner = ends[:-1], gaps[1:]
    width, sign = starts[1:] - before, classes[before]
    one, white = width == 1, sign == _SPACE
    inner[one & white] = GAPS.index(" ")
    inner[one & (sign == _HYPHEN)] = GAPS.index("-")
    inner[one & (sign == _APOSTROPHE)] = GAPS.index("'")
    if unspaced:
        inner[width == 0] = GAPS.index(" ")
    for at in np.flatnonzero((width > 1) & (white | (sign == _APOSTROPHE))).tolist():
        inner[at] = _long_gap(text[ends[at] : starts[at + 1]])
    return gaps


def _long_gap(between: str) -> int:
    if between.isspace():
        return GAPS.index(" ")
    return GAPS.index("'s ") if between[1] in "sS" and between[2:].isspace() else OTHER_GAP


@cache
def _class_table() -> Classes:
    return np.zeros(0x110000, np.uint8)


def _classify(codes: Codes) -> Classes:
    table = _class_table()
    classes = table.take(codes)
    if not classes.all():
        for code in np.unique(codes[classes == _UNKNOWN]).tolist():
            table[code] = _class_of(chr(code))
        classes = table.take(codes)
    return classes


def _class_of(sign: str) -> int:
    if sign.isalnum():
        return _LETTER
    if unicodedata.category(sign).startswith("M"):
        return _MARK
    if sign in APOSTROPHES:
        return _APOSTROPHE
    if sign.isspace():
        return _SPACE
    return _HYPHEN if sign in HYPHENS else _OTHER
