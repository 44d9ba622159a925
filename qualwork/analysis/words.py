"""The word list: every word with how often it is said and by how many."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from qualwork.analysis.corpus import Corpus
from qualwork.analysis.terms import Key
from qualwork.model.transcript import Role


@dataclass(frozen=True, slots=True)
class WordList:
    """Words from the most frequent down; `by[i]` counts `words[i]` in the columns `keys`."""

    words: tuple[str, ...]
    occurrences: tuple[int, ...]
    participants: tuple[int, ...]
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
    forms, of_id = corpus.folded
    heard = corpus.said_by(roles)
    counts = corpus.counts
    kept = np.flatnonzero(heard[counts.voices])
    words, said, voices = of_id[counts.ids[kept]], counts.counts[kept], counts.voices[kept]
    totals = np.bincount(words, said, len(forms)).astype(np.int64)
    names = _numbers([voice.name for _, voice in corpus.voices])
    pairs = np.unique(words.astype(np.int64) * max(1, len(corpus.voices)) + names[voices])
    people = np.bincount(pairs // max(1, len(corpus.voices)), minlength=len(forms))
    chosen = [number for number in np.flatnonzero(totals).tolist() if forms[number] not in stop_words]
    chosen.sort(key=lambda number: (-totals[number], forms[number]))
    chosen = chosen[:top]
    keys: tuple[str, ...] = ()
    columns = np.zeros((len(chosen), 0), np.int64)
    if by is not None:
        labels = [by(*corpus.voices[number]) for number in np.flatnonzero(heard)]
        keys = tuple(dict.fromkeys(labels))
        column_of = np.zeros(len(corpus.voices), np.int64)
        column_of[heard] = [keys.index(label) for label in labels]
        row_of = np.full(len(forms), -1, np.int64)
        row_of[chosen] = np.arange(len(chosen))
        shown = row_of[words] >= 0
        cells = row_of[words[shown]] * len(keys) + column_of[voices[shown]]
        columns = (
            np.bincount(cells, said[shown], len(chosen) * len(keys)).astype(np.int64).reshape(len(chosen), len(keys))
        )
    return WordList(
        tuple(forms[number] for number in chosen),
        tuple(totals[chosen].tolist()),
        tuple(people[chosen].tolist()),
        keys,
        tuple(tuple(row) for row in columns.tolist()),
    )


def _numbers(names: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    known: dict[str, int] = {}
    return np.fromiter((known.setdefault(name, len(known)) for name in names), np.int64, len(names))
