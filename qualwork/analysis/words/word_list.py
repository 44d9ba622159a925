"""The word list: every word with how often it is said and by how many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.words.corpus import Corpus, columns_of
from qualwork.analysis.words.terms import Key
from qualwork.model.transcript import Role

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class WordList:
    """Words from the most frequent down; `by[i]` counts `words[i]` in the columns `keys`.

    `participants` counts people and `transcripts` documents in which the word is said by one of the roles.
    """

    words: tuple[str, ...]
    occurrences: tuple[int, ...]
    participants: tuple[int, ...]
    transcripts: tuple[int, ...]
    keys: tuple[str, ...]
    by: tuple[tuple[int, ...], ...]


def list_words(
    corpus: Corpus,
    roles: Sequence[Role] = ("participant",),
    by: Key | None = None,
    top: int | None = None,
    stop_words: Collection[str] = (),
) -> WordList:
    """Count every folded form; ties stand in alphabetical order. `stop_words` are folded forms to leave out."""
    spread = corpus.spread(roles)
    chosen = _most_frequent(corpus, spread.said, top, stop_words)
    names = corpus.types.names
    keys, columns = ((), np.zeros((len(chosen), 0), np.int64)) if by is None else _columns(corpus, roles, by, chosen)
    return WordList(
        tuple([names[number] for number in chosen.tolist()]),
        tuple(spread.said[chosen].tolist()),
        tuple(spread.people[chosen].tolist()),
        tuple(spread.transcripts[chosen].tolist()),
        keys,
        tuple(map(tuple, columns.tolist())),
    )


def _most_frequent(corpus: Corpus, totals: Numbers, top: int | None, stop_words: Collection[str]) -> Numbers:
    totals = totals.copy()
    for word in stop_words:
        totals[corpus.types.numbers_of(word)] = 0
    chosen = np.flatnonzero(totals)
    if top is not None and 0 < top < len(chosen):
        least = np.partition(totals[chosen], -top)[-top]
        chosen = chosen[totals[chosen] >= least]
    return chosen[np.lexsort((corpus.types.ranks[chosen], -totals[chosen]))][:top]


def _columns(corpus: Corpus, roles: Sequence[Role], by: Key, chosen: Numbers) -> tuple[tuple[str, ...], Numbers]:
    heard = corpus.heard(roles)
    keys, heard_columns = columns_of([by(*corpus.voices[number]) for number in np.flatnonzero(heard).tolist()])
    column_of = np.zeros(len(corpus.voices), np.int64)
    column_of[heard] = heard_columns
    row_of = np.zeros(len(corpus.types), np.int64)
    row_of[chosen] = np.arange(len(chosen))
    counts = corpus.counts
    rows = counts.rows(chosen.astype(np.uint32))
    rows = rows[heard[counts.voices[rows]]]
    cells = row_of[counts.types[rows]] * len(keys) + column_of[counts.voices[rows]]
    table = np.bincount(cells, counts.said[rows], len(chosen) * len(keys)).astype(np.int64)
    return tuple(keys), table.reshape(len(chosen), len(keys))
