"""Anchors carried from one state of a text to the next: by the edit script, else by their words, else for review.

An anchor is moved without asking only where both of its edges stand on signs that stayed, and what stands there is
still like what stood there. Everything else keeps its nearest place and is for a person to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qualwork.analysis.anchors.edit_script import EditScript, edit_script
from qualwork.model.units import trim, word_at, word_spans

How = Literal["carried", "found again", "needs review"]
_CONTEXT = 40
_LEAST_COMPANY = 12
_LEAST_BESIDE = 6
_CONTEXT_ALIKE = 70.0
_STILL_ALIKE = 80.0
_LEAST_MOVED = 25
_LEAST_MOVED_WORDS = 5
_LARGEST_MEND = 25
_SLACK = 4
_FOUND_ALIKE = 85.0
_ROOM = 200
_FAR = 400


@dataclass(frozen=True, slots=True)
class Carried:
    """Where an anchor stands in the new text, and how it came there; for review, `start` and `end` are a guess."""

    start: int
    end: int
    how: How


class Carrier:
    """Carries anchors from one text to another over one edit script."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.script: EditScript = edit_script(old, new)

    def carry(self, start: int, end: int) -> Carried:
        """The place of old[start:end] in the new text."""
        place = self._by_edges(start, end)
        if place is None and not self._is_doubtful(start, end):
            place = self._moved(start, end) or self._alike(start, end)
        if place is None:
            return Carried(*self._guess(start, end), "needs review")
        same = self.new[slice(*place)] == self.old[start:end]
        return Carried(*place, "carried" if same else "found again")

    def position(self, place: int) -> int:
        """About where a place of the old text is in the new one: for reading positions."""
        block = self.script.block_at(place) or self.script.before(place)
        if block is None:
            return 0
        return min(len(self.new), block.new + min(place - block.old, block.size))

    def _by_edges(self, start: int, end: int) -> tuple[int, int] | None:
        first, last = self._start(start), self._end(end)
        if first is None or last is None or first >= last:
            return None
        if self.new[first].isspace() or self.new[last - 1].isspace():
            kept_edges = self.old[start].isspace() or self.old[end - 1].isspace()
            first, last = (first, last) if kept_edges else trim(self.new, first, last)
        if not self.new[first:last].strip() or not self._fits(start, end, first, last):
            return None
        certain = not self._is_doubtful(start, end) or self._is_certain(start, end, first, last)
        return (first, last) if certain else None

    def _is_doubtful(self, start: int, end: int) -> bool:
        return self.script.doubt_at(start) is not None or self.script.doubt_at(end - 1) is not None

    def _is_certain(self, start: int, end: int, first: int, last: int) -> bool:
        """True where the very words stand there, and some of them beyond the stretch that the edit may have hit."""
        doubt = self.script.doubt_at(start)
        beyond = doubt is None or doubt[1] < end
        return beyond and self.new[first:last] == self.old[start:end]

    def _start(self, start: int) -> int | None:
        carried = self.script.carried(start)
        return self._edge_before(start) if carried is None else carried

    def _edge_before(self, start: int) -> int | None:
        """Where a change begins with the anchor, what was put there belongs to it; not in the middle of a word."""
        if start == 0 or self._in_word(start):
            return None
        before = self.script.carried(start - 1)
        return before + 1 if before is not None and self._is_mended(start) else None

    def _end(self, end: int) -> int | None:
        carried = self.script.carried(end - 1)
        if carried is not None:
            return carried + 1
        if end == len(self.old) or self._in_word(end) or not self._is_mended(end - 1):
            return None
        return self.script.carried(end)

    def _is_mended(self, place: int) -> bool:
        """True where the change at an edge put a few signs in the place of about as many."""
        change = next(self.script.changes(place, place + 1, around=True), None)
        if change is None:
            return False
        old, new = change
        most = min(_LARGEST_MEND, 3 * (old[1] - old[0]) // 2 + _SLACK)
        return new[1] - new[0] <= most

    def _in_word(self, place: int) -> bool:
        return place < len(self.old) and self.old[place - 1].isalnum() and self.old[place].isalnum()

    def _fits(self, start: int, end: int, first: int, last: int) -> bool:
        """True where what stands there is like what stood there, and in like company."""
        from rapidfuzz import fuzz

        was, now = self.old[start:end], self.new[first:last]
        if was != now and (self._is_rebuilt(start, end) or fuzz.ratio(was, now) < _STILL_ALIKE):
            return False
        if was != now and not (_edges_stand_out(was, now) and self._edges_stand_alone(start, end, first, last)):
            return False
        if self._in_company(start, end):
            return True
        firm = self._is_firm(start, end, start) and self._is_firm(start, end, end - 1)
        return firm and any(self._company(start, end, first, last))

    def _edges_stand_alone(self, start: int, end: int, first: int, last: int) -> bool:
        """False where the word at an edge came or went beside it: then the edge may belong to that one."""
        words = _said(self.new[first:last])
        if not words:
            return False
        before = self.old[max(0, start - _CONTEXT) : start], self.new[max(0, first - _CONTEXT) : first]
        behind = self.old[end : end + _CONTEXT], self.new[last : last + _CONTEXT]
        return all(
            _said(old).count(word) == _said(new).count(word)
            for word, (old, new) in ((words[0], before), (words[-1], behind))
        )

    def _is_firm(self, start: int, end: int, edge: int) -> bool:
        """True where enough stayed at an edge, of the anchor itself or right beside it."""
        block = self.script.block_at(edge)
        if block is None:
            return True
        inside = min(end, block.old + block.size) - max(start, block.old)
        beside = start - block.old if edge == start else block.old + block.size - end
        most = start if edge == start else len(self.old) - end
        return inside >= _LEAST_COMPANY or beside >= min(_LEAST_BESIDE, most)

    def _is_rebuilt(self, start: int, end: int) -> bool:
        """True where a change inside is larger than a mended wording: that may be another passage now."""
        most = max(_LARGEST_MEND, (end - start) // 10)
        return any(
            max(old[1] - old[0], new[1] - new[0]) > most
            or "\n\n" in self.new[slice(*new)] + "|" + self.old[slice(*old)]
            for old, new in self.script.changes(start, end)
        )

    def _in_company(self, start: int, end: int) -> bool:
        """True where enough stayed on both sides of the edges, or up to an end of the text."""
        front, back = self.script.block_at(start), self.script.block_at(end - 1)
        if front is None or back is None:
            return False
        before = start - front.old >= min(_LEAST_COMPANY, start)
        behind = back.old + back.size - end >= min(_LEAST_COMPANY, len(self.old) - end)
        return (before and behind) or (front == back and front.size - (end - start) >= 2 * _LEAST_COMPANY)

    def _company(self, start: int, end: int, first: int, last: int) -> tuple[bool, bool]:
        """Whether what stands before an anchor, and behind it, is like what stood there."""
        from rapidfuzz import fuzz

        was = self.old[max(0, start - _CONTEXT) : start], self.old[end : end + _CONTEXT]
        now = self.new[max(0, first - _CONTEXT) : first], self.new[last : last + _CONTEXT]
        before, behind = (fuzz.ratio(one, other) >= _CONTEXT_ALIKE for one, other in zip(was, now, strict=True))
        return before, behind

    def _moved(self, start: int, end: int) -> tuple[int, int] | None:
        """A long passage that stood once in the old text and stands once in the new one, wherever that is."""
        was = self.old[start:end]
        if len(was) < _LEAST_MOVED or sum(1 for _ in word_spans(was)) < _LEAST_MOVED_WORDS:
            return None
        at = self.new.find(was)
        if (
            at < 0
            or self.new.find(was, at + 1) >= 0
            or self.old.find(was, start + 1) >= 0
            or self.old.find(was) < start
        ):
            return None
        return at, at + len(was)

    def _alike(self, start: int, end: int) -> tuple[int, int] | None:
        """A mended passage between what stayed before and behind it, by its first and last word."""
        from rapidfuzz import fuzz

        was = self.old[start:end]
        low, high = self._room(start, end)
        if len(was) < _LEAST_MOVED or self._is_rebuilt(start, end) or high - low > 3 * len(was) + _ROOM:
            return None
        found = fuzz.partial_ratio_alignment(was, self.new[low:high], score_cutoff=_FOUND_ALIKE)
        if found is None or found.dest_start >= found.dest_end:
            return None
        first, last = self._to_words(start, end, low + found.dest_start, low + found.dest_end)
        if first >= last or not self._same_edges(start, end, first, last):
            return None
        if not self._edges_stand_alone(start, end, first, last):
            return None
        if fuzz.ratio(was, self.new[first:last]) < _FOUND_ALIKE or not all(self._company(start, end, first, last)):
            return None
        return first, last

    def _room(self, start: int, end: int) -> tuple[int, int]:
        """The part of the new text between what stayed before the anchor and behind it."""
        before, after = self.script.before(start + 1), self.script.after(end)
        low = 0 if before is None else before.new + min(before.size, max(0, start - before.old))
        inside = self.script.carried(end)
        high = inside if inside is not None else len(self.new) if after is None else after.new
        return low, max(low, high)

    def _to_words(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """Whole words where the anchor was made of whole words."""
        low, high = word_at(self.old, start), word_at(self.old, end - 1)
        first, last = trim(self.new, first, last)
        if first >= last:
            return first, first
        if low and low[0] == start and (word := word_at(self.new, first)):
            first = word[0]
        if high and high[1] == end and (word := word_at(self.new, last - 1)):
            last = word[1]
        return first, last

    def _same_edges(self, start: int, end: int, first: int, last: int) -> bool:
        """True where the first and the last word are the same, and stand once each in what was coded and is now."""
        was, now = self.old[start:end].split(), self.new[first:last].split()
        ends_same = was[0] == now[0] and was[-1] == now[-1]
        return ends_same and all(words.count(word) == 1 for words in (was, now) for word in (was[0], was[-1]))

    def _guess(self, start: int, end: int) -> tuple[int, int]:
        """The nearest place: what was put there, else the word before or behind."""
        low, high = self._room(start, end)
        low, high = trim(self.new, low, min(high, low + 2 * (end - start) + _FAR))
        if low < high:
            stop = low + (end - start)
            while stop < high and not self.new[stop].isspace():
                stop += 1
            return trim(self.new, low, min(stop, high))
        return _nearest_word(self.new, low)


def _edges_stand_out(was: str, now: str) -> bool:
    """False where a word at an edge comes more often than it did: then the edge may belong to the other one."""
    old, new = _said(was), _said(now)
    return bool(new) and all(new.count(word) <= max(1, old.count(word)) for word in (new[0], new[-1]))


def _said(text: str) -> list[str]:
    return [text[slice(*span)] for span in word_spans(text)]


def _nearest_word(text: str, place: int) -> tuple[int, int]:
    before = list(word_spans(text, start=max(0, place - _FAR), end=place))
    if before:
        return word_at(text, before[-1][0]) or before[-1]
    behind = next(word_spans(text, start=place), None) or next(word_spans(text), None)
    return behind or (0, len(text))


def carry(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Carried]:
    """Anchors of one text carried to another, in order."""
    carrier = Carrier(old, new)
    return [carrier.carry(*span) for span in spans]
