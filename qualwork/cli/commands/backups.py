"""Commands that keep a project safe as a file: backup, restore, check-file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.context import confirm, opened, settings
from qualwork.cli.options import JsonOption

_MOST_LINES = 20
_CHECK_FOUND = 1


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command()(backup)
    app.command()(restore)
    app.command("check-file")(check_file)


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="File or folder to copy to; else the folder of backups.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the project as it stands, also while it is open elsewhere."""

    with opened(context) as project:
        made = workbench.safekeeping.back_up(project, file)
    if as_json:
        output.say_json({"backup": str(made)})
    else:
        output.say(f"backed up to {made}")
    for warning in workbench.storage_checks.warnings(made):
        output.note(warning)


def restore(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The backup; without it they are listed.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Put a backup in the project's place; what stood there is kept among the backups."""

    path = workbench.projects.find(settings(context).project)
    if file is None:
        table = workbench.safekeeping.listing(path)
        if as_json:
            output.say_json(list(table.records()))
        else:
            output.say_table(table)
        return
    workbench.safekeeping.refuse_unsound(file)
    if path.exists() and not confirm(context, f"put {file} in the place of {path}?"):
        return
    kept = workbench.safekeeping.restore(path, file)
    if as_json:
        output.say_json({"project": str(path), "restored": str(file), "kept": None if kept is None else str(kept)})
        return
    output.say(f"{path} is now what {file} was")
    if kept is not None:
        output.note(f"what stood there before is kept as {kept}")


def check_file(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A project or a backup; else the project.")
    ] = None,
    rescue: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write what can be read of a damaged file into a new project.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Is the file whole, private and well placed? `audit verify` checks what stands in it."""

    path = file or workbench.projects.find(settings(context).project)
    if rescue is not None:
        _rescue(path, rescue, as_json)
        return
    found = workbench.safekeeping.check_file(path)
    if as_json:
        output.say_json({"ok": found.ok, "faults": found.faults, "warnings": found.warnings, "backups": found.backups})
    else:
        output.say(f"{path}: {'sound' if found.ok else 'damaged'}; {found.backups} backups")
        for line in found.faults:
            output.say(f"  {line}")
        for line in found.warnings:
            output.note(line)
        if not found.ok:
            output.note(
                "`qualwork restore` lists the backups; `qualwork check-file --rescue OUT` saves what can be read"
            )
    if not found.ok:
        raise typer.Exit(_CHECK_FOUND)


def _rescue(path: Path, out: Path, as_json: bool) -> None:

    done = workbench.safekeeping.save_what_can_be_read(path, out)
    if as_json:
        output.say_json({"project": str(done.path), "whole": done.whole, "missing": done.lines})
    else:
        output.say(f"wrote {done.path}: {'all of it could be read' if done.whole else 'not all could be read'}")
        for line in done.lines[:_MOST_LINES]:
            output.say(f"  {line}")
        if len(done.lines) > _MOST_LINES:
            output.note(f"and {len(done.lines) - _MOST_LINES} more; --json lists all")
    if not done.whole:
        raise typer.Exit(_CHECK_FOUND)
