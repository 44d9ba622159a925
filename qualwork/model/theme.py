"""The theme tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

ThemeStatus = Literal["candidate", "reviewed", "defined"]
THEME_STATUSES: tuple[ThemeStatus, ...] = get_args(ThemeStatus)
CodingMark = Literal["exemplary", "contrary", "dismissed"]
CODING_MARKS: tuple[CodingMark, ...] = get_args(CodingMark)
RELATION_KINDS = ("leads to", "contrasts with", "part of")
"""The kinds of relation that are offered; any other short text is a kind of one's own."""
MUTUAL_KINDS = frozenset({"contrasts with"})
"""Kinds that say the same from either end."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A node of the theme tree: what it is about, and how far its analysis has come."""

    id: int
    name: str
    parent: int | None = None
    essence: str = ""
    scope_in: str = ""
    scope_out: str = ""
    story: str = ""
    differs: str = ""
    narrative: str = ""
    status: ThemeStatus = "candidate"
    position: int = 0


@dataclass(frozen=True, slots=True)
class ThemeNode:
    """A theme with its subthemes, codes and counts; the counts include the subthemes' extracts, each once."""

    theme: Theme
    codes: tuple[str, ...] = ()
    participants: int = 0
    extracts: int = 0
    children: tuple[ThemeNode, ...] = field(default=())

    def walk(self, depth: int = 0) -> Iterator[tuple[int, ThemeNode]]:
        """This node and all below it, with their depth, in tree order."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class ThemeTree:
    """All themes of a project: what a figure or an outline is drawn from."""

    title: str
    roots: tuple[ThemeNode, ...]

    def walk(self) -> Iterator[tuple[int, ThemeNode]]:
        """Every node with its depth, in tree order."""
        for root in self.roots:
            yield from root.walk()


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of the thematic map: from one theme to another by their ids, of a kind, with a note on why."""

    id: int
    source: int
    kind: str
    target: int
    note: str = ""

    @property
    def mutual(self) -> bool:
        """True where it says the same from either end."""
        return self.kind in MUTUAL_KINDS


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of the theme tree; several are kept side by side, and one is shown and worked on."""

    id: int
    name: str
    shown: bool
    themes: int = 0
