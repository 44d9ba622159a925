"""Codes or themes by participant, transcript or attribute: codings, people, or words covered in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from qualwork.analysis.codings.coded import Coded, Numbers, Speech, covered, distinct, is_heard, sayings, word_ranges
from qualwork.analysis.words.corpus import Corpus, columns_of, numbered
from qualwork.analysis.words.terms import Key
from qualwork.model.transcript import Role

Measure = Literal["codings", "participants", "words"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Groups = Mapping[str, NDArray[np.int64]]
"""The rows of a matrix: places in `Coded`, by name."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells[i][j]` is the measure of row i in column j; `spoken` codings of all stand in some column.

    Beside each row stand all its codings, and the people of the roles asked for. `_members` are (row,
    coding) and `_pairs` (coding, column), for the codings behind a cell.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: NDArray[np.int64]
    codings: tuple[int, ...]
    participants: tuple[int, ...]
    spoken: int
    _ids: Numbers = field(repr=False)
    _members: tuple[Numbers, Numbers] = field(repr=False)
    _pairs: tuple[Numbers, Numbers] = field(repr=False)

    def behind(self, row: str, column: str | None = None) -> list[int]:
        """Ids of the codings that a cell counts; of the whole row without a column."""
        rows, members = self._members
        mine = members[rows == self.rows.index(row)]
        if column is not None:
            codings, columns = self._pairs
            mine = np.intersect1d(mine, codings[columns == self.columns.index(column)])
        found: list[int] = np.sort(self._ids[mine]).tolist()
        return found


def cross(
    corpus: Corpus,
    coded: Coded,
    speech: Speech,
    groups: Groups,
    by: Key | None = None,
    measure: Measure = "codings",
    roles: Sequence[Role] = ("participant",),
) -> Matrix:
    """Count groups of codings by the people whose speech they overlap, in columns that `by` names (pseudonyms).

    A coding stands in each column that one of its people is in. Words are those that the codings of a cell hold a
    letter of, each once, said by people of that column.
    """
    key = by or (lambda _, voice: voice.name)
    columns, column_of = _columns(corpus, speech, key, roles)
    codings, voices = sayings(coded, speech, corpus, roles)
    people = numbered([voice.name for _, voice in speech.speakers])[1][voices]
    members, shape = _members(groups), (len(groups), len(columns))
    pairs = _unique_pairs(codings, column_of[voices], len(columns))
    if measure == "words":
        cells = words_covered(corpus, coded, groups, columns, key, roles)
    elif measure == "codings":
        cells = _counts(*_joined(members, pairs, len(coded)), shape)
    else:
        number = int(people.max(initial=0)) + 1
        each = column_of[voices] * number + people
        rows, persons = _unique_pairs(*_joined(members, (codings, each), len(coded)), len(columns) * number)
        cells = _counts(rows, persons // number, shape)
    sizes = np.bincount(members[0], minlength=len(groups)).tolist()
    crowd = np.zeros((len(groups), int(people.max(initial=0)) + 1), np.bool_)
    crowd[_joined(members, (codings, people), len(coded))] = True
    persons_behind = crowd.sum(axis=1).tolist()
    spoken = len(distinct(codings))
    return Matrix(tuple(groups), columns, cells, tuple(sizes), tuple(persons_behind), spoken, coded.ids, members, pairs)


def words_covered(
    corpus: Corpus,
    coded: Coded,
    groups: Groups,
    columns: Sequence[str],
    by: Key,
    roles: Sequence[Role] = ("participant",),
) -> NDArray[np.int64]:
    """By row and column, how many words of people in the column hold a letter of a coding of the row."""
    numbers = {name: at for at, name in enumerate(columns)}
    column_of = np.array([numbers.get(by(*each), -1) for each in corpus.voices], np.int64)
    column_of[~corpus.heard(roles)] = -1
    table = np.zeros((len(groups), len(columns)), np.int64)
    firsts, lasts = word_ranges(coded, corpus)
    for row, mine in enumerate(groups.values()):
        found = column_of[corpus.voices_at(covered(firsts[mine], lasts[mine]))]
        table[row] = np.bincount(found[found >= 0], minlength=len(columns))
    return table


def _columns(corpus: Corpus, speech: Speech, key: Key, roles: Sequence[Role]) -> tuple[tuple[str, ...], Numbers]:
    """Columns for everybody of the roles, coded or not, and that of each speaker, or -1."""
    every = [each for each, here in zip(corpus.voices, corpus.heard(roles).tolist(), strict=True) if here]
    heard = [is_heard(corpus, voice, roles) for _, voice in speech.speakers]
    every += [each for each, here in zip(speech.speakers, heard, strict=True) if here]
    columns = tuple(columns_of([key(*each) for each in every])[0])
    places = {name: at for at, name in enumerate(columns)}
    column_of = [places[key(*each)] if here else -1 for each, here in zip(speech.speakers, heard, strict=True)]
    return columns, np.array(column_of, np.int64)


def _members(groups: Groups) -> tuple[Numbers, Numbers]:
    places = [np.zeros(0, np.int64), *groups.values()]
    rows = np.repeat(np.arange(len(groups)), [len(mine) for mine in groups.values()])
    return rows, np.concatenate(places)


def _joined(left: tuple[Numbers, Numbers], right: tuple[Numbers, Numbers], number: int) -> tuple[Numbers, Numbers]:
    """(a, c) for each (a, b) and (b, c); the right ones come in order of b, which is below `number`."""
    sizes = np.bincount(right[0], minlength=number)
    firsts = np.cumsum(sizes) - sizes
    mine = sizes[left[1]]
    before = np.cumsum(mine) - mine
    places = np.arange(int(mine.sum())) + np.repeat(firsts[left[1]] - before, mine)
    return np.repeat(left[0], mine), right[1][places]


def _unique_pairs(left: Numbers, right: Numbers, number: int) -> tuple[Numbers, Numbers]:
    one, other = np.divmod(distinct(left * max(number, 1) + right), max(number, 1))
    return one, other


def _counts(rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> NDArray[np.int64]:
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape)
