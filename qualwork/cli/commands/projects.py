"""Commands for the project itself: new, open, demo, undo, redo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.context import WhyOption, opened, settings
from qualwork.cli.options import JsonOption
from qualwork.model.errors import ProjectFault

if TYPE_CHECKING:
    from qualwork.model.decision import Change, Decision


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    for command in (new, open, demo, undo, redo):
        app.command()(command)


def new(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make, such as study.qualwork.")],
    title: Annotated[str | None, typer.Option(help="Title of the study; else the file's name.")] = None,
    language: Annotated[str, typer.Option(help="Language of the interviews, two letters.")] = "en",
    approach: Annotated[str, typer.Option(help="reflexive, codebook or reliability.")] = "reflexive",
    as_json: JsonOption = False,
) -> None:
    """Make a new, empty project."""

    with workbench.projects.create(file, title, language, approach, settings(context).coder) as project:
        path = project.path
    if as_json:
        output.say_json({"project": str(path)})
    else:
        output.say(f"made {path}")
        output.note("next: qualwork import FOLDER")


def open(context: typer.Context) -> None:
    """Open the terminal interface."""

    given = settings(context)
    path = workbench.projects.find(given.project)
    project = workbench.projects.open_project(path, given.coder, given.phase)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        project.close()
        raise ProjectFault(f"{path}: the terminal interface needs a terminal; the commands work without one")
    from qualwork.tui.app import run

    run(project)


def open_or_explain(context: typer.Context) -> None:
    """What bare `qualwork` does: open the project found, else say how to begin."""

    try:
        workbench.projects.find(settings(context).project)
    except ProjectFault as fault:
        if not sys.stdout.isatty() or settings(context).project is not None:
            raise
        output.note(fault.message)
        for line in fault.candidates:
            output.note(f"  {line}")
        output.say("To begin:  qualwork demo                  a study to try things on")
        output.say("           qualwork new study.qualwork    a project of your own")
        output.say("           qualwork --help                all commands")
        raise typer.Exit(2) from None
    open(context)


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--dir", metavar="FOLDER", help="Where to make it; else ./qualwork-demo.")
    ] = None,
    batch: Annotated[bool, typer.Option("--batch", help="Print the results instead of opening the screen.")] = False,
) -> None:
    """Make a study from the interviews that come with qualwork, and open it."""

    target = folder or Path("qualwork-demo")
    with output.Progress() as progress:
        made = workbench.demo.make(target, settings(context).coder, progress)
    if not batch and sys.stdin.isatty() and sys.stdout.isatty():
        from qualwork.tui.app import run

        run(made.project, tour=True)
        return
    with made.project as project:
        for heading, table in made.tables:
            output.say(heading)
            output.say_table(table)
            output.say()
        output.say(made.tree)
        output.wrote(project, made.files)
        output.note(f"the study is {project.path}; open it with: qualwork -p {project.path}")


def undo(context: typer.Context, why: WhyOption = "", as_json: JsonOption = False) -> None:
    """Undo this coder's last decision, or the batch it belongs to."""

    with opened(context) as project:
        _tell(workbench.auditing.undo(project, why), as_json)


def redo(context: typer.Context, why: WhyOption = "", as_json: JsonOption = False) -> None:
    """Redo what this coder undid last."""

    with opened(context) as project:
        _tell(workbench.auditing.redo(project, why), as_json)


def _tell(made: list[Decision], as_json: bool) -> None:
    if as_json:
        output.say_json([decision_record(decision) for decision in made])
        return
    for decision in made:
        target = decision.undoes or decision.redoes
        done = "undone" if decision.undoes else "done again"
        output.say(f"{done}: {decision.label} (decision {target}), as decision {decision.number}")


def decision_record(decision: Decision) -> dict[str, object]:
    """A decision as a JSON object, with its changes."""
    return {
        "number": decision.number,
        "at": decision.at,
        "coder": decision.coder,
        "phase": decision.phase,
        "verb": decision.verb,
        "about": decision.label,
        "why": decision.why,
        "batch": decision.batch,
        "undoes": decision.undoes,
        "redoes": decision.redoes,
        "hash": decision.hash,
        "changes": [_change_record(change) for change in decision.changes],
    }


def _change_record(change: Change) -> dict[str, object]:
    return {
        "entity": change.entity,
        "key": change.key,
        "change": change.kind,
        "before": change.before,
        "after": change.after,
        "erased": change.erased,
    }
