"""All codings at once as plain numbers, for counting: no objects, no names."""

from __future__ import annotations

from sqlmodel import Session

from qualwork.project.store.database import straight

CodingNumbers = tuple[int, int, int, int, int]


def numbers(session: Session) -> list[CodingNumbers]:
    """Id, code, revision, start and end of every coding, those in older revisions too."""
    return straight(session).execute('SELECT id, code_id, revision_id, start, "end" FROM coding').fetchall()


def days(session: Session) -> dict[int, str]:
    """The day (ISO, UTC) on which each coding was made, by its id."""
    sql = """
        SELECT key, max(substr(at, 1, 10)) FROM change JOIN decision ON decision.number = change.decision
        WHERE entity = 'coding' AND before IS NULL GROUP BY key
    """
    return {int(key.strip("[]")): day for key, day in straight(session).execute(sql)}
