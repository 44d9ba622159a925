"""What a report says, ready for any kind of file: pseudonyms only, each quote with the passage it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qualwork.model.quote import Quote
from qualwork.model.table import Table
from qualwork.model.theme import Relation, ThemeNode, ThemeTree

Paragraph = tuple[str | Quote, ...]
"""Text with the quotes that it names."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote where it was said: what stands before it, all of its extract, and what stands behind it."""

    coding: int
    who: str
    transcript: str
    start: int
    end: int
    before: str
    extract: str
    after: str


@dataclass(frozen=True, slots=True)
class ThemePart:
    """A theme in the report. `place` is its number (`1.2`); `left_out` extracts are in it and not in `others`."""

    place: str
    node: ThemeNode
    narrative: tuple[Paragraph, ...] = ()
    exemplary: tuple[Quote, ...] = ()
    contrary: tuple[Quote, ...] = ()
    others: tuple[Quote, ...] = ()
    left_out: int = 0
    children: tuple[ThemePart, ...] = field(default=())

    def walk(self, depth: int = 1) -> Iterator[tuple[int, ThemePart]]:
        """This part and all below it with their depth, in order."""
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    about: Mapping[str, str]
    tree: ThemeTree
    relations: tuple[Relation, ...]
    parts: tuple[ThemePart, ...]
    illustrative: Table
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    method: tuple[Table, ...]
    provenance: Mapping[str, str]

    def walk(self) -> Iterator[tuple[int, ThemePart]]:
        """Every theme with its depth, in order."""
        for part in self.parts:
            yield from part.walk()
