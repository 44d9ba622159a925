"""Commands whose results leave the workbench: quotes, export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork.cli import output
from qualwork.cli.context import JsonOption, OutOption, SafeOption, opened

export = typer.Typer(help="Write figures and documents.", no_args_is_help=True)
Target = Annotated[
    Path, typer.Option("-o", "--out", metavar="FILE", help="The file to write; its extension says the kind.")
]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(quotes)
    app.add_typer(export, name="export")


def quotes(
    context: typer.Context,
    theme: Annotated[str | None, typer.Option(metavar="THEME", help="Only of this theme and its subthemes.")] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this code.")] = None,
    participant: Annotated[str | None, typer.Option(metavar="NAME", help="Only by this participant.")] = None,
    as_json: JsonOption = False,
    out: OutOption = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """The quote table: one row a coding."""
    from qualwork.workbench import reporting

    with opened(context) as project:
        table = reporting.quotes(project, theme, code, participant)
        output.show(project, table, as_json, out, spreadsheet_safe)


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
    from qualwork.workbench import reporting

    with opened(context) as project:
        way = reporting.checked_direction(direction)
        output.wrote(project, reporting.export_themes(project, out, way, counts))


@export.command()
def codebook(context: typer.Context, out: Target) -> None:
    """Codes, themes and term families as .yaml, which `codes import` reads."""
    from qualwork.workbench import reporting

    with opened(context) as project:
        output.wrote(project, reporting.export_codebook(project, out))


@export.command()
def audit(context: typer.Context, out: Target) -> None:
    """The log of decisions: .csv or .xlsx with one row a change, .jsonl with one decision a line."""
    from qualwork.workbench import reporting

    with opened(context) as project:
        output.wrote(project, reporting.export_audit(project, out))
