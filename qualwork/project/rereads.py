"""When transcripts were last coded or read again, and when codes came, as the log has it."""

from __future__ import annotations

from sqlmodel import Session, select

from qualwork.project.database import straight
from qualwork.project.decisions import Deciding
from qualwork.project.tables.study import SetAsideRow

TASK = "re-read"

_CODED = """
    SELECT revision.transcript_id, max(change.decision) FROM change
    JOIN coding ON coding.id = CAST(substr(change.key, 2) AS INTEGER)
    JOIN revision ON revision.id = coding.revision_id
    WHERE change.entity = 'coding' AND change.before IS NULL GROUP BY revision.transcript_id
"""
_READ = """
    SELECT set_aside.thing_id, max(change.decision) FROM change
    JOIN set_aside ON set_aside.id = CAST(substr(change.key, 2) AS INTEGER)
    WHERE change.entity = 'set_aside' AND set_aside.task = ? AND set_aside.thing_kind = 'transcript'
    GROUP BY set_aside.thing_id
"""
_CODES = """
    SELECT code.id, min(change.decision) FROM change
    JOIN code ON code.id = CAST(substr(change.key, 2) AS INTEGER)
    WHERE change.entity = 'code' AND change.before IS NULL GROUP BY code.id
"""


def last_coded(session: Session) -> dict[int, int]:
    """The last decision that applied a code which still stands there, by transcript."""
    return dict(straight(session).execute(_CODED).fetchall())


def last_read(session: Session) -> dict[int, int]:
    """The decision by which a transcript was last said to be read again, by transcript."""
    return dict(straight(session).execute(_READ, (TASK,)).fetchall())


def codes_made(session: Session) -> dict[int, int]:
    """The decision that first made each code."""
    return dict(straight(session).execute(_CODES).fetchall())


def times(session: Session) -> dict[int, str]:
    """When each decision was made."""
    return dict(straight(session).execute("SELECT number, at FROM decision").fetchall())


def say_read(deciding: Deciding, transcript_id: int, reason: str) -> None:
    """Put down that a transcript was read again, in place of what this coder said of it before."""
    session = deciding.session
    mine = select(SetAsideRow).where(
        SetAsideRow.task == TASK,
        SetAsideRow.thing_kind == "transcript",
        SetAsideRow.thing_id == transcript_id,
        SetAsideRow.coder_id == deciding.coder_id,
    )
    for row in session.exec(mine).all():
        session.delete(row)
    session.flush()
    values = {"task": TASK, "thing_kind": "transcript", "thing_id": transcript_id, "reason": reason}
    session.add(SetAsideRow(**values, coder_id=deciding.coder_id))
    session.flush()
