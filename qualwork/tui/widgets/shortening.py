"""Names that must fit a width, shortened so that what tells them apart stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from qualwork.tui.reader.cells import ELLIPSIS, cell_width, char_cells, cut, drawn, is_simple

_LEAST_HEAD = 3
# So much of what differs is seen at least where only the end of a name is cut off.
_TELLING = 4


def shortened(names: Sequence[str], width: int) -> list[str]:
    """Each name in at most `width` cells: whole, or cut at its end, or, where others begin alike, in its middle."""
    if all(cell_width(name) <= width for name in names):
        return [drawn(name) for name in names]
    shared = shared_beginnings(names)
    return [shorten(name, width, shared[name]) for name in names]


def shared_beginnings(names: Iterable[str]) -> dict[str, int]:
    """How many characters each name begins with that another one begins with, too."""
    # Names that stand next to each other in this order share the most.
    order = sorted(set(names))
    shared = dict.fromkeys(order, 0)
    for one, other in pairwise(order):
        length = _alike(one, other)
        shared[one], shared[other] = max(shared[one], length), length
    return shared


def shorten(name: str, width: int, shared: int) -> str:
    """`name` in at most `width` cells, where others begin with its first `shared` characters, too."""
    if cell_width(name) <= width or cell_width(name[:shared]) + _TELLING < width:
        return cut(name, width)
    return cut_middle(name, width, _word_start(name, shared))


def _alike(one: str, other: str) -> int:
    """How many characters two names begin with alike."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return at
    return min(len(one), len(other))


def _word_start(name: str, at: int) -> int:
    """Where the word or number that holds `at` begins, so that `interview-12` differs from `interview-13` by `12`."""
    while at > 0 and name[at - 1].isalnum():
        at -= 1
    return at


def cut_middle(text: str, width: int, keep_from: int = 0) -> str:
    """`text` in at most `width` cells, its beginning and its end in sight; what is behind `keep_from` goes last."""
    text = drawn(text)
    if cell_width(text) <= width or width < 2 * _LEAST_HEAD + 1:
        return cut(text, width)
    tail = text[keep_from:] if keep_from else ""
    room = width - 1
    if not tail or cell_width(tail) > room - _LEAST_HEAD:
        if tail and cell_width(tail) <= room:
            return ELLIPSIS + tail
        return text[: _fitting(text, room - room // 2)].rstrip() + ELLIPSIS + ending(text, room // 2)
    return text[: _fitting(text, room - cell_width(tail))].rstrip() + ELLIPSIS + tail


def _fitting(text: str, width: int) -> int:
    """How many characters of `text` take at most `width` cells."""
    if is_simple(text):
        return max(0, width)
    total = 0
    for at, cells in enumerate(char_cells(text)):
        total += cells
        if total > width:
            return at
    return len(text)


def ending(text: str, width: int) -> str:
    """As much of the end of `text` as takes at most `width` cells."""
    if is_simple(text):
        return text[-width:] if width > 0 else ""
    total, cells = 0, char_cells(text)
    for at in range(len(text) - 1, -1, -1):
        total += cells[at]
        if total > width:
            # A mark that joins the character before it cannot stand alone.
            start = at + 1
            while start < len(text) and not cells[start]:
                start += 1
            return text[start:]
    return text


def cut_start(text: str, width: int) -> str:
    """`text` in at most `width` cells, with an ellipsis for what is missing at its beginning."""
    text = drawn(text)
    return text if cell_width(text) <= width else ELLIPSIS + ending(text, width - 1).lstrip() if width > 0 else ""
