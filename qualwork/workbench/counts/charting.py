"""Term tables as bars and matrices as heat maps, in files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import file_kinds
from qualwork.workbench.log import auditing


def is_chart(path: Path) -> bool:
    """Whether the name is that of a picture."""
    return path.suffix.lstrip(".").lower() in file_kinds.kinds("chart")


def save_bars(
    project: Project, table: Table, path: Path, value: str, title: str, named_by: int = 1
) -> tuple[Path, ...]:
    """A bar a row: the first columns name it, `value` gives its length; participants stand behind it."""
    from qualwork.export.figures.chart import Bars, save_chart

    at = table.columns.index(value)
    people = table.columns.index("participants") if "participants" in table.columns else None
    notes = [_people(row[people]) if people is not None else "" for row in table.rows]
    chart = Bars(title, _labels(table, named_by), tuple(_value(row[at]) or 0.0 for row in table.rows), tuple(notes))
    return save_chart(chart, path, _about(project, table))


def save_heat_map(project: Project, table: Table, path: Path, columns: Sequence[str], title: str) -> tuple[Path, ...]:
    """A cell for each row and each of some columns: the darker the more."""
    from qualwork.export.figures.chart import HeatMap, save_chart

    places = [table.columns.index(name) for name in columns]
    cells = tuple(tuple(_value(row[at]) for at in places) for row in table.rows)
    return save_chart(HeatMap(title, _labels(table), tuple(columns), cells), path, _about(project, table))


def _labels(table: Table, columns: int = 1) -> tuple[str, ...]:
    return tuple(" ".join(map(str, row[:columns])) for row in table.rows)


def _people(cell: Cell) -> str:
    return f"({counted(cell, 'participant')})" if isinstance(cell, int) else ""


def _value(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _about(project: Project, table: Table) -> dict[str, str]:
    return dict(table.provenance) or auditing.provenance(project)
