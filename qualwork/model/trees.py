"""Trees kept as rows that name the row above them: what is no tree in them, and where it is cut to be shown as one."""

from __future__ import annotations

from collections.abc import Mapping

MOST_LEVELS = 100
"""No code and no theme lies deeper: what shows, draws or exports a tree may go down by recursion."""


def cut(parents: Mapping[int, int | None]) -> set[int]:
    """The rows to show at the top, though they name one above them, so that every row is shown and none twice.

    A row whose parent is not there, the oldest row of a circle, and each row below `MOST_LEVELS` others. Files that
    an older program or another one wrote may hold such rows; decisions refuse them.
    """
    above = dict(parents)
    depth: dict[int, int] = {}
    tops: set[int] = set()
    for start in parents:
        path: dict[int, None] = {}
        row = start
        while row not in depth and row not in path:
            path[row] = None
            parent = above[row]
            if parent is None or parent not in above:
                if parent is not None:
                    tops.add(row)
                above[row] = None
                break
            row = parent
        else:
            if row in path:
                members = list(path)
                oldest = min(members[members.index(row) :])
                tops.add(oldest)
                above[oldest] = None
        _measure(path, above, depth, tops)
    return tops


def _measure(path: Mapping[int, None], above: dict[int, int | None], depth: dict[int, int], tops: set[int]) -> None:
    """Give each row of a path, read from below, its depth; what would lie too deep begins a tree of its own."""
    waiting = list(path)
    while waiting:
        row = waiting[-1]
        parent = above[row]
        if row in depth:
            waiting.pop()
        elif parent is not None and parent not in depth:
            waiting.append(parent)
        else:
            waiting.pop()
            depth[row] = 1 if parent is None else depth[parent] + 1
            if depth[row] > MOST_LEVELS:
                depth[row], above[row] = 1, None
                tops.add(row)


def circle(parents: Mapping[int, int | None], row: int) -> tuple[int, ...]:
    """The rows of the circle in which a row stands, from it upwards; empty where going up from it ends elsewhere."""
    path: dict[int, None] = {}
    at: int | None = row
    while at is not None and at in parents and at not in path:
        path[at] = None
        at = parents[at]
    return tuple(path) if at == row else ()
