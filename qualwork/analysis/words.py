"""The word list: every word with how often it is said and by how many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.corpus import Corpus, Mask
from qualwork.analysis.terms import Key
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
    heard = corpus.heard(roles)
    counts = corpus.counts
    weights = np.where(heard, 1.0, 0.0)[counts.voices] * counts.said
    totals = np.bincount(counts.types, weights, len(corpus.types)).astype(np.int64)
    chosen = _most_frequent(corpus, totals, top, stop_words)
    names = corpus.types.names
    keys, columns = ((), np.zeros((len(chosen), 0), np.int64)) if by is None else _columns(corpus, heard, by, chosen)
    return WordList(
        tuple([names[number] for number in chosen.tolist()]),
        tuple(totals[chosen].tolist()),
        tuple(_spread(corpus, heard, [voice.name for _, voice in corpus.voices])[chosen].tolist()),
        tuple(_spread(corpus, heard, [str(document.id) for document, _ in corpus.voices])[chosen].tolist()),
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


def _spread(corpus: Corpus, heard: Mask, groups: Sequence[str]) -> Numbers:
    """In how many groups of voices each type is said."""
    members: dict[str, list[int]] = {}
    for number in np.flatnonzero(heard).tolist():
        members.setdefault(groups[number], []).append(number)
    types, edges = corpus.counts.types, corpus.counts.edges
    found = np.zeros(len(corpus.types), np.int64)
    for numbers in members.values():
        said = [types[edges[number] : edges[number + 1]] for number in numbers]
        # Added once for each type, however often it stands in the index.
        found[said[0] if len(said) == 1 else np.concatenate(said)] += 1
    return found


def _columns(corpus: Corpus, heard: Mask, by: Key, chosen: Numbers) -> tuple[tuple[str, ...], Numbers]:
    numbers: dict[str, int] = {}
    column_of = np.full(len(corpus.voices), -1, np.int64)
    for number in np.flatnonzero(heard).tolist():
        column_of[number] = numbers.setdefault(by(*corpus.voices[number]), len(numbers))
    row_of = np.full(len(corpus.types), -1, np.int64)
    row_of[chosen] = np.arange(len(chosen))
    counts = corpus.counts
    rows, columns = row_of[counts.types], column_of[counts.voices]
    shown = (rows >= 0) & (columns >= 0)
    cells = rows[shown] * len(numbers) + columns[shown]
    table = np.bincount(cells, counts.said[shown], len(chosen) * len(numbers)).astype(np.int64)
    return tuple(numbers), table.reshape(len(chosen), len(numbers))
