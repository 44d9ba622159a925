"""Commands for real names: names that may be misspelt, replacing them, and what gives them away."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.context import WhyOption, confirm, opened
from qualwork.cli.options import JsonOption, TableOutput, option_sets
from qualwork.model.errors import BadInput, NotFound
from qualwork.model.plurals import counted

pseudonyms = typer.Typer(
    help="Real names, kept in a key file of your own (a table with the columns name and pseudonym).",
    no_args_is_help=True,
)
KeyArgument = Annotated[Path, typer.Argument(metavar="KEY", help="The key: .csv or .xlsx with name and pseudonym.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(pseudonyms, name="pseudonyms")


@pseudonyms.command()
@option_sets
def suggest(
    context: typer.Context,
    key: KeyArgument,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="Put this spelling into the key. May be repeated.")
    ] = None,
    dismiss: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="Say in the key that this is no name. May be repeated.")
    ] = None,
    *,
    result: TableOutput,
) -> None:
    """Words of the transcripts that may be a name of the key written otherwise, each to be confirmed."""

    with opened(context) as project:
        if not accept and not dismiss:
            result.show(project, workbench.pseudonyms.variants_table(project, key))
            return
        found = {one.written: one for one in workbench.pseudonyms.variants(project, key)}
    words = [*(accept or ()), *(dismiss or ())]
    unknown = next((word for word in words if word not in found), None)
    if unknown is not None:
        raise NotFound(f"{unknown!r} is not among the spellings found; `qualwork pseudonyms suggest {key}` lists them")
    if both := set(accept or ()) & set(dismiss or ()):
        raise BadInput(f"{min(both)!r} cannot be a name and none")
    entries = [*((word, found[word].pseudonym) for word in accept or ()), *((word, word) for word in dismiss or ())]
    workbench.pseudonyms.add_to_key(key, entries)
    output.say(f"{len(entries)} added to {key}")


@pseudonyms.command()
def apply(
    context: typer.Context,
    key: KeyArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how many names there are.")] = False,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Replace the names in all texts, notes and the log, for good; the original files go. Codings keep their places."""

    with opened(context) as project:
        found = workbench.pseudonymising.plan(project, key)
        lines = [f"  {one.transcript}: {one.names} names" for one in found]
        if dry_run:
            for line in lines or ["no name of the key was found in the transcripts"]:
                output.say(line)
            return
        question = "Replace all names of the key in this project and its backups, for good?"
        if not confirm(context, question, lines) or not confirm(context, "It cannot be undone. Really?"):
            raise typer.Exit(1)
        done = workbench.pseudonymising.apply(project, key, why)
        left = workbench.leaks.leaks_in_project(project, workbench.pseudonyms.read_key(key))
    if as_json:
        output.say_json({"decision": done.decision, "pieces": done.pieces})
    else:
        output.say(f"names replaced (decision {done.decision}): {counted(done.pieces, 'piece')} of the log rewritten")
    output.say_leaks(left, output.note)
    for path in done.other_files:
        output.note(f"not touched, look at it yourself: {path}")


@pseudonyms.command()
def check(
    context: typer.Context,
    key: KeyArgument,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Exported files; without them the project itself.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Does a name of the key stand in the project, or in exported files? Exit 1 where one does."""

    known = workbench.pseudonyms.read_key(key)
    if files:
        _refuse_missing(files)
        found = workbench.leaks.leaks_in_files(files, known)
    else:
        with opened(context) as project:
            found = workbench.leaks.leaks_in_project(project, known)
    if as_json:
        output.say_json([asdict(leak) for leak in found])
    else:
        output.say_leaks(found, output.say)
        if not found:
            output.say("no name of the key was found")
    raise typer.Exit(1 if found else 0)


def _refuse_missing(files: list[Path]) -> None:
    for path in files:
        if not path.is_file():
            raise BadInput(f"{path}: {'is a folder, not a file' if path.is_dir() else 'no such file'}")
