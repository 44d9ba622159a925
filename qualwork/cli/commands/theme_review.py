"""Commands for reviewing themes: who has them, extracts moved, transcripts to re-read."""

from __future__ import annotations

from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import ThemeArgument, WhyOption, opened
from qualwork.cli.options import TableOutput, option_sets


def register(themes: typer.Typer) -> None:
    """Add these commands to those of the themes."""
    for command in (coverage, reread):
        themes.command()(command)
    themes.command("move-extract")(move_extract)


@option_sets
def coverage(
    context: typer.Context,
    theme: ThemeArgument,
    *,
    result: TableOutput,
) -> None:
    """Every participant with how many extracts of a theme they say; 0 for those without it."""

    with opened(context) as project:
        table = workbench.reviewing.coverage_table(project, resolve.theme(project, theme).id)
        result.show(project, table)


def move_extract(
    context: typer.Context,
    coding: Annotated[int, typer.Argument(metavar="CODING", help="The number that `codings` or `quotes` shows.")],
    source: Annotated[str, typer.Option("--from", metavar="THEME", help="The theme it is in.")],
    target: Annotated[str, typer.Option("--to", metavar="THEME", help="The theme it belongs to.")],
    code: Annotated[str | None, typer.Option(help="The code it gets, where that theme has several.")] = None,
    why: WhyOption = "",
) -> None:
    """Move an extract to another theme by giving it a code of that theme."""

    with opened(context) as project:
        ends = resolve.theme(project, source).id, resolve.theme(project, target).id
        given = resolve.code(project, code).id if code else None
        made = workbench.reviewing.move_extract(project, coding, *ends, given, why)
        output.say(f"coding {coding} is {made.name} in theme {target} now")


@option_sets
def reread(
    context: typer.Context,
    transcript: Annotated[
        str | None, typer.Argument(metavar="TRANSCRIPT", help="One that was read again; none shows the queue.")
    ] = None,
    *,
    result: TableOutput,
    why: WhyOption = "",
) -> None:
    """The codes that came after each transcript was last coded, or that one was read again with them."""

    with opened(context) as project:
        if transcript is None:
            result.show(project, workbench.rereading.table(project))
        else:
            workbench.rereading.say_read(project, resolve.transcript(project, transcript).id, why)
            output.say(f"transcript {transcript} was read again with the codebook as it is now")
