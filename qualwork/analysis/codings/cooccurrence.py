"""Which codes stand together: codings that overlap, lie in one turn, or are at most so many words apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.codings.coded import Coded, Numbers, edge, stretched, word_ranges
from qualwork.analysis.words.corpus import Corpus

Nearness = Literal["overlap", "turn"] | int
_PAIRS_AT_ONCE = 1 << 21


def co_occurrences(
    corpus: Corpus, coded: Coded, turns: Numbers, near: Nearness = "overlap"
) -> tuple[Numbers, NDArray[np.int64]]:
    """The ids of the codes, ascending, and a symmetric table of how many pairs of codings of two codes stand together.

    `near` is "overlap" (they share a character), "turn" (they touch one turn), or the number of words that may lie
    between them; `turns` are the places where turns begin. On the diagonal stand pairs of two codings of one code.
    """
    ids, rows = np.unique(coded.codes, return_inverse=True)
    number = len(ids)
    found = np.zeros(number * number, np.int64)
    for one, other in together(*_reaches(corpus, coded, turns, near)):
        found += np.bincount(rows[one] * number + rows[other], minlength=number * number)
    table = found.reshape(number, number)
    return ids, table + table.T - np.diag(np.diag(table))


def pairs_of(
    corpus: Corpus, coded: Coded, turns: Numbers, near: Nearness, codes: tuple[int, int]
) -> list[tuple[int, int]]:
    """Ids of the codings of two codes that stand together, in pairs, in order of place."""
    mine = coded[np.flatnonzero((coded.codes == codes[0]) | (coded.codes == codes[1]))]
    found: list[tuple[int, int, int]] = []
    for pair in together(*_reaches(corpus, mine, turns, near)):
        one, other = np.where(mine.codes[pair[0]] == codes[0], pair, pair[::-1])
        fits = (mine.codes[one] == codes[0]) & (mine.codes[other] == codes[1])
        order = edge(mine.documents[one[fits]], mine.starts[one[fits]])
        found += zip(order.tolist(), mine.ids[one[fits]].tolist(), mine.ids[other[fits]].tolist(), strict=True)
    return [(one, other) for _, one, other in sorted(found)]


def together(documents: Numbers, lows: Numbers, highs: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of half-open ranges in one document that overlap, some at a time, each pair once."""
    order = np.argsort(edge(documents, lows), kind="stable")
    begins, ends = edge(documents, lows)[order], edge(documents, highs)[order]
    next_ones = np.arange(1, len(order) + 1)
    lasts = np.maximum(np.searchsorted(begins, ends, side="left"), next_ones)
    done = np.concatenate([[0], np.cumsum(lasts - next_ones)])
    first = 0
    while first < len(order):
        last = max(first + 1, int(np.searchsorted(done, done[first] + _PAIRS_AT_ONCE, side="right")) - 1)
        owners, others = stretched(next_ones[first:last], lasts[first:last])
        yield order[first:last][owners], order[others]
        first = last


def _reaches(corpus: Corpus, coded: Coded, turns: Numbers, near: Nearness) -> tuple[Numbers, Numbers, Numbers]:
    """What must overlap where two codings stand together: text, turns, or words with so many behind them."""
    if near == "overlap":
        return coded.documents, coded.starts, coded.ends
    if near == "turn":
        firsts = np.searchsorted(turns, edge(coded.documents, coded.starts), side="right") - 1
        lasts = np.searchsorted(turns, edge(coded.documents, coded.ends), side="left")
        return np.zeros(len(coded), np.int64), firsts, lasts
    firsts, lasts = word_ranges(coded, corpus)
    return coded.documents, firsts, lasts + near + 1
