"""Where all codings stand, in the shortest form: what counting hundreds of thousands of them needs."""

from __future__ import annotations

from sqlmodel import Session

from qualwork.project.store.database import straight

Coded = tuple[int, int, int, int, int]

_COLUMNS = 'SELECT coding.id, coding.code_id, coding.revision_id, coding.start, coding."end" FROM coding'
_LAST = """
    SELECT id FROM change WHERE entity IN ('coding', 'speaker', 'participant', 'transcript', 'revision')
    ORDER BY id DESC LIMIT 1
"""
_CURRENT = (
    "SELECT revision.id FROM revision JOIN transcript"
    " ON transcript.id = revision.transcript_id AND transcript.revision = revision.number"
)


def places(session: Session) -> list[Coded]:
    """Id, code, revision, start and end of every coding of the current revisions, by revision and place."""
    query = (
        f'{_COLUMNS} WHERE coding.revision_id IN ({_CURRENT}) ORDER BY coding.revision_id, coding.start, coding."end"'
    )
    return list(straight(session).execute(query))


def state(session: Session) -> int | None:
    """A number that changes with everything that codings and their participants rest on; None inside a decision."""
    if straight(session).execute("SELECT 1 FROM open_decision").fetchone() is not None:
        return None
    found = straight(session).execute(_LAST).fetchone()
    return int(found[0]) if found else 0


def by_code(session: Session) -> dict[int, list[int]]:
    """Ids of the codings of the current revisions by code."""
    found: dict[int, list[int]] = {}
    for coding, code, *_ in places(session):
        found.setdefault(code, []).append(coding)
    return found
