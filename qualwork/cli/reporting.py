"""Commands whose results leave the workbench: figures and documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork.cli import output
from qualwork.cli.context import opened

export = typer.Typer(help="Write figures and documents.", no_args_is_help=True)
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
