"""Commands for memos."""

from __future__ import annotations

from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli import resolve as typed
from qualwork.cli.commands.codings import parse_span
from qualwork.cli.context import IdArgument, ThingArgument, WhyOption, opened
from qualwork.cli.options import TableOutput, option_sets

memos = typer.Typer(help="Memos: notes, the reflexive diary, method notes, open queries.", invoke_without_command=True)
TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="What to note.")]
Kind = Annotated[str | None, typer.Option(help="note, reflexive diary, method or query.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(memo)
    app.add_typer(memos, name="memos")


def memo(
    context: typer.Context,
    thing: ThingArgument,
    text: TextArgument,
    kind: Kind = None,
    span: Annotated[
        str | None, typer.Option(metavar="START:END", help="On a transcript: the passage meant, in characters.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Write a memo on anything."""

    with opened(context) as project:
        place = parse_span(span) if span is not None else None
        on, _ = typed.thing(project, thing)
        made = workbench.memoing.add(project, on, text, workbench.memoing.checked_kind(kind or "note"), place, why)
        output.say(f"memo {made.id} on {workbench.memoing.describe(project, made)}")


@memos.callback()
@option_sets
def list_memos(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(metavar="THING", help="Only on this thing.")] = None,
    kind: Kind = None,
    find: Annotated[str, typer.Option(metavar="WORDS", help="Only those that hold all of these words.")] = "",
    *,
    result: TableOutput,
) -> None:
    """List memos."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        about = typed.thing(project, on)[0] if on else None
        table = workbench.memoing.table(project, about, workbench.memoing.checked_kind(kind) if kind else None, find)
        result.show(project, table)


@memos.command()
def change(context: typer.Context, memo_id: IdArgument, text: TextArgument, why: WhyOption = "") -> None:
    """Write a memo's text anew."""

    with opened(context) as project:
        workbench.memoing.change(project, memo_id, text, why)
        output.say(f"memo {memo_id} changed")


@memos.command()
def resolve(
    context: typer.Context,
    memo_id: IdArgument,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
    why: WhyOption = "",
) -> None:
    """Settle an open query, or open it again."""

    with opened(context) as project:
        workbench.memoing.resolve(project, memo_id, not reopen, why)
        output.say(f"query {memo_id} is {'open again' if reopen else 'settled'}")


@memos.command()
def delete(context: typer.Context, memo_id: IdArgument, why: WhyOption = "") -> None:
    """Remove a memo."""

    with opened(context) as project:
        workbench.memoing.delete(project, memo_id, why)
        output.say(f"memo {memo_id} deleted; undo brings it back")
