"""Commands that erase for good: withdraw, erase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import WhyOption, confirm, opened, settings
from qualwork.cli.options import JsonOption, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted

if TYPE_CHECKING:
    from qualwork.workbench.privacy.erasing import Done, Planned

_SHOWN = 70


@dataclass(frozen=True, slots=True)
class ErasureOptions:
    """How something is erased."""

    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep", metavar="KEY", help="A text of yours that is not to be erased; `all` for each. Repeatable."
        ),
    ] = None
    plan: Annotated[bool, typer.Option("--plan", help="Only show what would be erased.")] = False
    why: WhyOption = ""
    as_json: JsonOption = False


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(withdraw)
    app.command()(erase)


@option_sets
def withdraw(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT", help="Pseudonym or id.")],
    *,
    options: ErasureOptions,
) -> None:
    """Erase what a participant said, their attributes and the files they came in, for good; asks twice."""

    with opened(context) as project:
        person = resolve.participant(project, participant).id
        planned = workbench.erasing.plan_withdrawal(project, person)
        _go(context, planned, options, lambda kept: workbench.erasing.withdraw(project, person, kept, options.why))


@option_sets
def erase(
    context: typer.Context,
    transcript: Annotated[
        str, typer.Argument(metavar="TRANSCRIPT", help="Title, file name or id; also of one that was taken out before.")
    ],
    *,
    options: ErasureOptions,
) -> None:
    """Erase a transcript that should never have come in, with its file and all on it, for good; asks twice."""

    with opened(context) as project:
        meant = resolve.erasable(project, transcript)
        planned = workbench.erasing.plan_erasure(project, meant)
        _go(context, planned, options, lambda kept: workbench.erasing.erase(project, meant, kept, options.why))


def _go(
    context: typer.Context, planned: Planned, options: ErasureOptions, decision: Callable[[list[str]], Done]
) -> None:
    kept = _checked(planned, options.keep or [])
    if options.plan:
        _show_plan(planned, kept, options.as_json)
        return
    details = [*planned.lines(), *_repeats(planned, kept)]
    if not confirm(context, f"Erase this of {planned.name} for good?", details):
        raise typer.Exit(1)
    kept += _asked(context, planned, kept)
    if not confirm(context, f"It cannot be undone, by nobody. Really erase {planned.name}?"):
        raise typer.Exit(1)
    done = decision(kept)
    if options.as_json:
        output.say_json(_record(done))
        return
    contents = counted(done.contents, "text or file", "texts and files")
    log = f"{counted(done.pieces, 'piece')} of the log, {counted(len(done.backups), 'backup')}"
    output.say(f"{planned.name} is erased (decision {done.decision}): {contents}, {log}")
    for path in done.other_files:
        output.note(f"not touched, look at it yourself: {path}")
    output.note("what left the program before (exports, prints, copies) is yours to erase")


def _checked(planned: Planned, keep: list[str]) -> list[str]:
    known = [shared.key for shared in planned.shared]
    if "all" in keep:
        return known
    unknown = next((key for key in keep if key not in known), None)
    if unknown is not None:
        raise BadInput(
            f"--keep {unknown!r} is no text that repeats what is erased; the keys are listed by --plan", known
        )
    return list(keep)


def _asked(context: typer.Context, planned: Planned, kept: list[str]) -> list[str]:
    """Which of the researcher's own texts stay, where somebody can be asked."""
    if settings(context).yes or not sys.stdin.isatty():
        return []
    found = []
    for shared in planned.shared:
        question = f"{shared.where} says “{shared.words[0][:_SHOWN]}”: erase that too?"
        if shared.key not in kept and not typer.confirm(question, default=True, err=True):
            found.append(shared.key)
    return found


def _repeats(planned: Planned, kept: list[str]) -> list[str]:
    return [
        f"  {'kept' if shared.key in kept else 'erased'}: {shared.where} [{shared.key}]: “{shared.words[0][:_SHOWN]}”"
        for shared in planned.shared
    ]


def _show_plan(planned: Planned, kept: list[str], as_json: bool) -> None:
    if as_json:
        shared = [
            {"key": one.key, "where": one.where, "text": one.text, "words": list(one.words), "kept": one.key in kept}
            for one in planned.shared
        ]
        output.say_json(
            {
                "name": planned.name,
                "whole": list(planned.whole),
                "groups": list(planned.groups),
                "characters": planned.characters,
                "codings": planned.codings,
                "shared": shared,
                "backups": [str(path) for path in planned.backups],
                "other_files": [str(path) for path in planned.other_files],
            }
        )
        return
    for line in [*planned.lines(), *_repeats(planned, kept)]:
        output.say(line)
    output.note("nothing was changed; the same without --plan erases it")


def _record(done: Done) -> dict[str, object]:
    return {
        "decision": done.decision,
        "pieces": done.pieces,
        "contents": done.contents,
        "backups": [str(path) for path in done.backups],
        "other_files": [str(path) for path in done.other_files],
    }
