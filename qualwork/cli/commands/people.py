"""Commands for participants and speakers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qualwork import workbench
from qualwork.cli import output, resolve
from qualwork.cli.context import WhyOption, opened
from qualwork.cli.options import JsonOption, TableOutput, option_sets
from qualwork.model.plurals import counted

participants = typer.Typer(
    help="Participants and their attributes: list, import or rename them.", invoke_without_command=True
)
speakers = typer.Typer(
    help="Speaker labels: list them, or set their roles and participants.", invoke_without_command=True
)


def register(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.add_typer(participants, name="participants")
    app.add_typer(speakers, name="speakers")


@participants.callback()
@option_sets
def list_participants(context: typer.Context, *, result: TableOutput) -> None:
    """List participants with their attributes, transcripts and words."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.people.table(project))


@participants.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, XLSX or ODS with one row a person.")],
    why: WhyOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take attributes from a table; its rows are matched to speakers by pseudonym, label or title."""

    with opened(context) as project:
        result = workbench.people.import_table(project, file, why)
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
    number, column = counted(len(result.matched), "row"), result.column or "the column without a header"
    output.say(f"{number} matched by {column}: {', '.join(result.matched) or 'none'}")
    output.say(f"attributes: {', '.join(result.attributes) or 'none'}")
    if result.rows_without_speaker:
        output.say(f"rows nobody speaks for: {', '.join(result.rows_without_speaker)}")
    if result.speakers_without_row:
        output.say(f"speakers without a row: {', '.join(result.speakers_without_row)}")


@participants.command()
def rename(
    context: typer.Context,
    participant: Annotated[str, typer.Argument(metavar="PARTICIPANT", help="Pseudonym or id.")],
    pseudonym: Annotated[str, typer.Argument(metavar="PSEUDONYM", help="What to call them.")],
    why: WhyOption = "",
) -> None:
    """Give a participant another pseudonym; what transcripts say and call them stays as it is."""

    with opened(context) as project:
        workbench.people.rename_participant(project, resolve.participant(project, participant).id, pseudonym, why)
        output.say(f"participant {participant} is {pseudonym} now")


@speakers.callback()
@option_sets
def list_speakers(context: typer.Context, *, result: TableOutput) -> None:
    """List speaker labels by transcript, with role, participant and words."""
    if context.invoked_subcommand is not None:
        return

    with opened(context) as project:
        result.show(project, workbench.people.speakers_table(project))


@speakers.command("set")
def set_(
    context: typer.Context,
    label: Annotated[str, typer.Argument(metavar="LABEL", help="The label as found in the transcripts.")],
    role: Annotated[str | None, typer.Option(metavar="ROLE", help="participant, interviewer or other.")] = None,
    participant: Annotated[
        str | None, typer.Option(metavar="NAME", help="Pseudonym of the participant meant; a new one is made.")
    ] = None,
    transcript: Annotated[
        str | None, typer.Option("--in", metavar="TRANSCRIPT", help="Only in this transcript; else in all.")
    ] = None,
    why: WhyOption = "",
) -> None:
    """Change the role or the participant of a speaker label."""

    with opened(context) as project:
        only = resolve.transcript(project, transcript).id if transcript else None
        count = workbench.people.set_speaker(project, label, role, participant, only, why)
        parts = [part for part in (role, f"is {participant}" if participant else "") if part]
        output.say(f"{label}: {', '.join(parts)} in {counted(count, 'transcript')}")
