"""Commands that ask about codings: frequencies, matrix, cooccurrence, attention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import RoleOption, opened, roles
from qualwork.cli.options import BY, ChartOutput, CountOptions, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.units import fold

if TYPE_CHECKING:
    from qualwork.workbench.counts.matrices import Measure, Nearness, RowKind

RowsOption = Annotated[str, typer.Option("--rows", metavar="WHAT", help="One row for each: code or theme.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (frequencies, matrix, cooccurrence, attention):
        app.command()(command)


@option_sets
def frequencies(
    context: typer.Context,
    rows: RowsOption = "code",
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    result: ChartOutput,
) -> None:
    """How often each code or theme is used, by how many participants, over how many of their words."""

    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        table = workbench.matrices.frequencies(project, _rows(rows), roles(role), only, progress)
        title = f"Codings by {rows}"
        result.show(
            project,
            table,
            lambda path: workbench.charting.save_bars(project, table, path, "codings", title),
        )


@option_sets
def matrix(
    context: typer.Context,
    rows: RowsOption = "code",
    by: Annotated[str, BY] = "participant",
    measure: Annotated[
        str, typer.Option(metavar="WHAT", help="What a cell counts: codings, participants or words covered.")
    ] = "codings",
    cell: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ROW COLUMN", help="The extracts that a cell counts, in place of the matrix."),
    ] = None,
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    result: ChartOutput,
) -> None:
    """Codes or themes by participant, transcript or attribute. A coding counts for each whose speech it overlaps."""

    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        found = workbench.matrices.matrix(project, _rows(rows), by, _measure(measure), roles(role), only, progress)
        if cell is not None:
            row = (resolve.code if rows == "code" else resolve.theme)(project, cell[0]).id
            behind = workbench.matrices.extracts(project, found, row, _column(found.columns, cell[1]))
            table = workbench.matrices.extract_table(project, behind)
            result.show(project, table)
            return
        table, columns = found.table, found.table.columns[-len(found.columns) :] if found.columns else ()
        title = f"{measure.capitalize()}, {rows} by {by}"
        result.show(
            project,
            table,
            lambda path: workbench.charting.save_heat_map(project, table, path, columns, title),
        )
        for note in found.notes:
            output.note(note)


@option_sets
def cooccurrence(
    context: typer.Context,
    near: Annotated[
        str, typer.Option(metavar="HOW", help="overlap, turn (the same one), or the most words between two codings.")
    ] = "overlap",
    cell: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="CODE CODE", help="The pairs of extracts that a cell counts, in place of the table."),
    ] = None,
    *,
    counted_in: CountOptions,
    result: ChartOutput,
) -> None:
    """Codes by codes: how many pairs of codings overlap, touch the same turn, or stand a few words apart."""

    how = _near(near)
    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        if cell is not None:
            one, other = (resolve.code(project, typed).id for typed in cell)
            pairs = workbench.matrices.cooccurring(project, one, other, how, only)
            table = workbench.matrices.pair_table(project, pairs)
            result.show(project, table)
            return
        table = workbench.matrices.cooccurrence(project, how, only, progress).table
        title = f"Pairs of codings {workbench.matrices.in_words(how)}"
        result.show(
            project,
            table,
            lambda path: workbench.charting.save_heat_map(project, table, path, table.columns[1:], title),
        )
        if not table.rows:
            output.note("nothing is coded yet: qualwork apply CODE --in TRANSCRIPT --quote TEXT")


@option_sets
def attention(
    context: typer.Context,
    over_time: Annotated[
        bool, typer.Option("--over-time", help="A row for each day and transcript on which codings were made.")
    ] = False,
    role: RoleOption = None,
    *,
    counted_in: CountOptions,
    result: ChartOutput,
) -> None:
    """Coding attention: codings per 1,000 words of each transcript, how much of it is coded, and in which third."""

    with opened(context) as project, output.Progress() as progress:
        only = counted_in.only(project)
        if over_time:
            table = workbench.matrices.attention_over_time(project, only, progress)
        else:
            table = workbench.matrices.attention(project, roles(role), only, progress)
        title = "Codings per 1,000 words"
        result.show(
            project,
            table,
            lambda path: workbench.charting.save_bars(
                project, table, path, "per 1,000 words", title, 2 if over_time else 1
            ),
        )


def _rows(typed: str) -> RowKind:
    known: dict[str, RowKind] = {"code": "code", "theme": "theme"}
    if typed not in known:
        raise BadInput(f"--rows {typed!r} is not known; choose code or theme")
    return known[typed]


def _column(columns: Sequence[str], typed: str) -> str:
    """The column of that name, in any case; as typed where two differ in case only."""
    fitting = [name for name in columns if fold(name) == fold(typed)]
    if not fitting:
        raise BadInput(f"the matrix has no column {typed!r}; it has", list(columns))
    return typed if typed in fitting else fitting[0]


def _measure(typed: str) -> Measure:
    known: dict[str, Measure] = {"codings": "codings", "participants": "participants", "words": "words"}
    if typed not in known:
        raise BadInput(f"--measure {typed!r} is not known; choose {', '.join(known)}")
    return known[typed]


def _near(typed: str) -> Nearness:
    if typed == "overlap":
        return "overlap"
    if typed == "turn":
        return "turn"
    if not typed.isdecimal() or len(typed) > 6:
        raise BadInput(f"--near {typed!r} is not known; choose overlap, turn, or a number of words such as 20")
    return int(typed)
