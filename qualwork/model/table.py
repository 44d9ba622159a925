"""The one shape of a result that is shown, saved and exported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of plain cells, with what they were made from.

    `provenance` (project, filter, word rule, corpus hash, head hash and its decision's time) never holds a clock
    time, so that the same state gives the same bytes.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    provenance: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"{self.name}: a row has {len(wrong)} cells for {len(self.columns)} columns")

    @property
    def before_match(self) -> int:
        """Which column of a concordance holds what stands before the match, to be set flush right; -1 in others."""
        at = self.columns.index("left") if "left" in self.columns else -1
        return at if self.columns[at : at + 3] == ("left", "match", "right") else -1

    def records(self) -> Iterator[dict[str, Cell]]:
        """Rows as dictionaries, in column order."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


@dataclass(frozen=True, slots=True)
class SavedTable:
    """What a table was asked to be, kept under a name so that it can be made again."""

    id: int
    name: str
    kind: str
    configuration: dict[str, Any]
