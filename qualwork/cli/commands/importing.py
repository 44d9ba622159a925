"""Commands that bring interviews in and show them: import, transcripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import TranscriptArgument, WhyOption, opened
from qualwork.cli.options import JsonOption, TableOutput, option_sets
from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted

if TYPE_CHECKING:
    from qualwork.workbench.transcripts.imported import ImportedFile, ImportedSpeaker, ImportOptions
    from qualwork.workbench.transcripts.revising import Revised

# A note that more files have is said once.
_OFTEN = 3
_NOTES_SHOWN = 8
transcripts = typer.Typer(help="The transcripts: list, show or describe them.", invoke_without_command=True)


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """How files are read, and what becomes of them."""

    interviewer: Annotated[
        list[str] | None, typer.Option(metavar="LABEL", help="A label that is the interviewer. May be repeated.")
    ] = None
    participant: Annotated[
        list[str] | None, typer.Option(metavar="LABEL=NAME", help="Who is meant by a label. May be repeated.")
    ] = None
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Encoding of text files where the guess is wrong, as in cp1252.")
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be imported.")] = False
    revise: Annotated[
        bool, typer.Option("--revise", help="A changed version of a transcript becomes its next revision.")
    ] = False
    key: Annotated[
        Path | None,
        typer.Option(metavar="KEY", help="Replace real names by the pseudonyms of this table (name,pseudonym)."),
    ] = None
    said: Annotated[
        list[str] | None,
        typer.Option(metavar="BRACKET", help="A bracket that was taken for a note and is words said. May be repeated."),
    ] = None
    note: Annotated[
        list[str] | None,
        typer.Option(metavar="BRACKET", help="A bracket or line that is a note and no words. May be repeated."),
    ] = None

    def options(self) -> ImportOptions:
        """The same as the workbench takes it."""
        return workbench.imported.ImportOptions(
            tuple(self.interviewer or ()),
            pairs(self.participant or []),
            self.encoding,
            self.revise,
            None if self.key is None else workbench.pseudonyms.read_key(self.key),
            tuple(self.said or ()),
            tuple(self.note or ()),
        )


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    app.add_typer(transcripts, name="transcripts")


@option_sets
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders. May be repeated.")],
    *,
    choices: ImportChoices,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write what came in, who speaks, and each line left out, as a table."),
    ] = None,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import interviews: txt, md, docx, odt, rtf, pdf, html, vtt, srt, sbv, Whisper json; folders are taken whole.

    Also projects of other programs: REFI-QDA (.qdpx, .qde, .qdc), QualCoder (.qda), Taguette (.sqlite3), RQDA (.rqda),
    requal (.requal). Tables of turns or answers (.csv, .xlsx, .ods), whose columns `import-table` asks about.
    """

    options = choices.options()
    with opened(context) as project, output.Progress() as progress:
        results = workbench.importing.import_paths(project, paths, options, choices.dry_run, why, progress)
        if report is not None:
            found = workbench.import_report.table(results)
            output.wrote(
                project, workbench.reporting.save_table(project, found, report), counted(len(found.rows), "row")
            )
    if as_json:
        output.say_json({"files": [import_record(result) for result in results]})
    else:
        tell_imported(results, choices.dry_run)
    refused = sum(result.status == "refused" for result in results)
    raise typer.Exit(0 if not refused else 2 if refused == len(results) else 1)


def pairs(given: list[str]) -> dict[str, str]:
    """`LABEL=NAME` as typed."""
    found = {}
    for pair in given:
        label, separator, name = pair.partition("=")
        if not separator or not label.strip() or not name.strip():
            raise BadInput(f"--participant {pair!r}: write LABEL=NAME, as in --participant User=Maren")
        found[label.strip()] = name.strip()
    return found


def import_record(result: ImportedFile) -> dict[str, Any]:
    """What became of a file, as a JSON object."""
    return {
        "path": str(result.path),
        "status": result.status,
        "transcript": result.transcript,
        "words": result.words,
        "turns": result.turns,
        "speakers": [_speaker_record(speaker) for speaker in result.speakers],
        "warnings": list(result.warnings),
        **({"notes": dict(result.notes)} if result.notes else {}),
        **({"left_out": [asdict(line) for line in result.left_out]} if result.left_out else {}),
        **({"taken": dict(result.taken)} if result.taken else {}),
    }


def _speaker_record(speaker: ImportedSpeaker) -> dict[str, Any]:
    return {
        "label": speaker.label,
        "role": speaker.role,
        "participant": speaker.participant,
        "turns": speaker.turns,
        "words": speaker.words,
        "questions": speaker.questions,
        "reason": speaker.reason,
        "doubt": speaker.doubt,
        "first_line": speaker.first_line,
    }


def tell_imported(results: list[ImportedFile], dry_run: bool) -> None:
    """Say what became of each file."""
    imported = [result for result in results if result.status == "imported"]
    notes = Counter(warning for result in imported for warning in result.warnings)
    often = [warning for warning, number in notes.items() if number > _OFTEN]
    for result in results:
        if result.status == "refused":
            where = "" if str(result.path) in result.warnings[0] else f"{result.path}: "
            output.note(" ".join(f"refused: {where}{result.warnings[0]}".split()))
            for warning in result.warnings[1:]:
                output.note(f"  {warning}")
        elif result.status in ("skipped", "revised"):
            output.say(f"{result.path.name}: {result.status}: {'; '.join(result.warnings)}")
        else:
            _tell_imported(result, dry_run, often)
    for warning in often:
        output.say(f"note on {notes[warning]:,} files: {warning}")
    counts = {status: sum(r.status == status for r in results) for status in ("imported", "skipped", "refused")}
    done = "would be imported" if dry_run else "imported"
    revised = sum(result.status == "revised" for result in results)
    said = f"{counts['imported']} {done}, " + (f"{revised} revised, " if revised else "")
    output.say(f"{said}{counts['skipped']} skipped, {counts['refused']} refused")
    if dry_run:
        output.say("nothing was changed; run again without --dry-run")
        if any(result.notes for result in results):
            output.say("a bracket is words said, or words are a note? --said BRACKET, --note BRACKET")
        output.say("a role is wrong? --interviewer LABEL   somebody has another name? --participant LABEL=NAME")
    elif counts["imported"]:
        output.note("a role is wrong? qualwork speakers set LABEL --role interviewer   all out again? qualwork undo")


def _tell_imported(result: ImportedFile, with_lines: bool, often: Sequence[str]) -> None:
    size = f"{counted(result.words, 'word')}, {counted(result.turns, 'turn')}"
    if result.taken:
        taken = ", ".join(counted(count, what.removesuffix("s")) for what, count in result.taken.items())
        output.say(f"{result.path.name}: {taken}" + (f"; {size}" if result.words else ""))
    else:
        output.say(f"{result.path.name}: {size} as {result.transcript!r}")
    for speaker in result.speakers:
        who = f" = {speaker.participant}" if speaker.participant and speaker.participant != speaker.label else ""
        size = f"{counted(speaker.words, 'word')} in {counted(speaker.turns, 'turn')}"
        asks = f", {speaker.questions:,} asking" if speaker.questions else ""
        output.say(f"    {speaker.role:<12} {speaker.label}{who}: {size}{asks} ({speaker.reason})")
        if with_lines and speaker.first_line:
            output.say(f"                 “{speaker.first_line[:90]}”")
    if result.notes:
        output.say(f"    no words:    {_notes(result, None if with_lines else _NOTES_SHOWN)}")
    for warning in result.warnings:
        if warning not in often:
            output.say(f"    note: {warning}")


def _notes(result: ImportedFile, most: int | None) -> str:
    """What was taken for notes, the most frequent first."""
    named = [f"{note} {count:,}" for note, count in result.notes.items()]
    rest = f", and {len(named) - most:,} more" if most is not None and len(named) > most else ""
    return ", ".join(named[:most]) + rest


@transcripts.callback()
@option_sets
def list_transcripts(context: typer.Context, *, result: TableOutput) -> None:
    """List transcripts: words, turns, codings, speakers."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.reading.table(project))


@transcripts.command()
def show(
    context: typer.Context,
    transcript: TranscriptArgument,
    revision: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="As it was in that revision; else as it is now.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show one transcript turn by turn, each with its number and where it starts."""

    with opened(context) as project:
        meant = resolve.transcript(project, transcript).id
        found = workbench.reading.load(project, meant)
        if revision is not None:
            text, turns_then = workbench.revising.text_of(project, meant, revision)
            found = replace(found, text=text, turns=turns_then)
        roles = found.roles()
        if not as_json:
            for number, turn in enumerate(found.turns, start=1):
                output.say(f"{number:>4} {turn.start:>7}  {found.text[turn.start : turn.end].rstrip()}")
            return
        turns = [
            {
                "start": turn.start,
                "end": turn.end,
                "speech_start": turn.speech_start,
                "speaker": turn.speaker,
                "role": roles.get(turn.speaker) if turn.speaker is not None else None,
                "asides": [list(aside) for aside in turn.asides],
                "begins": turn.begins,
                "ends": turn.ends,
            }
            for turn in found.turns
        ]
        output.say_json({"title": found.info.title, "text": found.text, "turns": turns})


@transcripts.command()
def edit(
    context: typer.Context,
    transcript: TranscriptArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The corrected transcript, of any kind that is imported.")
    ],
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Encoding of a text file.")] = None,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put a corrected file in the place of a transcript's text; codings, memos and judged hits go along."""

    with opened(context) as project, output.Progress() as progress:
        meant = resolve.transcript(project, transcript).id
        made = workbench.revising.edit_file(project, meant, file, encoding, why, progress)
    if as_json:
        output.say_json(revision_record(made))
        return
    tell_revised(made)


def revision_record(made: Revised) -> dict[str, Any]:
    """What became of an edit, as a JSON object."""
    return {
        "transcript": made.transcript,
        "revision": made.number,
        "carried": made.carried,
        "found_again": made.found_again,
        "needs_review": list(made.flagged),
        "new_speakers": list(made.new_labels),
        "warnings": list(made.warnings),
    }


def tell_revised(made: Revised) -> None:
    """Say what became of an edit."""
    anchors = f"{made.carried:,} carried along, {made.found_again:,} found again, {len(made.flagged):,} to review"
    output.say(f"{made.transcript} is at revision {made.number}: {anchors}")
    for label in made.new_labels:
        output.say(f"    new speaker: {label}")
    for warning in made.warnings:
        output.say(f"    note: {warning}")
    if made.flagged:
        output.note("codings whose passage was edited away are kept: qualwork codings review")


@transcripts.command()
@option_sets
def revisions(
    context: typer.Context,
    transcript: TranscriptArgument,
    *,
    result: TableOutput,
) -> None:
    """List the revisions of a transcript; `transcripts show T --revision N` shows one."""

    with opened(context) as project:
        result.show(
            project,
            workbench.revising.table(project, resolve.transcript(project, transcript).id),
        )


@transcripts.command()
def rename(
    context: typer.Context,
    transcript: TranscriptArgument,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What it is to be called.")],
    why: WhyOption = "",
) -> None:
    """Give a transcript another title."""

    with opened(context) as project:
        workbench.reading.rename(project, resolve.transcript(project, transcript).id, title, why)
        output.say(f"transcript {transcript} is {title} now")


@transcripts.command()
def remove(context: typer.Context, transcript: TranscriptArgument, why: WhyOption = "") -> None:
    """Take a transcript out, with its codings and notes; `undo` brings it back, which `erase` never does."""

    with opened(context) as project:
        meant = resolve.transcript(project, transcript)
        workbench.reading.remove(project, meant.id, why)
        output.say(f"removed {meant.title}: {counted(meant.words, 'word')}, {counted(meant.codings, 'coding')}")
        output.note("qualwork undo brings it back; qualwork erase removes a transcript for good")


@transcripts.command("set")
def set_(
    context: typer.Context,
    transcript: TranscriptArgument,
    facts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME=VALUE", help="As in date=2026-05-01; an empty value removes one. May be repeated."
        ),
    ] = None,
    checked: Annotated[
        bool | None, typer.Option("--checked/--unchecked", help="Whether it was checked against the recording.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Set attributes of a transcript, or that it was checked against the recording."""

    wrong = next((fact for fact in facts or [] if "=" not in fact), None)
    if wrong is not None:
        raise BadInput(f"attribute {wrong!r}: write NAME=VALUE, as in date=2026-05-01")
    values = {name: value for name, _, value in (fact.partition("=") for fact in facts or [])}
    with opened(context) as project:
        workbench.reading.set_facts(project, resolve.transcript(project, transcript).id, values, checked, why)
        parts = [*(facts or []), *([] if checked is None else ["checked" if checked else "not checked"])]
        output.say(f"transcript {transcript}: {', '.join(parts)}")
