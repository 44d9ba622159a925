"""Transcripts shown and described; where a reader left off."""

from __future__ import annotations

from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.model.transcript import Transcript, TranscriptInfo
from qualwork.project import places, transcripts
from qualwork.project.decisions import Project
from qualwork.project.names import refuse_taken
from qualwork.workbench import auditing, naming
from qualwork.workbench.codebook import checked_name
from qualwork.workbench.evidence import body


def infos(project: Project) -> list[TranscriptInfo]:
    """Every transcript without its text, in order of title."""
    with project.read() as session:
        return transcripts.infos(session)


def info(project: Project, transcript_id: int) -> TranscriptInfo | None:
    """One transcript without its text; None where it is gone."""
    with project.read() as session:
        return next(iter(transcripts.infos(session, transcript_id)), None)


def progress(project: Project) -> dict[int, float]:
    """How much of each transcript the coder has seen, from 0 to 1; those not begun are left out."""
    with project.read() as session:
        return places.progress(session, project.coder)


def load(project: Project, transcript: str) -> Transcript:
    """A transcript with text and turns, by title or id."""
    info = naming.transcript(project, transcript)
    return Transcript(info, *body(project, info.revision))


def table(project: Project) -> Table:
    """One row a transcript."""
    rows = []
    for info in infos(project):
        people = ", ".join(f"{s.label} ({s.role})" for s in info.speakers)
        facts = "; ".join(f"{name}: {value}" for name, value in sorted(info.attributes.items()))
        row = (info.id, info.title, info.words, info.turns, info.codings, people, info.checked, facts, info.source_name)
        rows.append(row)
    columns = ("id", "title", "words", "turns", "codings", "speakers", "checked", "attributes", "file")
    return Table("transcripts", columns, tuple(rows), auditing.provenance(project))


def rename(project: Project, transcript: str, title: str, why: str = "") -> None:
    """Give a transcript another title."""
    info, title = naming.transcript(project, transcript), checked_name(title)
    with project.decide("rename transcript", f"{info.title} to {title}", why, phase=1) as deciding:
        refuse_taken(deciding.session, "transcript", {"title": title}, info.id)
        transcripts.set_title(deciding.session, info.id, title)


def set_facts(
    project: Project, transcript: str, values: dict[str, str], checked: bool | None = None, why: str = ""
) -> None:
    """Set attributes of a transcript (an empty value removes one), or that it was checked against the recording."""
    if not values and checked is None:
        raise BadInput("say what to set: NAME=VALUE, --checked or --unchecked")
    values = {checked_name(name): value.strip() for name, value in values.items()}
    info = naming.transcript(project, transcript)
    with project.decide("describe transcript", info.title, why, phase=1) as deciding:
        transcripts.set_attributes(deciding.session, info.id, values)
        if checked is not None:
            transcripts.set_checked(deciding.session, info.id, checked)


def place(project: Project, transcript_id: int) -> tuple[int, int]:
    """Offset at which the coder left a transcript, and the furthest one seen."""
    with project.read() as session:
        return places.reading(session, project.coder, transcript_id)


def remember_place(project: Project, transcript_id: int, position: int, furthest: int) -> None:
    """Keep where the coder is in a transcript; not a decision, and nothing where the file is read-only."""
    if project.read_only:
        return
    with project.transaction() as session:
        places.put_reading(session, project.coder, transcript_id, position, furthest)


def remembered(project: Project, name: str) -> str | None:
    """A value the screen kept, such as the open tab."""
    with project.read() as session:
        return places.get(session, project.coder, name)


def remember(project: Project, name: str, value: str) -> None:
    """Keep a value of the screen for the next start."""
    if project.read_only:
        return
    with project.transaction() as session:
        places.put(session, project.coder, name, value)
