"""The command that writes the project for other programs: export refi."""

from __future__ import annotations

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.commands.reporting import Target, export
from qualwork.cli.context import opened


def register(app: typer.Typer) -> None:
    """Add the command to the group `export`, which is in the program already."""
    export.command()(refi)


def refi(context: typer.Context, out: Target) -> None:
    """REFI-QDA: .qdpx, the project with its transcripts, or .qdc, the codebook, for other programs."""

    with opened(context) as project:
        paths, left_out = workbench.exchanging.export_project(project, out)
        for notice in left_out:
            output.note(notice)
        if out.suffix.lower() == ".qdpx":
            output.note("the transcripts are in it word for word, with every name that stands in them")
        output.wrote(project, paths)
