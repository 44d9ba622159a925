"""A hash table from 64-bit numbers to ids that is asked a whole array at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.pack import Ids

Numbers = NDArray[np.uint64]

NO_ID = np.uint32(0xFFFFFFFF)

_EMPTY = np.uint64(0)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_FIRST_BITS = 16


class NumberTable:
    """Ids of numbers other than 0, with linear probing; at most half of its slots are ever taken."""

    def __init__(self) -> None:
        self._taken = 0
        self._make_room(_FIRST_BITS)

    def find(self, numbers: Numbers) -> Ids:
        """The id of each number, or NO_ID."""
        slots = self._slots(numbers)
        held, ids = self._numbers[slots], self._ids[slots]
        astray = np.flatnonzero((held != numbers) & (held != _EMPTY))
        slots, numbers = slots[astray], numbers[astray]
        while len(astray):
            slots = (slots + 1) & self._mask
            held = self._numbers[slots]
            ids[astray] = self._ids[slots]
            left = (held != numbers) & (held != _EMPTY)
            astray, slots, numbers = astray[left], slots[left], numbers[left]
        return ids

    def add(self, numbers: Numbers, ids: Ids) -> None:
        """Take in distinct numbers that are not there yet."""
        self._taken += len(numbers)
        if 2 * self._taken > len(self._numbers):
            kept = self._numbers != _EMPTY
            old_numbers, old_ids = self._numbers[kept], self._ids[kept]
            self._make_room((2 * self._taken).bit_length() + 1)
            self._place(old_numbers, old_ids)
        self._place(numbers, ids)

    def _make_room(self, bits: int) -> None:
        self._numbers = np.zeros(1 << bits, np.uint64)
        self._ids = np.full(1 << bits, NO_ID, np.uint32)
        self._mask = (1 << bits) - 1
        self._shift = np.uint64(64 - bits)

    def _slots(self, numbers: Numbers) -> NDArray[np.int64]:
        return (numbers * _SPREAD >> self._shift).astype(np.int64)

    def _place(self, numbers: Numbers, ids: Ids) -> None:
        slots = self._slots(numbers)
        while len(numbers):
            free = self._numbers[slots] == _EMPTY
            self._numbers[slots[free]] = numbers[free]
            placed = self._numbers[slots] == numbers
            self._ids[slots[placed]] = ids[placed]
            numbers, ids, slots = numbers[~placed], ids[~placed], (slots[~placed] + 1) & self._mask
