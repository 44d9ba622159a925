"""Memos: notes on anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from qualwork.model.refs import ThingKind

MemoKind = Literal["note", "reflexive diary", "method", "query"]
MEMO_KINDS: tuple[MemoKind, ...] = get_args(MemoKind)


@dataclass(frozen=True, slots=True)
class Memo:
    """A note of a kind on a thing; a note on a passage names its transcript with `start` and `end`.

    A query is open until it is `resolved`.
    """

    id: int
    kind: MemoKind
    thing_kind: ThingKind
    thing: int
    text: str
    coder: str
    at: str
    start: int | None = None
    end: int | None = None
    resolved: bool = False
