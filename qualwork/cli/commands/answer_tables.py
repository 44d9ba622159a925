"""The command that brings in a table of turns or of answers, and asks what its columns hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualwork import workbench
from qualwork.cli import output
from qualwork.cli.commands.importing import import_record, pairs, tell_imported
from qualwork.cli.context import WhyOption, opened, settings
from qualwork.cli.options import JsonOption
from qualwork.model.errors import BadInput, NeedsAnswer

if TYPE_CHECKING:
    from qualwork.workbench.transcripts.answer_tables import Columns


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("import-table")(import_table)


def import_table(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table: .csv, .tsv, .xlsx or .ods.")],
    speaker: Annotated[str | None, typer.Option(metavar="COLUMN", help="Who speaks.")] = None,
    words: Annotated[str | None, typer.Option(metavar="COLUMN", help="What was said, a turn a row.")] = None,
    time: Annotated[str | None, typer.Option(metavar="COLUMN", help="When it was said.")] = None,
    person: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The participant that a row is of, or the respondent.")
    ] = None,
    transcript: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="Which interview a row is of; else the file is one.")
    ] = None,
    codes: Annotated[str | None, typer.Option(metavar="COLUMN", help="Codes on the row, parted by semicolons.")] = None,
    attribute: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="An attribute of the participant. May be repeated.")
    ] = None,
    question: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="An open question, answered in words. May be repeated.")
    ] = None,
    per: Annotated[
        str, typer.Option(metavar="WHAT", help="With questions, a transcript for each respondent or question.")
    ] = "respondent",
    sheet: Annotated[
        str | None, typer.Option(metavar="NAME", help="The sheet of a spreadsheet, else the first.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of a text file.")] = None,
    interviewer: Annotated[
        list[str] | None, typer.Option(metavar="LABEL", help="A label that is the interviewer. May be repeated.")
    ] = None,
    participant: Annotated[
        list[str] | None, typer.Option(metavar="LABEL=NAME", help="Who is meant by a label. May be repeated.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be imported.")] = False,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import a table: a row a turn, or a row a respondent; asks what the columns hold where no option says so."""

    if per not in ("respondent", "question"):
        raise BadInput(f"--per {per!r} is not known; choose respondent or question")
    single = {
        "speaker": speaker,
        "words": words,
        "time": time,
        "participant": person,
        "transcript": transcript,
        "codes": codes,
    }
    chosen = [(header, name) for name, header in single.items() if header is not None]
    chosen += [(header, "attribute") for header in attribute or ()]
    chosen += [(header, "question") for header in question or ()]
    with opened(context) as project, output.Progress() as progress:
        columns = _columns(context, file, chosen, per, sheet, encoding, dry_run)
        options = workbench.imported.ImportOptions(
            tuple(interviewer or ()), pairs(participant or []), encoding, columns=columns
        )
        results = workbench.importing.import_paths(project, [file], options, dry_run, why, progress)
    if as_json:
        output.say_json({"files": [import_record(result) for result in results]})
    else:
        tell_imported(results, dry_run)
    raise typer.Exit(2 if any(result.status == "refused" for result in results) else 0)


def _columns(
    context: typer.Context,
    file: Path,
    chosen: list[tuple[str, str]],
    per: str,
    sheet: str | None,
    encoding: str | None,
    dry_run: bool,
) -> Columns:
    """What the columns hold: as the options say, or as guessed, shown and confirmed or corrected one by one."""
    table, guess = workbench.answer_tables.look(file, sheet, encoding)
    if not chosen:
        rows = workbench.answer_tables.roles(table, guess)
        chosen = [(header, name) for header, name, _ in rows]
        lines = [f"  {name:<12} {header}: {first}" for header, name, first in rows]
        if not settings(context).yes and not dry_run:
            if not sys.stdin.isatty():
                raise NeedsAnswer("Do the columns hold this? Nobody can answer here: add --yes or name them", lines)
            for line in lines:
                output.note(line)
            if not typer.confirm("Do the columns hold this?", err=True):
                chosen = [(header, _asked(header, name)) for header, name, _ in rows]
        else:
            for line in lines:
                output.note(line)
    layout = workbench.answer_tables.layout_of(table, chosen, "question" if per == "question" else "respondent")
    return workbench.answer_tables.Columns(layout, sheet)


def _asked(header: str, guess: str) -> str:
    known = (*workbench.answer_tables.SINGLE, *workbench.answer_tables.MANY, workbench.answer_tables.LEAVE)
    while True:
        answer = str(typer.prompt(f"{header} is ({', '.join(known)})", default=guess, err=True)).strip()
        if answer in known:
            return answer
