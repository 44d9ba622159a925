"""When transcripts were last coded or read again, and when codes came, as the log has it."""

from __future__ import annotations

from sqlmodel import Session, select

from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding
from qualwork.project.tables.study import SetAsideRow

TASK = "re-read"

# A row that an undo brought back has the number by which it was first made.
_MADE = """
    SELECT CAST(substr(key, 2) AS INTEGER) AS row_id, min(decision) AS number FROM change
    WHERE entity = '{entity}' AND before IS NULL GROUP BY row_id
"""
_CODED = f"""
    SELECT revision.transcript_id, max(made.number) FROM ({_MADE.format(entity="coding")}) AS made
    JOIN coding ON coding.id = made.row_id JOIN revision ON revision.id = coding.revision_id
    GROUP BY revision.transcript_id
"""
_READ = f"""
    SELECT set_aside.thing_id, max(made.number) FROM ({_MADE.format(entity="set_aside")}) AS made
    JOIN set_aside ON set_aside.id = made.row_id
    WHERE set_aside.task = ? AND set_aside.thing_kind = 'transcript' GROUP BY set_aside.thing_id
"""
_CODES = f"""
    SELECT code.id, made.number FROM ({_MADE.format(entity="code")}) AS made JOIN code ON code.id = made.row_id
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
    row = SetAsideRow(
        task=TASK, thing_kind="transcript", thing_id=transcript_id, reason=reason, coder_id=deciding.coder_id
    )
    session.add(row)
    session.flush()
