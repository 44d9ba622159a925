"""How the words of a quotation lie on the words of a text, with the gaps that an author may leave.

Edit distance with free ends on the side of the text (Sellers 1980), a row at a time; a cut in the quotation may pass
over any number of words, a bracket over a few, and words of other people over what was asked in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float64]
Laid = NDArray[np.bool_] | Literal["cut", "bracket"]
Kind = Literal["same", "changed", "added", "left out", "cut", "bracket"]

CHANGED = 1.0
_ADDED = 1.01
_LEFT_OUT = 0.99
_PASSED_OVER = 0.002
_CUT = 1e-5
_BRACKET = 1e-3
_IN_A_BRACKET = 8
_ALIKE = 1e-7


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: token number `token` (-1 where words are left out) lies on words `first` to `last`."""

    kind: Kind
    token: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The steps from the first to the last word of a quotation, and what they cost."""

    steps: tuple[Step, ...]
    cost: float

    def matched(self) -> list[Step]:
        """The words that are the same."""
        return [step for step in self.steps if step.kind == "same"]

    def span(self) -> tuple[int, int] | None:
        """From the first to the last word (end exclusive) that the quotation lies on; None where none is the same."""
        if not self.matched():
            return None
        lying = [step for step in self.steps if step.kind in ("same", "changed", "bracket") and step.first < step.last]
        return lying[0].first, lying[-1].last


def align(tokens: Sequence[Laid], foreign: Costs, dear: Costs) -> Alignment:
    """The cheapest way to lay tokens on words.

    A token is a mask of the words it may be, a cut or a bracket. `foreign` is 1 for words of people whose turns may
    be passed over and 0 for all others; `dear` is what a match with each word costs beyond nothing, to choose between
    places that are equally good.
    """
    passing = np.where(foreign > 0, _PASSED_OVER, _LEFT_OUT)
    rows = [np.zeros(len(foreign) + 1)]
    for token in tokens:
        rows.append(_next_row(rows[-1], token, passing, dear))
    return Alignment(tuple(_steps_back(rows, tokens, passing, dear)), float(rows[-1].min()))


def _next_row(above: Costs, token: Laid, passing: Costs, dear: Costs) -> Costs:
    if isinstance(token, str):
        return _cut_row(above) if token == "cut" else _bracket_row(above)
    row = above + _ADDED
    np.minimum(row[1:], above[:-1] + _match_cost(token, dear), out=row[1:])
    running = np.concatenate([[0.0], np.cumsum(passing)])
    passed: Costs = np.minimum.accumulate(row - running) + running
    return passed


def _match_cost(token: NDArray[np.bool_], dear: Costs) -> Costs:
    return np.where(token, dear, CHANGED)


def _cut_row(above: Costs) -> Costs:
    running = np.arange(len(above)) * _CUT
    row: Costs = np.minimum.accumulate(above - running) + running
    return row


def _bracket_row(above: Costs) -> Costs:
    row = above.copy()
    for words in range(1, min(_IN_A_BRACKET, len(above) - 1) + 1):
        np.minimum(row[words:], above[:-words] + words * _BRACKET, out=row[words:])
    return row


def _steps_back(rows: Sequence[Costs], tokens: Sequence[Laid], passing: Costs, dear: Costs) -> list[Step]:
    """The way back from the end of the quotation to its beginning, turned round."""
    steps: list[Step] = []
    at, place = len(tokens), int(np.argmin(rows[-1]))
    while at > 0:
        token, here, above = tokens[at - 1], rows[at][place], rows[at - 1]
        if isinstance(token, str):
            words = _words_passed(above, place, here, token)
            steps.append(Step("cut" if token == "cut" else "bracket", at - 1, place - words, place))
            at, place = at - 1, place - words
            continue
        same = place > 0 and bool(token[place - 1])
        cost = (dear[place - 1] if same else CHANGED) if place else np.inf
        if place and abs(above[place - 1] + cost - here) < _ALIKE:
            steps.append(Step("same" if same else "changed", at - 1, place - 1, place))
            at, place = at - 1, place - 1
        elif abs(above[place] + _ADDED - here) < _ALIKE:
            steps.append(Step("added", at - 1, place, place))
            at -= 1
        else:
            steps.append(Step("left out", -1, place - 1, place))
            place -= 1
    return steps[::-1]


def _words_passed(above: Costs, place: int, here: float, token: str) -> int:
    """How many words a cut or bracket passes over: the fewest that explain the cost."""
    each, most = (_CUT, place) if token == "cut" else (_BRACKET, min(place, _IN_A_BRACKET))
    passed = np.arange(most + 1)
    fits = np.flatnonzero(np.abs(above[place - passed] + passed * each - here) < _ALIKE)
    return int(fits[0])
