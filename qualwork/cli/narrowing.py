"""Options that narrow what is counted, and the way a counted table leaves: as text, file, JSON or picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.model.table import Table
from qualwork.workbench.base import file_kinds

if TYPE_CHECKING:
    from qualwork.workbench.base.projects import Project

CodesOption = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="CODE", help="Only in passages coded so. Repeated: coded with any of them."),
]
ThemesOption = Annotated[
    list[str] | None,
    typer.Option("--theme", metavar="THEME", help="Only in extracts of this theme and its subthemes. May be repeated."),
]
PeopleOption = Annotated[
    list[str] | None,
    typer.Option("--participant", metavar="NAME", help="Only what this participant says. May be repeated."),
]
ChartOutOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--out",
        help=f"Write to a file; its extension says the kind: {file_kinds.listed('table')}, "
        f"or a picture: {file_kinds.listed('chart')}.",
    ),
]
Draw = Callable[[Path], tuple[Path, ...]]


def only(
    project: Project, codes: Sequence[str] | None, themes: Sequence[str] | None, people: Sequence[str] | None
) -> workbench.narrowing.CountFilter:
    """The options as one filter."""

    return workbench.narrowing.CountFilter(
        tuple(resolve.code(project, typed).id for typed in codes or ()),
        tuple(resolve.theme(project, typed).id for typed in themes or ()),
        tuple(resolve.participant(project, typed).id for typed in people or ()),
    )


def show(
    project: Project,
    table: Table,
    draw: Draw,
    as_json: bool = False,
    out: Path | None = None,
    spreadsheet_safe: bool = False,
    value: Any = None,
) -> None:
    """A result that can be a picture too, which `draw` makes."""

    if out is None or not workbench.charting.is_chart(out):
        output.show(project, table, as_json, out, spreadsheet_safe, value)
        return
    output.wrote(project, draw(out))
    if as_json:
        output.say_json(list(table.records()) if value is None else value)
