"""Commands that apply codes to passages: apply, autocode, codings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import (
    CodeArgument,
    IdArgument,
    PatternArgument,
    RoleOption,
    SpanArgument,
    WhyOption,
    confirm,
    opened,
    roles,
)
from qualwork.cli.options import JsonOption, OutOption, TableOutput, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.table import Table

if TYPE_CHECKING:
    from qualwork.model.code import Coding
    from qualwork.workbench.base.projects import Project
    from qualwork.workbench.counts.autocoding import Unit

_TOO_LONG = 19
codings = typer.Typer(help="Codes applied to passages: list or change them.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(apply)
    app.command()(autocode)
    app.add_typer(codings, name="codings")


def parse_span(typed: str) -> tuple[int, int]:
    """`START:END` as two numbers."""
    start, _, end = typed.partition(":")
    if not (start.isdecimal() and end.isdecimal() and max(len(start), len(end)) < _TOO_LONG):
        raise BadInput(f"span {typed!r}: write START:END in characters, as in 1200:1260")
    return int(start), int(end)


def apply(
    context: typer.Context,
    code: CodeArgument,
    transcript: Annotated[str, typer.Option("--in", metavar="TRANSCRIPT", help="Title, file name or id.")],
    quote: Annotated[str | None, typer.Option(metavar="TEXT", help="The passage, word for word.")] = None,
    span: Annotated[str | None, typer.Option(metavar="START:END", help="The passage in characters, from 0.")] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A memo on the coding, kept in the same decision.")] = "",
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Apply a code to a passage. A quote that occurs twice is not guessed: its places are listed."""

    with opened(context) as project:
        place = parse_span(span) if span is not None else None
        before = workbench.auditing.head(project)
        target, where = resolve.code(project, code).id, resolve.transcript(project, transcript).id
        made = workbench.coding.apply(project, target, where, quote, place, why, note)
        _tell(project, [made], as_json)
        if workbench.auditing.head(project) == before:
            output.note(f"coding {made.id} was there already; nothing was changed")


def autocode(
    context: typer.Context,
    code: CodeArgument,
    pattern: PatternArgument,
    unit: Annotated[
        str, typer.Option(metavar="UNIT", help="What to code around a hit: match, sentence or turn.")
    ] = "match",
    role: RoleOption = None,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show the hits of a pattern, ask, and apply a code to all of them as one decision."""

    chosen: dict[str, Unit] = {"match": "match", "sentence": "sentence", "turn": "turn"}
    if unit not in chosen:
        raise BadInput(f"unit {unit!r} is not known; choose match, sentence or turn")
    with opened(context) as project:
        target, pattern = resolve.code(project, code), resolve.pattern(project, pattern)
        hits = workbench.autocoding.propose(project, pattern, chosen[unit], roles(role))
        lines = [f"{h.transcript.title} {h.start}:{h.end}  {' '.join(h.text.split())[:100]}" for h in hits]
        if not hits:
            output.note(f"{pattern}: no hits; nothing was coded")
            _tell(project, [], as_json)
        elif confirm(context, f"Apply {target.name} to {counted(len(hits), 'passage')}?", lines):
            known = {
                (c.transcript, c.start, c.end)
                for c in workbench.coding.listing(project, code=target.id)
                if c.coder == project.coder
            }
            made = workbench.autocoding.autocode(project, target.id, hits, pattern, chosen[unit], why)
            _tell(project, made, as_json)
            twice = sum((c.transcript, c.start, c.end) in known for c in made)
            there = f", {twice:,} there already" if twice else ""
            output.note(f"{counted(len(made) - twice, 'passage')} coded{there}; undo takes them back together")


@codings.callback()
@option_sets
def list_codings(
    context: typer.Context,
    transcript: Annotated[
        str | None, typer.Option("--in", metavar="TRANSCRIPT", help="Only in this transcript.")
    ] = None,
    code: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this code.")] = None,
    *,
    result: TableOutput,
) -> None:
    """List codings with their ids and extracts."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        where = resolve.transcript(project, transcript).id if transcript else None
        only = resolve.code(project, code).id if code else None
        records = _records(project, workbench.coding.listing(project, where, only))
        columns = ("id", "code", "transcript", "start", "end", "extract", "coder", "needs_review")
        table = Table("codings", columns, tuple(tuple(record[name] for name in columns) for record in records))
        result.show(project, table, {"codings": records})


@codings.command()
def remove(
    context: typer.Context,
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="The numbers that `codings` shows.")],
    why: WhyOption = "",
) -> None:
    """Take codings away, by their ids."""

    with opened(context) as project:
        gone = workbench.coding.remove(project, ids, why)
        output.say(f"{counted(gone, 'coding')} removed; undo brings {'it' if gone == 1 else 'them'} back")


@codings.command()
def recode(context: typer.Context, coding_id: IdArgument, code: CodeArgument, why: WhyOption = "") -> None:
    """Put another code in the place of a coding's own."""

    with opened(context) as project:
        workbench.coding.recode(project, coding_id, resolve.code(project, code).id, why)
        output.say(f"coding {coding_id} is {code} now")


@codings.command()
def edges(context: typer.Context, coding_id: IdArgument, span: SpanArgument, why: WhyOption = "") -> None:
    """Move the edges of a coding to START:END."""

    with opened(context) as project:
        workbench.coding.set_edges(project, coding_id, *parse_span(span), why)
        output.say(f"coding {coding_id} stands at {span} now")


@codings.command()
def review(
    context: typer.Context,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY]...", help="What to settle, as the list names it: 12, memo:3.")
    ] = None,
    at: Annotated[str | None, typer.Option(metavar="START:END", help="Where it belongs in the text now.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="The nearest place is the right one.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it away.")] = False,
    transcript: Annotated[str | None, typer.Option("--in", metavar="TRANSCRIPT", help="List only this one's.")] = None,
    why: WhyOption = "",
    as_json: JsonOption = False,
    out: OutOption = None,
) -> None:
    """List or settle what an edit of its transcript left in doubt: the passage then, and the nearest place now."""

    if keys and (at is not None) + accept + remove != 1:
        raise BadInput("say what to do: one of --at START:END, --accept or --remove")
    if at is not None and len(keys or []) != 1:
        raise BadInput("--at settles one at a time: name one KEY")
    with opened(context) as project:
        if not keys:
            only = resolve.transcript(project, transcript).id if transcript else None
            output.show(project, workbench.revising.flagged_table(project, only), as_json, out)
            return
        if at is not None:
            workbench.revising.settle(project, keys[0], *parse_span(at), why)
            output.say(f"{keys[0]} stands at {at} now")
            return
        number = (workbench.revising.remove if remove else workbench.revising.accept)(project, keys, why)
        output.say(f"{counted(number, 'passage')} {'removed' if remove else 'accepted'}")


def _tell(project: Project, made: Sequence[Coding], as_json: bool) -> None:
    records = _records(project, made)
    if as_json:
        output.say_json({"codings": records})
        return
    for record in records:
        extract = " ".join(record["extract"].split())
        place = f"{record['transcript']} {record['start']}:{record['end']}"
        output.say(f"{record['id']:>6}  {record['code']} in {place}  {extract}")


def _records(project: Project, made: Sequence[Coding]) -> list[dict[str, Any]]:

    names = {code.id: code.name for code in workbench.codebook.everything(project)}
    titles = {info.id: info.title for info in workbench.reading.infos(project)}
    return [
        {
            "id": coding.id,
            "code": names[coding.code],
            "transcript": titles[coding.transcript],
            "start": coding.start,
            "end": coding.end,
            "extract": coding.extract,
            "coder": coding.coder,
            "needs_review": coding.needs_review,
        }
        for coding in made
    ]
