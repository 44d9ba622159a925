"""Transcripts and speakers in the project file."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, func, select

from qualwork.model.errors import NotFound
from qualwork.model.transcript import (
    Reading,
    Role,
    Speaker,
    Transcript,
    TranscriptInfo,
    Turn,
    turns_from_json,
    turns_to_json,
)
from qualwork.project.rows.names import TakenNames, taken_by
from qualwork.project.store import content
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding
from qualwork.project.tables.coding import CodingRow
from qualwork.project.tables.data import RevisionRow, SpeakerRow, TranscriptAttributeRow, TranscriptRow
from qualwork.project.tables.derived import WordBlockRow


def add(
    deciding: Deciding, reading: Reading, participants: dict[str, int | None], titles: TakenNames | None = None
) -> tuple[int, int]:
    """Store a reading as a new transcript; returns its id and its first revision's.

    `participants` names the participant meant by each label. A title that is taken gets a number behind it; `titles`
    are those taken where many transcripts are added in one transaction.
    """
    session = deciding.session
    source = content.store(session, reading.source_bytes)
    title = free_title(session, reading.title, titles)
    made = deciding.execute(
        "INSERT INTO transcript (title, revision, source_name, source_sha256, format, encoding, checked) "
        "VALUES (?, 1, ?, ?, ?, ?, 0)",
        (title, reading.source_name, source, reading.format, reading.encoding),
    )
    transcript_id = made.lastrowid or 0
    if titles is not None:
        titles.add(title, transcript_id)
    turns_json = turns_to_json(reading.turns, reading.pages)
    revision_id = add_revision(session, transcript_id, 1, reading.text, turns_json, len(reading.turns))
    rows = [(transcript_id, s.label, s.role, participants.get(s.label)) for s in reading.speakers]
    if rows:
        straight(session).executemany(
            "INSERT INTO speaker (transcript_id, label, role, participant_id) VALUES (?, ?, ?, ?)", rows
        )
    return transcript_id, revision_id


def add_revision(session: Session, transcript_id: int, number: int, text: str, turns_json: str, turns: int) -> int:
    """Store one state of a transcript's text; returns the revision's id."""
    hashes = content.store(session, text.encode()), content.store(session, turns_json.encode())
    made = straight(session).execute(
        "INSERT INTO revision (transcript_id, number, text_sha256, turns_sha256, characters, turns) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (transcript_id, number, *hashes, len(text), turns),
    )
    return made.lastrowid or 0


def free_title(session: Session, title: str, titles: TakenNames | None = None) -> str:
    """The title itself, or with the first number behind it that makes it differ from all others."""

    def is_taken(wished: str) -> bool:
        if titles is not None:
            return titles.id_of(wished) is not None
        return taken_by(session, "transcript", {"title": wished}) is not None

    number, free = 1, title
    while is_taken(free):
        number += 1
        free = f"{title} ({number})"
    return free


def sources(session: Session) -> dict[str, str]:
    """Title of the transcript that was imported from some bytes, or edited by them, by the SHA-256 of the bytes."""
    query = (
        "SELECT revision.source_sha256, title FROM transcript JOIN revision ON revision.transcript_id = transcript.id"
        " WHERE revision.source_sha256 IS NOT NULL UNION ALL SELECT source_sha256, title FROM transcript"
    )
    return {str(sha256): str(title) for sha256, title in straight(session).execute(query)}


class Taken:
    """Titles, pseudonyms and sources that are in the project: read once in a transaction that adds many transcripts."""

    def __init__(self, session: Session) -> None:
        self.titles = TakenNames(session, "transcript")
        self.pseudonyms = TakenNames(session, "participant")
        self.sources = sources(session)


def infos(session: Session, only: int | None = None) -> list[TranscriptInfo]:
    """Every transcript without its text, in order of title; or `only` the one with that id."""
    transcript_ids = (
        select(TranscriptRow.id) if only is None else select(TranscriptRow.id).where(TranscriptRow.id == only)
    )
    revision_ids = select(RevisionRow.id).where(col(RevisionRow.transcript_id).in_(transcript_ids))
    speakers: dict[int, list[Speaker]] = {}
    labels = select(SpeakerRow).where(col(SpeakerRow.transcript_id).in_(transcript_ids))
    for row in session.exec(labels.order_by(col(SpeakerRow.id))):
        speakers.setdefault(row.transcript_id, []).append(_speaker(row))
    attributes: dict[int, dict[str, str]] = {}
    facts = select(TranscriptAttributeRow).where(col(TranscriptAttributeRow.transcript_id).in_(transcript_ids))
    for fact in session.exec(facts):
        attributes.setdefault(fact.transcript_id, {})[fact.name] = fact.value
    indexed = select(WordBlockRow.revision_id, WordBlockRow.words)
    words = dict(session.exec(indexed.where(col(WordBlockRow.revision_id).in_(revision_ids))).all())
    coded = select(CodingRow.revision_id, func.count()).where(col(CodingRow.revision_id).in_(revision_ids))
    codings = dict(session.exec(coded.group_by(col(CodingRow.revision_id))).all())
    found = []
    query = _current().order_by(col(TranscriptRow.title))
    for transcript, revision in session.exec(query if only is None else query.where(TranscriptRow.id == only)):
        found.append(
            TranscriptInfo(
                id=transcript.id or 0,
                title=transcript.title,
                revision=revision.id or 0,
                source_name=transcript.source_name,
                source_sha256=transcript.source_sha256,
                format=transcript.format,
                encoding=transcript.encoding,
                checked=transcript.checked,
                attributes=attributes.get(transcript.id or 0, {}),
                speakers=tuple(speakers.get(transcript.id or 0, ())),
                words=words.get(revision.id or 0, 0),
                turns=revision.turns,
                codings=codings.get(revision.id or 0, 0),
            )
        )
    return found


def load(session: Session, transcript_id: int) -> Transcript:
    """A transcript with the text and turns of its current revision."""
    found = infos(session, transcript_id)
    if not found:
        raise NotFound(f"there is no transcript {transcript_id}")
    revision = session.get_one(RevisionRow, found[0].revision)
    turns, pages = turns_from_json(content.fetch(session, revision.turns_sha256))
    return Transcript(found[0], content.fetch(session, revision.text_sha256).decode(), turns, pages)


def load_all(session: Session) -> list[Transcript]:
    """Every transcript with its text, in order of title."""
    found = []
    for info in infos(session):
        text, turns, pages = body(session, info.revision)
        found.append(Transcript(info, text, turns, pages))
    return found


def body(session: Session, revision_id: int) -> tuple[str, tuple[Turn, ...], tuple[int, ...]]:
    """Text, turns and page starts of one revision."""
    revision = session.get_one(RevisionRow, revision_id)
    turns, pages = turns_from_json(content.fetch(session, revision.turns_sha256))
    return content.fetch(session, revision.text_sha256).decode(), turns, pages


def current_revisions(session: Session) -> dict[int, int]:
    """Current revision of each transcript, by ids."""
    return {revision.id or 0: transcript.id or 0 for transcript, revision in session.exec(_current())}


def text_hashes(session: Session) -> list[tuple[str, str]]:
    """Title and SHA-256 of the current text of each transcript, in order of title."""
    query = _current().with_only_columns(col(TranscriptRow.title), col(RevisionRow.text_sha256))
    return [(title, sha256) for title, sha256 in session.exec(query.order_by(col(TranscriptRow.title)))]


def set_speaker(
    session: Session,
    transcript_id: int,
    label: str,
    role: Role | None,
    participant_id: int | None,
    unlink: bool = False,
) -> None:
    """Change a label's role, or the participant meant by it; with `unlink` nobody is meant any more."""
    query = select(SpeakerRow).where(SpeakerRow.transcript_id == transcript_id, SpeakerRow.label == label)
    row = session.exec(query).one()
    if role is not None:
        row.role = role
    if participant_id is not None or unlink:
        row.participant_id = participant_id
    session.flush()


def set_title(session: Session, transcript_id: int, title: str) -> None:
    """Rename a transcript."""
    session.get_one(TranscriptRow, transcript_id).title = title


def set_checked(session: Session, transcript_id: int, checked: bool) -> None:
    """Say whether the transcript was checked against the recording."""
    session.get_one(TranscriptRow, transcript_id).checked = checked


def set_attributes(session: Session, transcript_id: int, values: dict[str, str]) -> None:
    """Set facts about a transcript; an empty value removes one."""
    for name, value in values.items():
        row = session.get(TranscriptAttributeRow, (transcript_id, name))
        if row is None and value:
            session.add(TranscriptAttributeRow(transcript_id=transcript_id, name=name, value=value))
        elif row is not None and value:
            row.value = value
        elif row is not None:
            session.delete(row)


def _current() -> Any:
    return select(TranscriptRow, RevisionRow).where(
        col(RevisionRow.transcript_id) == col(TranscriptRow.id), col(RevisionRow.number) == col(TranscriptRow.revision)
    )


def _speaker(row: SpeakerRow) -> Speaker:
    return Speaker(row.id or 0, row.transcript_id, row.label, row.role, row.participant_id)  # type: ignore[arg-type]
