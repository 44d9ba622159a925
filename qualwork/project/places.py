"""Where a coder left off: places of the screen and reading positions. Not logged; nothing rests on them."""

from __future__ import annotations

from sqlmodel import Session

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
    """Remember where a coder is in a transcript."""
    session.merge(ReadingPlaceRow(transcript_id=transcript_id, coder=coder, position=position, furthest=furthest))
