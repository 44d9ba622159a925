"""What stayed between two states of a text: words first, then signs inside changed words; fast on whole corpora.

Unique tokens anchor the rest (patience diff, Bram Cohen), what lies between is aligned by its longest common
subsequence (rapidfuzz), and islands smaller than the changes around them are given up: they stand there by chance.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_CELLS = 4_000_000
_LONGEST_REPAIR = 400
_ALIKE = 50.0
_STEP = 4096


class Block(NamedTuple):
    """`size` places from `old` in the old text and from `new` in the new one that are the same."""

    old: int
    new: int
    size: int


@dataclass(frozen=True, slots=True)
class EditScript:
    """The blocks that stayed, in order, and the ranges of the old text whose place in the new one is ambiguous."""

    blocks: tuple[Block, ...]
    doubtful: tuple[tuple[int, int], ...]
    _starts: list[int] = field(repr=False)
    _doubts: list[int] = field(repr=False)

    def block_at(self, place: int) -> Block | None:
        """The block that holds the sign at a place of the old text."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return None
        block = self.blocks[number]
        return block if place < block.old + block.size else None

    def carried(self, place: int) -> int | None:
        """Where the sign at a place of the old text stands now; None where it went."""
        block = self.block_at(place)
        return None if block is None else block.new + place - block.old

    def doubt_at(self, place: int) -> tuple[int, int] | None:
        """The range round a place over which the edit may as well have hit another of several equal stretches."""
        number = bisect_right(self._doubts, place) - 1
        return self.doubtful[number] if number >= 0 and place < self.doubtful[number][1] else None

    def changes(self, start: int, end: int, around: bool = False) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """The changes inside a range of the old text, or `around` it: their ranges, old and new."""
        number = max(0, bisect_right(self._starts, start) - 1)
        while number + 1 < len(self.blocks) and (around or self.blocks[number + 1].old < end):
            one, other = self.blocks[number], self.blocks[number + 1]
            yield (one.old + one.size, other.old), (one.new + one.size, other.new)
            number += 1

    def before(self, place: int) -> Block | None:
        """The last block that begins before a place of the old text."""
        number = bisect_left(self._starts, place) - 1
        return self.blocks[number] if number >= 0 else None

    def after(self, place: int) -> Block | None:
        """The first block that begins at a place of the old text or behind it."""
        number = bisect_left(self._starts, place)
        return self.blocks[number] if number < len(self.blocks) else None


def edit_script(old: str, new: str) -> EditScript:
    """What of `old` stands in `new`, and where."""
    head = _common(old, new)
    while 0 < head < max(len(old), len(new)) and not old[head - 1].isspace():
        head -= 1
    tail = _common_tail(old, new, head)
    while tail and not old[len(old) - tail].isspace():
        tail -= 1
    inside = _by_tokens(old, new, (head, len(old) - tail), (head, len(new) - tail))
    whole = _joined([Block(0, 0, head), *inside, Block(len(old) - tail, len(new) - tail, tail)])
    doubts = list(_slides(old, new, whole, by_words=True))
    repaired = []
    for low, high in _gaps(old, new, whole):
        inner, inner_doubts = _by_signs(old, new, low, high)
        repaired += inner
        doubts += inner_doubts
    joined = _joined(sorted([*whole, *repaired]))
    ranges = _merged(doubts)
    return EditScript(tuple(joined), tuple(ranges), [b.old for b in joined], [start for start, _ in ranges])


def _gaps(old: str, new: str, blocks: Sequence[Block]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each change begins and ends, in the old text and the new one."""
    edges = [Block(0, 0, 0), *blocks, Block(len(old), len(new), 0)]
    for one, other in pairwise(edges):
        yield (one.old + one.size, one.new + one.size), (other.old, other.new)


def _common(old: str, new: str) -> int:
    size, most = 0, min(len(old), len(new))
    while size < most and old[size : size + _STEP] == new[size : size + _STEP]:
        size = min(most, size + _STEP)
    while size < most and old[size] == new[size]:
        size += 1
    return size


def _common_tail(old: str, new: str, head: int) -> int:
    size, most = 0, min(len(old), len(new)) - head
    while size < most:
        step = min(_STEP, most - size)
        if old[len(old) - size - step : len(old) - size] != new[len(new) - size - step : len(new) - size]:
            break
        size += step
    while size < most and old[-1 - size] == new[-1 - size]:
        size += 1
    return size


def _by_tokens(old: str, new: str, in_old: tuple[int, int], in_new: tuple[int, int]) -> list[Block]:
    numbers: dict[str, int] = {}
    first, first_at = _tokens(old, in_old, numbers)
    second, second_at = _tokens(new, in_new, numbers)
    blocks = _joined(sorted(_aligned(first, second)))
    whole = [Block(first_at[o], second_at[n], first_at[o + size] - first_at[o]) for o, n, size in blocks]
    return _without_islands(whole, (in_old[0], in_new[0]), (in_old[1], in_new[1]))


def _tokens(text: str, limits: tuple[int, int], numbers: dict[str, int]) -> tuple[list[int], list[int]]:
    """Tokens as numbers, and where each starts, with the end behind the last."""
    found, at = [], []
    for match in _TOKEN.finditer(text, *limits):
        found.append(numbers.setdefault(match.group(), len(numbers)))
        at.append(match.start())
    return found, [*at, limits[1]]


def _aligned(old: Sequence[int], new: Sequence[int]) -> Iterator[Block]:
    """Blocks of equal tokens in order; unique ones in both first, then what lies between them."""
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, below, above = waiting.pop()
        begun = low
        while low < high and below < above and old[low] == new[below]:
            low, below = low + 1, below + 1
        if low > begun:
            yield Block(begun, below - (low - begun), low - begun)
        ended = high
        while low < high and below < above and old[high - 1] == new[above - 1]:
            high, above = high - 1, above - 1
        if ended > high:
            yield Block(high, above, ended - high)
        if low == high or below == above:
            continue
        anchors = _anchors(old, new, (low, high), (below, above))
        if anchors:
            edges = [(low - 1, below - 1), *anchors, (high, above)]
            for (o1, n1), (o2, n2) in pairwise(edges):
                waiting.append((o1 + 1, o2, n1 + 1, n2))
            yield from (Block(o, n, 1) for o, n in anchors)
        elif (high - low) * (above - below) <= _MOST_CELLS:
            yield from _subsequence(old[low:high], new[below:above], low, below)


def _anchors(
    old: Sequence[int], new: Sequence[int], in_old: tuple[int, int], in_new: tuple[int, int]
) -> list[tuple[int, int]]:
    """Tokens that stand once in each part, as far as they stand in the same order."""
    first, second = Counter(old[slice(*in_old)]), Counter(new[slice(*in_new)])
    there = {new[at]: at for at in range(*in_new) if second[new[at]] == 1}
    pairs = [(at, there[old[at]]) for at in range(*in_old) if first[old[at]] == 1 and old[at] in there]
    ends: list[int] = []
    last: list[int] = []
    came_from = [-1] * len(pairs)
    for number, (_, at) in enumerate(pairs):
        place = bisect_left(ends, at)
        came_from[number] = last[place - 1] if place else -1
        ends[place : place + 1] = [at]
        last[place : place + 1] = [number]
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = came_from[number]
    return found[::-1]


def _subsequence(old: Sequence[int] | str, new: Sequence[int] | str, low: int, below: int) -> Iterator[Block]:
    from rapidfuzz.distance import LCSseq

    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield Block(low + step.src_start, below + step.dest_start, step.src_end - step.src_start)


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Blocks that go on where another ends, as one; empty ones not at all."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last and (last.old + last.size, last.new + last.size) == (block.old, block.new):
            found[-1] = Block(last.old, last.new, last.size + block.size)
        elif block.size:
            found.append(block)
    return found


def _without_islands(blocks: Sequence[Block], begin: tuple[int, int], end: tuple[int, int]) -> list[Block]:
    """Blocks larger than the change before or behind them; what stands at an edge of the text is no island."""
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        kept.append(block)
        following = blocks[number + 1][:2] if number + 1 < len(blocks) else end
        while kept:
            last = kept[-1]
            before = (kept[-2].old + kept[-2].size, kept[-2].new + kept[-2].size) if len(kept) > 1 else begin
            earlier = max(last.old - before[0], last.new - before[1])
            later = max(following[0] - last.old - last.size, following[1] - last.new - last.size)
            if last.size > earlier or last.size > later:
                break
            kept.pop()
    return kept


def _slides(old: str, new: str, blocks: Sequence[Block], by_words: bool) -> Iterator[tuple[int, int]]:
    """Ranges of the old text over which a change can slide, by whole words or by signs, without another result."""
    edges = [Block(0, 0, 0), *blocks, Block(len(old), len(new), 0)]
    for one, other in pairwise(edges):
        low, high, below, above = one.old + one.size, other.old, one.new + one.size, other.new
        left = max(_back(old, low, high, one.size, by_words), _back(new, below, above, one.size, by_words))
        right = max(_forth(old, low, high, other.size, by_words), _forth(new, below, above, other.size, by_words))
        if left or right:
            yield low - left, high + right


def _back(text: str, low: int, high: int, most: int, by_words: bool) -> int:
    steps = 0
    while low < high and steps < most and text[low - 1 - steps] == text[high - 1 - steps]:
        steps += 1
    while by_words and steps and not (_is_edge(text, low - steps) and _is_edge(text, high - steps)):
        steps -= 1
    return steps


def _forth(text: str, low: int, high: int, most: int, by_words: bool) -> int:
    steps = 0
    while low < high and steps < most and text[low + steps] == text[high + steps]:
        steps += 1
    while by_words and steps and not (_is_edge(text, low + steps) and _is_edge(text, high + steps)):
        steps -= 1
    return steps


def _is_edge(text: str, place: int) -> bool:
    return not (0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum())


def _by_signs(
    old: str, new: str, low: tuple[int, int], high: tuple[int, int]
) -> tuple[list[Block], list[tuple[int, int]]]:
    """Signs that stayed in a short stretch that was mended, not put in the place of another."""
    from rapidfuzz import fuzz

    was, now = old[low[0] : high[0]], new[low[1] : high[1]]
    if not was or not now or max(len(was), len(now)) > _LONGEST_REPAIR or fuzz.ratio(was, now) < _ALIKE:
        return [], []
    blocks = _joined(list(_subsequence(was, now, 0, 0)))
    blocks = _without_islands(blocks, (0, 0), (len(was), len(now)))
    doubts = [(low[0] + a, low[0] + b) for a, b in _slides(was, now, blocks, by_words=False)]
    return [Block(low[0] + o, low[1] + n, size) for o, n, size in blocks], doubts


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found
