"""The command line: `qualwork [-p FILE] [--coder C] [--phase N] COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer

from qualwork import __version__
from qualwork.cli import interrupts, output
from qualwork.cli.commands import (
    answer_tables,
    auditing,
    backups,
    checking,
    coded,
    codes,
    codings,
    counting,
    exchanging,
    families,
    importing,
    keys,
    memos,
    people,
    projects,
    pseudonyms,
    quotes,
    reporting,
    safekeeping,
    tasks,
    themes,
)
from qualwork.cli.context import Settings
from qualwork.model.decision import PHASES
from qualwork.model.errors import QualworkError

_PROJECT = "The project file; else $QUALWORK_PROJECT, else the only *.qualwork file in the folder."
_CODER = "Who decides; else the file's only coder, else the login name."
_PHASE = f"Phase of the analysis, for the log: {', '.join(f'{number} {name}' for number, name in PHASES.items())}."
app = typer.Typer(
    name="qualwork",
    help="A workbench for thematic analysis: read, code, grow themes, count terms, show every decision.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_GROUPS = (
    projects,
    importing,
    answer_tables,
    keys,
    people,
    codes,
    codings,
    themes,
    memos,
    counting,
    families,
    quotes,
    reporting,
    exchanging,
    checking,
    auditing,
    coded,
    tasks,
    backups,
    safekeeping,
    pseudonyms,
)
for group in _GROUPS:
    group.register(app)

# Typer carries its own click, so the class is reached through what it exports.
_USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
_STOPPED = 130
_STOPPED_NOTE = "stopped; what was in hand was not done"
# Options of the program that people also write behind the command.
_HOISTED_VALUES = ("-p", "--project", "--coder", "--phase")
_HOISTED_FLAGS = ("--yes", "-y")


def _version(wanted: bool) -> None:
    if wanted:
        output.say(f"qualwork {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    project: Annotated[Path | None, typer.Option("-p", "--project", metavar="FILE", help=_PROJECT)] = None,
    coder: Annotated[str | None, typer.Option("--coder", metavar="NAME", help=_CODER)] = None,
    phase: Annotated[int | None, typer.Option("--phase", min=1, max=6, metavar="N", help=_PHASE)] = None,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Answer every question with yes.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options for every command; without a command the project of this folder is opened."""
    context.obj = Settings(project, coder, phase, yes)
    if context.invoked_subcommand is None:
        projects.open_or_explain(context)


def hoist(arguments: Sequence[str]) -> list[str]:
    """Program options found behind the command are put before it."""
    front: list[str] = []
    rest: list[str] = []
    at = 0
    while at < len(arguments):
        argument = arguments[at]
        if argument == "--":
            rest += arguments[at:]
            break
        if argument in _HOISTED_VALUES and at + 1 < len(arguments):
            front += arguments[at : at + 2]
            at += 1
        elif argument in _HOISTED_FLAGS or argument.startswith(tuple(f"{o}=" for o in _HOISTED_VALUES if o[1] == "-")):
            front.append(argument)
        else:
            rest.append(argument)
        at += 1
    return front + rest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with 0 done, 1 a check found something, 2 bad usage or input."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


@cache
def _program() -> Any:
    """The commands, put together once: a tenth of a second for each run in one process."""
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code. Bad input is one line on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="surrogateescape" if stream is sys.stderr else "replace")
    output.wrote_a_name(forget=True)
    try:
        _refuse_undecodable(arguments)
        with interrupts.heard():
            result = _program().main(hoist(arguments), prog_name="qualwork", standalone_mode=False)
        sys.stdout.flush()
        if result == _STOPPED:
            output.note(_STOPPED_NOTE)
        code = result if isinstance(result, int) else 0
        return code or int(output.wrote_a_name())
    except QualworkError as fault:
        output.fail(fault)
    except _USAGE_ERROR as fault:
        context: Any = getattr(fault, "ctx", None)
        where = context.command_path if context else "qualwork"
        explain = getattr(fault, "format_message", None)
        said = explain() if explain is not None else str(fault)
        output.note(f"{where}: {' '.join(said.split())} See: {where} --help")
    except (typer.Abort, KeyboardInterrupt):
        output.note(_STOPPED_NOTE)
        return _STOPPED
    except (BrokenPipeError, SystemExit):
        # Whoever reads has left; typer makes a SystemExit of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if os.environ.get("QUALWORK_TRACEBACK"):
            raise
        what = " ".join(str(fault).split())[:200]
        output.note(f"qualwork: a fault of the program ({type(fault).__name__}: {what}); nothing half done was kept.")
        output.note("  Please report it with what QUALWORK_TRACEBACK=1 shows for the same command")
    return 2


def _refuse_undecodable(arguments: Sequence[str]) -> None:
    for argument in arguments:
        if any("\ud800" <= sign <= "\udfff" for sign in argument) and not Path(argument).exists():
            raise QualworkError(f"argument {argument!r} is not valid text; write it in UTF-8")
        if "\x00" in argument:
            raise QualworkError(f"argument {argument!r} holds a null character")


if __name__ == "__main__":
    main()
