"""Commands whose results leave the workbench: figures and documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import TranscriptArgument, opened
from qualwork.model.plurals import counted
from qualwork.model.table import Table

export = typer.Typer(help="Write figures and documents.", no_args_is_help=True)
_MOST_NAMES = 20
Target = Annotated[
    Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write; its extension says the kind.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(export, name="export")


@export.command()
def themes(
    context: typer.Context,
    out: Target,
    direction: Annotated[str, typer.Option(help="Of the figure: right or down.")] = "right",
    counts: Annotated[
        bool | None,
        typer.Option(
            "--counts/--no-counts", help="Participants and extracts beside each; usual in text, not in figures."
        ),
    ] = None,
) -> None:
    """The theme tree: .txt, .md, .json, or a figure as .svg or .png."""

    with opened(context) as project:
        way = workbench.reporting.checked_direction(direction)
        output.wrote(project, workbench.reporting.export_themes(project, out, way, counts))


@export.command("map")
def map_(
    context: typer.Context,
    out: Target,
    counts: Annotated[bool, typer.Option("--counts", help="Participants and extracts in each box.")] = False,
) -> None:
    """The thematic map, themes with the relations between them: .svg, .png or .md."""

    with opened(context) as project:
        output.wrote(project, workbench.theme_map.export_map(project, out, counts))


@export.command()
def report(context: typer.Context, out: Target) -> None:
    """The report, with pseudonyms only: .docx, or .html as one page; original names still in it are listed."""

    with opened(context) as project:
        paths, names = workbench.report_builder.export_report(project, out)
        output.wrote(project, paths)
        _warn_of_names(names)


@export.command()
def transcript(context: typer.Context, transcript: TranscriptArgument, out: Target) -> None:
    """A transcript with its codes and memos beside it: .docx with comments, or .html; pseudonyms stand for labels."""

    with opened(context) as project:
        paths, names = workbench.coded_transcript.export_transcript(
            project, resolve.transcript(project, transcript).id, out
        )
        output.wrote(project, paths)
        _warn_of_names(names)


def _warn_of_names(names: Table) -> None:
    """Say which original names still stand in what was written, and where."""
    if names.rows:
        output.note(f"warning: original names still stand in the text, in {counted(len(names.rows), 'place')}:")
    for name, known_as, where, times, around in names.rows[:_MOST_NAMES]:
        output.note(f"  {name} ({known_as}), {where}, {counted(int(times or 0), 'time')}: {around}")
    if len(names.rows) > _MOST_NAMES:
        output.note(f"  and in {counted(len(names.rows) - _MOST_NAMES, 'more place')}")


@export.command()
def codebook(context: typer.Context, out: Target) -> None:
    """Codes, themes and term families: .yaml or .xlsx, which `codes import` reads, .qdc, or to read .docx, .md."""

    with opened(context) as project:
        output.wrote(project, workbench.reporting.export_codebook(project, out))


@export.command()
def audit(context: typer.Context, out: Target) -> None:
    """The log of decisions: .csv or .xlsx with one row a change, .jsonl with one decision a line."""

    with opened(context) as project:
        output.wrote(project, workbench.reporting.export_audit(project, out))
