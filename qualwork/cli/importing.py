"""Commands that bring interviews in and show them: import, transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualwork.cli import output
from qualwork.cli.context import JsonOption, OutOption, SafeOption, WhyOption, opened
from qualwork.model.errors import BadInput

if TYPE_CHECKING:
    from qualwork.workbench.importing import ImportedFile, ImportedSpeaker

transcripts = typer.Typer(help="The transcripts of the project.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("import")(import_)
    app.add_typer(transcripts, name="transcripts")


def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.")],
    interviewer: Annotated[list[str] | None, typer.Option(help="A label that is the interviewer.")] = None,
    participant: Annotated[list[str] | None, typer.Option(help="LABEL=NAME: who is meant by a label.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of text files, where the guess is wrong.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be imported.")] = False,
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Import interviews: txt, md, docx, odt, rtf, pdf, html, vtt, srt, Whisper json; folders are taken whole."""
    from qualwork.workbench import importing

    options = importing.ImportOptions(tuple(interviewer or ()), _pairs(participant or []), encoding)
    with opened(context) as project, output.Progress() as told:
        results = importing.import_paths(project, paths, options, dry_run, why, told)
    if as_json:
        output.say_json({"files": [_record(result) for result in results]})
    else:
        _tell(results, dry_run)
    refused = sum(result.status == "refused" for result in results)
    raise typer.Exit(0 if not refused else 2 if refused == len(results) else 1)


def _pairs(given: list[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        label, separator, name = pair.partition("=")
        if not separator or not label.strip() or not name.strip():
            raise BadInput(f"--participant {pair!r}: write LABEL=NAME, as in --participant User=Maren")
        found[label.strip()] = name.strip()
    return found


def _record(result: ImportedFile) -> dict[str, Any]:
    return {
        "path": str(result.path),
        "status": result.status,
        "transcript": result.transcript,
        "words": result.words,
        "turns": result.turns,
        "speakers": [_speaker_record(speaker) for speaker in result.speakers],
        "warnings": list(result.warnings),
    }


def _speaker_record(speaker: ImportedSpeaker) -> dict[str, Any]:
    return {
        "label": speaker.label,
        "role": speaker.role,
        "participant": speaker.participant,
        "turns": speaker.turns,
        "words": speaker.words,
        "reason": speaker.reason,
        "first_line": speaker.first_line,
    }


def _tell(results: list[ImportedFile], dry_run: bool) -> None:
    for result in results:
        if result.status == "refused":
            output.note(f"{result.path}: refused: {result.warnings[0]}")
            for warning in result.warnings[1:]:
                output.note(f"  {warning}")
            continue
        if result.status == "skipped":
            output.say(f"{result.path.name}: skipped: {'; '.join(result.warnings)}")
            continue
        output.say(f"{result.path.name}: {result.words:,} words, {result.turns} turns as {result.transcript!r}")
        for speaker in result.speakers:
            who = f" = {speaker.participant}" if speaker.participant and speaker.participant != speaker.label else ""
            line = f"    {speaker.role:<12} {speaker.label}{who}: {speaker.words:,} words in {speaker.turns} turns"
            output.say(f"{line} ({speaker.reason})")
            if dry_run and speaker.first_line:
                output.say(f"                 “{speaker.first_line[:90]}”")
        for warning in result.warnings:
            output.say(f"    note: {warning}")
    counts = {status: sum(r.status == status for r in results) for status in ("imported", "skipped", "refused")}
    done = "would be imported" if dry_run else "imported"
    output.say(f"{counts['imported']} {done}, {counts['skipped']} skipped, {counts['refused']} refused")
    if dry_run:
        output.say("nothing was changed; run again without --dry-run")
        output.say("a role is wrong? --interviewer LABEL   somebody has another name? --participant LABEL=NAME")
    elif counts["imported"]:
        output.note("a role is wrong? qualwork speakers set LABEL --role interviewer   all out again? qualwork undo")


@transcripts.callback()
def list_transcripts(
    context: typer.Context, as_json: JsonOption = False, out: OutOption = None, spreadsheet_safe: SafeOption = False
) -> None:
    """List transcripts: words, turns, codings, speakers."""
    if context.invoked_subcommand is not None:
        return
    from qualwork.workbench import reading

    with opened(context) as project:
        output.show(project, reading.table(project), as_json, out, spreadsheet_safe)


@transcripts.command()
def show(
    context: typer.Context, transcript: Annotated[str, typer.Argument(help="Title or id.")], as_json: JsonOption = False
) -> None:
    """Show one transcript with its turns."""
    from qualwork.workbench import reading

    with opened(context) as project:
        found = reading.load(project, transcript)
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
def rename(context: typer.Context, transcript: str, title: str, why: WhyOption = "") -> None:
    """Give a transcript another title."""
    from qualwork.workbench import reading

    with opened(context) as project:
        reading.rename(project, transcript, title, why)
        output.say(f"{transcript} is {title} now")


@transcripts.command("set")
def set_(
    context: typer.Context,
    transcript: str,
    facts: Annotated[list[str] | None, typer.Argument(help="NAME=VALUE, such as date=2026-05-01.")] = None,
    checked: Annotated[bool | None, typer.Option("--checked/--unchecked", help="Against the recording.")] = None,
    why: WhyOption = "",
) -> None:
    """Set attributes of a transcript, or that it was checked against the recording."""
    from qualwork.workbench import reading

    wrong = next((fact for fact in facts or [] if "=" not in fact), None)
    if wrong is not None:
        raise BadInput(f"attribute {wrong!r}: write NAME=VALUE, as in date=2026-05-01")
    values = {name: value for name, _, value in (fact.partition("=") for fact in facts or [])}
    with opened(context) as project:
        reading.set_facts(project, transcript, values, checked, why)
        output.say(f"{transcript}: set")
