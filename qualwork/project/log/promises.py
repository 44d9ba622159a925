"""What verification asks of the live tables beyond the log: that what decisions refuse is not in the file either.

Each question is one query over a table, or one walk over its ids, so that the cost grows with the file and no faster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from qualwork.model.trees import MOST_LEVELS, circle, cut
from qualwork.project.store.trees import TREES
from qualwork.project.tables import LOGGED

Finding = tuple[str, str, str]
"""Table, key of a row as JSON (or a name), and what is wrong with it."""
Promise = Callable[[Any], Iterator[Finding]]
_NEARLY_NONE_LEFT = 1 << 53
_OLD = """
    SELECT {key} FROM {table} AS child JOIN revision ON revision.id = child.revision_id
    JOIN transcript ON transcript.id = revision.transcript_id WHERE transcript.revision IS NOT revision.number
"""
_KEYS = {
    "coding": "json_array(child.id)",
    "memo": "json_array(child.id)",
    "screened_hit": 'json_array(child.family_id, child.revision_id, child.start, child."end")',
}


def trees(connection: Any) -> Iterator[Finding]:
    """Codes and themes that lie below themselves or too deep."""
    for entity in TREES:
        parents = dict(connection.execute(f'SELECT id, parent_id FROM "{entity}"').fetchall())
        for row in sorted(cut(parents)):
            ring = circle(parents, row)
            if ring:
                between = ", ".join(map(str, ring[1:])) or "nothing between"
                yield entity, f"[{row}]", f"lies below itself (with {between}); move it to the top"
            elif parents[row] in parents:
                yield entity, f"[{row}]", f"lies more than {MOST_LEVELS} levels deep; move it to the top"


def links(connection: Any) -> Iterator[Finding]:
    """Rows that refer to what is gone."""
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield table, f"row {rowid}", f"refers to a {parent} that is gone"


def living(connection: Any) -> Iterator[Finding]:
    """Codings, notes and judged hits on a revision that no view shows."""
    for table, key in _KEYS.items():
        for (name,) in connection.execute(_OLD.format(table=table, key=key)).fetchall():
            yield table, name, "stands on an older revision, where nobody sees it"


def counters(connection: Any) -> Iterator[Finding]:
    """Counters of ids that were set back, so that an id would be given twice, or ahead, so that none is left."""
    kept = dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    query = "SELECT entity, max(CAST(json_extract(key, '$[0]') AS INTEGER)) FROM change GROUP BY entity"
    used = dict(connection.execute(query).fetchall())
    used["change"] = connection.execute("SELECT max(id) FROM change").fetchone()[0]
    counting = [table.name for table in LOGGED if table.dialect_options["sqlite"]["autoincrement"]]
    for name in [*counting, "change"]:
        highest, seq = used.get(name) or 0, kept.pop(name, 0)
        if not (isinstance(seq, int) and highest <= seq < _NEARLY_NONE_LEFT):
            yield "counter", f"of {name}", f"stands at {seq}, and {highest} is the highest id that was given"
    for name in kept:
        yield "counter", f"of {name}", "is not the program's own"


def reading_places(connection: Any) -> Iterator[Finding]:
    """Places of readers that are no places."""
    query = """
        SELECT transcript_id, coder, position, furthest FROM reading_place WHERE NOT (
        typeof(position) = 'integer' AND typeof(furthest) = 'integer' AND position >= 0 AND furthest >= 0)
    """
    for transcript, coder, position, furthest in connection.execute(query).fetchall():
        yield "reading_place", f"of {coder} in transcript {transcript}", f"is {position!r} and {furthest!r}, no place"


OF_ANY_FILE: tuple[Promise, ...] = (trees, counters)
PROMISES: tuple[Promise, ...] = (*OF_ANY_FILE, links, living, reading_places)
