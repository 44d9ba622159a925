"""Transcripts shown and described; where a reader left off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qualwork.model.errors import BadInput, Refused
from qualwork.model.table import Table
from qualwork.model.transcript import Transcript, TranscriptInfo, turn_at
from qualwork.model.units import trim
from qualwork.model.verbs import Verb
from qualwork.project.rows import places, transcripts
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.log import auditing
from qualwork.workbench.privacy import erasure_rows

_TOO_LONG = 9
_LEAST_WORDS = 3
_OPENING = "\"'“‘„«([¿¡"


def infos(project: Project) -> list[TranscriptInfo]:
    """Every transcript without its text, in order of title."""
    with project.read() as session:
        return transcripts.infos(session)


def info(project: Project, transcript_id: int) -> TranscriptInfo | None:
    """One transcript without its text; None where it is gone."""
    with project.read() as session:
        return next(iter(transcripts.infos(session, transcript_id)), None)


def refuse_changed(project: Project, seen: TranscriptInfo) -> None:
    """Raise Refused where a transcript is no longer the one that was seen: places in it mean other words now."""
    now = info(project, seen.id)
    if now is None or now.revision != seen.revision:
        raise Refused(f"{seen.title}: somebody else has edited it meanwhile; look at the passage and try again")


def progress(project: Project) -> dict[int, float]:
    """How much of each transcript the coder has seen, from 0 to 1; those not begun are left out."""
    with project.read() as session:
        return places.progress(session, project.coder)


def load(project: Project, transcript: int) -> Transcript:
    """A transcript with text and turns, by its id."""
    info = naming.transcript_by_id(project, transcript)
    return Transcript(info, *body(project, info.revision))


def find_in(text: str, typed: str) -> list[tuple[int, int]]:
    """All places of some words in a text, half open: case, kinds of quotation marks and line breaks do not count."""
    from qualwork.analysis.words.find import find_exact

    return find_exact(text, typed) if typed.strip() else []


_PLACE = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})")


def go_to(transcript: Transcript, typed: str) -> int:
    """The offset that is meant by a turn's number (`120`) or a time of the recording (`12:03`, `1:02:03`)."""
    typed, turns = typed.strip(), transcript.turns
    if time := _PLACE.fullmatch(typed):
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        wanted = ((hours * 60 + minutes) * 60 + seconds) * 1000
        begun = [turn for turn in turns if turn.begins is not None]
        if not begun:
            raise BadInput(f"{transcript.info.title} has no times; give the number of a turn, 1 to {len(turns):,}")
        before = [turn for turn in begun if (turn.begins or 0) <= wanted]
        return (before[-1] if before else begun[0]).start
    if typed.isdecimal() and len(typed) < _TOO_LONG and 1 <= int(typed) <= len(turns):
        return turns[int(typed) - 1].start
    raise BadInput(f"{typed!r} is no turn; give a number from 1 to {len(turns):,}, or a time such as 12:03")


def uncoded(transcript: Transcript, coded: Iterable[tuple[int, int]], after: int = 0) -> Iterator[tuple[int, int]]:
    """The stretches of participants' speech from `after` on that no code covers, a turn at a time, in order.

    `coded` are half-open ranges. Crumbs of fewer than three words are left out.
    """
    roles, text, turns = transcript.roles(), transcript.text, transcript.turns
    ranges = sorted(coded)
    at, reached = 0, 0
    for turn in turns[turn_at(turns, after) :] if turns else ():
        if roles.get(turn.speaker or "") != "participant":
            continue
        for low, high in turn.speech():
            while at < len(ranges) and ranges[at][0] < high:
                start, end = ranges[at]
                yield from _stretch(text, max(low, reached), min(start, high))
                reached, at = max(reached, end), at + 1
            yield from _stretch(text, max(low, reached), high)


def _stretch(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and not text[start].isalnum() and text[start] not in _OPENING:
        start += 1
    if start < end:
        start, end = trim(text, start, end)
        if len(text[start:end].split()) >= _LEAST_WORDS:
            yield start, end


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


def rename(project: Project, transcript: int, title: str, why: str = "") -> None:
    """Give a transcript another title."""
    info, title = naming.transcript_by_id(project, transcript), checked_name(title)
    with project.decide(Verb.RENAME_TRANSCRIPT, f"{info.title} to {title}", why) as deciding:
        refuse_taken(deciding.session, "transcript", {"title": title}, info.id)
        transcripts.set_title(deciding.session, info.id, title)


def remove(project: Project, transcript: int, why: str = "") -> None:
    """Take a transcript out, with its codings, notes and speakers; undo brings all of it back, unlike erasure."""
    with project.decide(Verb.REMOVE_TRANSCRIPT, why=why) as deciding:
        deciding.label = naming.transcript_by_id(project, transcript).title
        erasure_rows.transcripts(deciding, {transcript: None})


def set_facts(
    project: Project, transcript: int, values: dict[str, str], checked: bool | None = None, why: str = ""
) -> None:
    """Set attributes of a transcript (an empty value removes one), or that it was checked against the recording."""
    if not values and checked is None:
        raise BadInput("say what to set: NAME=VALUE, --checked or --unchecked")
    values = {checked_name(name): value.strip() for name, value in values.items()}
    info = naming.transcript_by_id(project, transcript)
    with project.decide(Verb.DESCRIBE_TRANSCRIPT, info.title, why) as deciding:
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
    with project.hurried(), project.transaction() as session:
        places.put_reading(session, project.coder, transcript_id, position, furthest)


def remembered(project: Project, name: str) -> str | None:
    """A value the screen kept, such as the open tab."""
    with project.read() as session:
        return places.get(session, project.coder, name)


def remember(project: Project, name: str, value: str) -> None:
    """Keep a value of the screen for the next start."""
    if project.read_only:
        return
    with project.hurried(), project.transaction() as session:
        places.put(session, project.coder, name, value)
