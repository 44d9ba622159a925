"""Codings, notes and judged hits stand on the revision that is shown: asked when a decision is sealed."""

from __future__ import annotations

import sqlite3

from qualwork.model.errors import Refused

ANCHORED = ("coding", "memo", "screened_hit")
"""Tables whose rows stand on a passage of a revision."""

# Older revisions on which a decision put something, or which it made older.
_OLDER = """
    SELECT DISTINCT revision.id FROM revision JOIN transcript ON transcript.id = revision.transcript_id
    WHERE transcript.revision IS NOT revision.number AND revision.id IN (
        SELECT json_extract(after, '$.revision_id') FROM change
        WHERE decision = :number AND entity IN ('coding', 'memo', 'screened_hit')
        UNION SELECT was.id FROM change JOIN revision AS was ON was.transcript_id = json_extract(change.key, '$[0]')
        WHERE decision = :number AND entity = 'transcript' AND was.number = json_extract(before, '$.revision')
    )
"""


def older(connection: sqlite3.Connection, number: int) -> list[int]:
    """Revisions that no view shows, on which decision `number` put something or left what stood there."""
    return [row[0] for row in connection.execute(_OLDER, {"number": number}).fetchall()]


def refuse_strays(connection: sqlite3.Connection, number: int) -> None:
    """Raise Refused where something of decision `number` would stand where nobody sees it."""
    for revision in older(connection, number):
        for table in ANCHORED:
            query = f'SELECT start, "end" FROM {table} WHERE revision_id = ?'
            stray = connection.execute(query, (revision,)).fetchone()
            if stray is not None:
                what = table.replace("_", " ")
                raise Refused(f"a {what} at {stray[0]}:{stray[1]} would stand on a revision that nobody sees any more")
