"""Words, sentences and turns of a page, found around a place without reading the whole transcript."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Literal

from qualwork.model.transcript import turn_at
from qualwork.model.units import sentence_spans, word_pattern
from qualwork.tui.reader.wrap import Page

Unit = Literal["word", "sentence", "turn"]
Range = tuple[int, int]

_BACK = 256
_BETWEEN_WORDS = frozenset(".,;:!?()-–—。、，！？")


class Units:
    """The words, sentences and turns that a page shows; labels and other hidden text are in none of them."""

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page = page
        self._language = language
        self._sentences = lru_cache(maxsize=16)(self._sentences_of)

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return word_pattern(self.page.text, self._language)

    def following(self, unit: Unit, offset: int) -> Range | None:
        """The first unit that ends after `offset`, or None at the end of the transcript."""
        turns = self.page.turns
        for turn in range(turn_at(turns, offset), len(turns)):
            head, tail = self.page.heads[turn], self.page.tails[turn]
            if head < tail and offset < tail:
                found = self._first(unit, turn, max(offset, head))
                if found:
                    return found
        return None

    def preceding(self, unit: Unit, offset: int) -> Range | None:
        """The last unit that begins before `offset`, or None at the beginning of the transcript."""
        turns = self.page.turns
        for turn in range(min(turn_at(turns, offset), len(turns) - 1), -1, -1):
            head, tail = self.page.heads[turn], self.page.tails[turn]
            if head < tail and head < offset:
                found = self._last(unit, turn, min(offset, tail))
                if found:
                    return found
        return None

    def around(self, unit: Unit, offset: int) -> Range | None:
        """The unit at `offset`; between two, the next one of the same turn, else the one before, else any after."""
        turns = self.page.turns
        after = self.following(unit, offset)
        if after and (after[0] <= offset or turn_at(turns, after[0]) == turn_at(turns, offset)):
            return after
        return self.preceding(unit, offset) or after

    def _first(self, unit: Unit, turn: int, offset: int) -> Range | None:
        if unit == "word":
            return next((word for word in self._words(turn, offset, None) if word[1] > offset), None)
        return next((span for span in self._spans(unit, turn) if span[1] > offset), None)

    def _last(self, unit: Unit, turn: int, offset: int) -> Range | None:
        if unit != "word":
            spans = self._spans(unit, turn)
            at = bisect_right(spans, (offset - 1, len(self.page.text) + 1)) - 1
            return spans[at] if at >= 0 else None
        head, reach, found = self.page.heads[turn], _BACK, None
        while found is None:
            low = max(head, offset - reach)
            for word in self._words(turn, low, offset):
                if word[0] < offset:
                    found = word
            if low == head:
                break
            reach *= 4
        return found

    def _words(self, turn: int, start: int, end: int | None) -> Iterator[Range]:
        """Words of a turn from the one that holds `start` on, up to the one that holds `end`."""
        text, head, tail = self.page.text, self.page.heads[turn], self.page.tails[turn]
        while start > head and not text[start - 1].isspace() and text[start - 1] not in _BETWEEN_WORDS:
            start -= 1
        for match in self._word.finditer(text, start, tail):
            if end is not None and match.start() >= end:
                return
            yield match.span()

    def _spans(self, unit: Unit, turn: int) -> tuple[Range, ...]:
        if unit == "turn":
            return ((self.page.heads[turn], self.page.tails[turn]),)
        return self._sentences(turn)

    def _sentences_of(self, turn: int) -> tuple[Range, ...]:
        return tuple(sentence_spans(self.page.text, self.page.heads[turn], self.page.tails[turn]))
