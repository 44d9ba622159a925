"""Commands that show and check the log of decisions."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.commands.projects import decision_record
from qualwork.cli.context import ThingArgument, opened
from qualwork.cli.options import JsonOption, SafeOption, TableOutput, option_sets
from qualwork.model.plurals import counted

# In files and JSON, but not in the text that people read.
_TECHNICAL = ("batch", "undoes", "redoes", "hash")
audit = typer.Typer(help="Who decided what, and whether the file still says so.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(audit, name="audit")


@audit.command()
@option_sets
def log(
    context: typer.Context,
    coder: Annotated[str | None, typer.Option("--by", metavar="CODER", help="Only this coder's.")] = None,
    phase: Annotated[int | None, typer.Option("--in-phase", min=1, max=6, help="Only those of this phase.")] = None,
    last: Annotated[int | None, typer.Option(min=1, help="Only that many of the newest.")] = None,
    kind: Annotated[str | None, typer.Option(metavar="VERB", help="Only of this kind, such as 'merge codes'.")] = None,
    day: Annotated[str | None, typer.Option(metavar="DATE", help="Only of this day, as 2026-03-01, or month.")] = None,
    on: Annotated[str | None, typer.Option(metavar="THING", help="Only on this thing, and what hangs on it.")] = None,
    words: Annotated[str | None, typer.Option(help="Only with these words.")] = None,
    *,
    result: TableOutput,
) -> None:
    """List decisions, oldest first."""

    with opened(context) as project:
        thing = resolve.thing(project, on)[0] if on else None
        found = workbench.auditing.log(project, coder, phase, last, thing, verb=kind, day=day, words=words)
        result.show(project, found, leave=_TECHNICAL)


@audit.command()
def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The number that `audit log` shows.")],
    as_json: JsonOption = False,
) -> None:
    """One decision: every row before and after."""

    with opened(context) as project:
        decision = workbench.auditing.show(project, number)
        lines = [] if as_json else workbench.auditing.lines(project, number)
    if as_json:
        output.say_json(decision_record(decision))
        return
    about = f": {decision.label}" if decision.label else ""
    output.say(f"decision {decision.number}  {decision.at}  {decision.coder}  phase {decision.phase}")
    output.say(f"{decision.verb}{about}")
    if decision.why:
        output.say(f"why: {decision.why}")
    for line in lines:
        output.say(f"  {line}")
    output.say(f"hash {decision.hash}")


@audit.command()
def verify(
    context: typer.Context,
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A head hash printed earlier: must still be in the chain.")
    ] = None,
    signed: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A head that `audit sign` wrote, with FILE.sig beside it.")
    ] = None,
    signers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whose key is whose, as for ssh-keygen: NAME KEY, a line each.")
    ] = None,
    stamp: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An authority's answer to the request of `audit stamp`.")
    ] = None,
    authorities: Annotated[
        Path | None, typer.Option("--ca", metavar="FILE", help="Certificates by which to check the stamp (openssl).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Recompute every hash and hold the log against the tables; exit 1 if anything differs."""

    with opened(context) as project, output.Progress() as progress:
        attested = []
        if signed is not None:
            attested.append(workbench.attesting.check_signed(project, signed, signers))
        if stamp is not None:
            attested.append(workbench.attesting.check_stamp(project, stamp, authorities))
        found = workbench.auditing.verify(project, head, progress)
        found = workbench.attesting.joined(found, attested)
    if as_json:
        output.say_json(
            {
                "ok": found.ok,
                "decisions": found.decisions,
                "head": found.head,
                "erased": found.erased,
                "erasures": [asdict(erasure) for erasure in found.erasures],
                "problems": [{"decision": problem.decision, "what": problem.what} for problem in found.problems],
            }
        )
    else:
        for problem in found.problems:
            output.say(f"decision {problem.decision}: {problem.what}" if problem.decision else problem.what)
        for each in attested:
            output.say(each.line)
        for erasure in found.erasures:
            output.say(workbench.auditing.erasure_line(erasure))
        verdict = "all as decided" if found.ok else counted(len(found.problems), "problem")
        erased = f", {counted(found.erased, 'piece')} of them erased for good" if found.erased else ""
        output.say(f"{verdict}: {counted(found.decisions, 'decision')}{erased}, head {found.head}")
    raise typer.Exit(0 if found.ok else 1)


@audit.command()
def sign(
    context: typer.Context,
    key: Annotated[Path, typer.Option("--key", metavar="KEY", help="A private key of yours, made by ssh-keygen.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The head, with FILE.sig beside it.")],
) -> None:
    """Write the head of the log and your signature of it, to be kept or given away: `audit verify --signed FILE`."""

    with opened(context) as project:
        for path in workbench.attesting.sign(project, key, out):
            output.say(f"wrote {path}")


@audit.command()
def stamp(
    context: typer.Context,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="The request, such as head.tsq.")],
) -> None:
    """Write a request for a time stamp (RFC 3161) on the head of the log; it goes nowhere by itself.

    Send it to an authority of your choice, and check its answer with `audit verify --stamp FILE`.
    """

    with opened(context) as project:
        output.say(f"wrote {workbench.attesting.stamp(project, out)}")


@audit.command()
@option_sets
def history(
    context: typer.Context,
    thing: ThingArgument,
    *,
    result: TableOutput,
) -> None:
    """Every decision on one thing, and on what hangs on it."""

    with opened(context) as project:
        result.show(
            project,
            workbench.auditing.history_of(project, *resolve.thing(project, thing)),
        )


@audit.command()
def replay(
    context: typer.Context,
    at: Annotated[str, typer.Option("--at", metavar="N", help="The number of a decision, or a day: its end in UTC.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="A new project file, NAME.qualwork.")],
) -> None:
    """Write the project as it was at a decision; the file opens and verifies like any other."""

    with opened(context) as project:
        number = workbench.comparing.write_as_it_was(project, at, out)
        output.say(f"wrote {out}: the project as it was after decision {number}")


@audit.command()
@option_sets
def diff(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="A", help="The number of a decision, or a day: its end in UTC.")],
    last: Annotated[str, typer.Argument(metavar="B", help="The same; `now` for the last one.")] = "now",
    *,
    result: TableOutput,
) -> None:
    """What became of codebook and theme tree from A to B, with the decision behind each change."""

    with opened(context) as project:
        if result.as_json or result.out is not None:
            result.show(project, workbench.comparing.table(project, first, last))
            return
        for line in workbench.comparing.compare(project, first, last).lines():
            output.say(line)


@audit.command()
def story(
    context: typer.Context,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Chart (svg, png), draft paragraph (md, txt) or table."),
    ] = None,
    spreadsheet_safe: SafeOption = False,
) -> None:
    """How the analysis went: weeks, phases, codes, merges and drops, as a chart, a table or a draft paragraph."""

    with opened(context) as project:
        if out is not None:
            output.wrote(project, workbench.timeline.save(project, out, spreadsheet_safe))
            return
        if as_json:
            output.show(project, workbench.timeline.table(project), as_json=True, out=None)
            return
        output.say_table(workbench.timeline.table(project))
        output.say()
        output.say(workbench.timeline.paragraph(project))
