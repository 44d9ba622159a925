"""Tables of turns or answers: what their columns seem to hold, shown and corrected before they come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.ingest.sheets.answer_table import (
    AnswerTable,
    Per,
    TableLayout,
    check_layout,
    guess_layout,
    read_answer_table,
)
from qualwork.ingest.sheets.maxqda_segments import is_segments, segments_study
from qualwork.ingest.sheets.table_study import study_of
from qualwork.model import interchange
from qualwork.model.errors import BadInput

if TYPE_CHECKING:
    from qualwork.ingest.read import Said

SINGLE = ("speaker", "words", "time", "participant", "transcript", "codes")
MANY = {"attribute": "attributes", "question": "questions"}
LEAVE = "leave"
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are said to hold, and which sheet of the file it is; empty where nobody said."""

    layout: TableLayout = field(default_factory=TableLayout)
    sheet: str | None = None

    @property
    def is_said(self) -> bool:
        """True where at least one column was named."""
        return any(True for _ in self.layout.used())


def read_study(path: Path, said: Said, encoding: str | None, columns: Columns | None) -> interchange.Study:
    """The transcripts in a table, its columns as said or else as guessed; raises BadInput where neither will do."""
    columns = columns or Columns()
    table = read_answer_table(path, columns.sheet, encoding)
    if not columns.is_said and is_segments(table):
        return segments_study(table, said)
    layout = columns.layout if columns.is_said else guess_layout(table)
    if not layout.is_whole:
        shown = ", ".join(header for header in table.headers if header)
        raise BadInput(
            f"{path}: a table, of which no column could be told to hold words; `qualwork import-table {path.name}` "
            f"asks which do: its columns are {shown}"
        )
    return study_of(table, replace(layout, per=columns.layout.per), said)


def look(path: Path, sheet: str | None = None, encoding: str | None = None) -> tuple[AnswerTable, TableLayout]:
    """A table and what its columns seem to hold."""
    table = read_answer_table(path, sheet, encoding)
    return table, guess_layout(table)


def roles(table: AnswerTable, layout: TableLayout) -> list[tuple[str, str, str]]:
    """Each column: its header, what it is taken for, and a first cell."""
    held = {header: name for name in SINGLE if (header := getattr(layout, name)) is not None}
    held |= {header: name for name, many in MANY.items() for header in getattr(layout, many)}
    rows = []
    for header in table.headers:
        if header:
            first = " ".join(next((cell for cell in table.column(header) if cell), "").split())
            first = first if len(first) <= _SHOWN else f"{first[: _SHOWN - 1]}…"
            rows.append((header, held.get(header, LEAVE), first))
    return rows


def layout_of(table: AnswerTable, chosen: Sequence[tuple[str, str]], per: Per = "respondent") -> TableLayout:
    """The layout that headers and what they hold make; raises BadInput where two columns are one thing."""
    single: dict[str, str] = {}
    many: dict[str, tuple[str, ...]] = {}
    for header, name in chosen:
        if name in single:
            raise BadInput(f"{table.path}: {single[name]!r} and {header!r} cannot both be {name}")
        if name in SINGLE:
            single[name] = header
        elif name in MANY:
            many[MANY[name]] = (*many.get(MANY[name], ()), header)
        elif name != LEAVE:
            raise BadInput(f"{name!r} is nothing that a column can be; choose {', '.join((*SINGLE, *MANY, LEAVE))}")
    layout = TableLayout(**single, **many, per=per)  # type: ignore[arg-type]
    check_layout(table, layout)
    return layout
