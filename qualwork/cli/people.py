"""Commands for participants and speakers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork.cli import output
from qualwork.cli.context import JsonOption, OutOption, SafeOption, WhyOption, opened

participants = typer.Typer(help="Participants and their attributes.", invoke_without_command=True)
speakers = typer.Typer(help="Speaker labels, their roles and participants.", invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(participants, name="participants")
    app.add_typer(speakers, name="speakers")


@participants.callback()
def list_participants(
    context: typer.Context, as_json: JsonOption = False, out: OutOption = None, spreadsheet_safe: SafeOption = False
) -> None:
    """List participants with their attributes, transcripts and words."""
    if context.invoked_subcommand is not None:
        return
    from qualwork.workbench import people

    with opened(context) as project:
        output.show(project, people.table(project), as_json, out, spreadsheet_safe)


@participants.command("import")
def import_(context: typer.Context, file: Path, why: WhyOption = "", as_json: JsonOption = False) -> None:
    """Take attributes from a CSV, XLSX or ODS table; its rows are matched to speakers by name or pseudonym."""
    from qualwork.workbench import people

    with opened(context) as project:
        result = people.import_table(project, file, why)
    if as_json:
        output.say_json(
            {
                "matched": list(result.matched),
                "rows_without_speaker": list(result.rows_without_speaker),
                "speakers_without_row": list(result.speakers_without_row),
                "attributes": list(result.attributes),
            }
        )
        return
    output.say(f"{len(result.matched)} rows matched by {result.column}: {', '.join(result.matched) or 'none'}")
    output.say(f"attributes: {', '.join(result.attributes) or 'none'}")
    if result.rows_without_speaker:
        output.say(f"rows nobody speaks for: {', '.join(result.rows_without_speaker)}")
    if result.speakers_without_row:
        output.say(f"speakers without a row: {', '.join(result.speakers_without_row)}")


@speakers.callback()
def list_speakers(
    context: typer.Context, as_json: JsonOption = False, out: OutOption = None, spreadsheet_safe: SafeOption = False
) -> None:
    """List speaker labels by transcript, with role, participant and words."""
    if context.invoked_subcommand is not None:
        return
    from qualwork.workbench import people

    with opened(context) as project:
        output.show(project, people.speakers_table(project), as_json, out, spreadsheet_safe)


@speakers.command("set")
def set_(
    context: typer.Context,
    label: Annotated[str, typer.Argument(help="The label as found in the transcripts.")],
    role: Annotated[str | None, typer.Option(help="participant, interviewer or other.")] = None,
    participant: Annotated[str | None, typer.Option(help="Pseudonym of the participant meant.")] = None,
    transcript: Annotated[str | None, typer.Option("--in", help="Only in this transcript.")] = None,
    why: WhyOption = "",
) -> None:
    """Change the role or the participant of a speaker label."""
    from qualwork.workbench import people

    with opened(context) as project:
        count = people.set_speaker(project, label, role, participant, transcript, why)
        output.say(f"{label}: set in {count} transcript{'' if count == 1 else 's'}")
