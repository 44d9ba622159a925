"""Where a coder left off: places of the screen and reading positions. Not logged; nothing rests on them."""

from __future__ import annotations

from sqlmodel import Session, col, select

from qualwork.project.tables.data import RevisionRow, TranscriptRow
from qualwork.project.tables.derived import PlaceRow, ReadingPlaceRow


def get(session: Session, coder: str, name: str) -> str | None:
    """A remembered value of the screen."""
    row = session.get(PlaceRow, (coder, name))
    return None if row is None else row.value


def put(session: Session, coder: str, name: str, value: str) -> None:
    """Remember a value of the screen."""
    session.merge(PlaceRow(coder=coder, name=name, value=value))


def reading(session: Session, coder: str, transcript_id: int) -> tuple[int, int]:
    """Offset at which a coder left a transcript, and the furthest one seen."""
    row = session.get(ReadingPlaceRow, (transcript_id, coder))
    return (0, 0) if row is None else (row.position, row.furthest)


def put_reading(session: Session, coder: str, transcript_id: int, position: int, furthest: int) -> None:
    """Remember where a coder is in a transcript; nothing where it was taken out meanwhile."""
    if session.get(TranscriptRow, transcript_id) is None:
        return
    session.merge(ReadingPlaceRow(transcript_id=transcript_id, coder=coder, position=position, furthest=furthest))


def progress(session: Session, coder: str) -> dict[int, float]:
    """How much of each transcript a coder has seen, from 0 to 1; those not begun are left out."""
    query = (
        select(ReadingPlaceRow.transcript_id, ReadingPlaceRow.furthest, RevisionRow.characters)
        .join(TranscriptRow, col(TranscriptRow.id) == col(ReadingPlaceRow.transcript_id))
        .join(RevisionRow, col(RevisionRow.transcript_id) == col(TranscriptRow.id))
        .where(col(RevisionRow.number) == col(TranscriptRow.revision), ReadingPlaceRow.coder == coder)
    )
    return {transcript: min(1.0, seen / size) if size else 1.0 for transcript, seen, size in session.exec(query)}
