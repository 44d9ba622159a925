"""Every text that a project file holds, with words for where it stands: what a search for leaks must see."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlmodel import Session

from qualwork.project.store.content import unpack
from qualwork.project.store.database import straight
from qualwork.project.store.guards import key_json, row_json
from qualwork.project.tables import LOGGED


def everything(session: Session) -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text: rows as they are now, contents, and the log of decisions."""
    raw = straight(session)
    for table in LOGGED:
        for key, row in raw.execute(f'SELECT {key_json(table, "t")}, {row_json(table, "t")} FROM "{table.name}" AS t'):
            yield f"{table.name} {key}", _values(row)
    owners: dict[str, str] = {}
    query = "SELECT t.title, r.number, r.text_sha256 FROM revision AS r JOIN transcript AS t ON t.id = r.transcript_id"
    for title, number, sha256 in raw.execute(query):
        owners.setdefault(sha256, f"the text of {title}, revision {number}")
    for title, sha256 in raw.execute("SELECT title, source_sha256 FROM transcript"):
        owners.setdefault(sha256, f"the file of {title}")
    for sha256, *packed in raw.execute("SELECT sha256, packing, data, size FROM content"):
        yield owners.get(sha256, f"content {sha256[:12]}"), unpack(*packed).decode("utf-8", errors="replace")
    for coder, count in raw.execute("SELECT coder, count(*) FROM decision GROUP BY coder"):
        yield f"the coder of {count} decision{'s' * (count > 1)}", str(coder)
    for name, value in raw.execute("SELECT name, value FROM place"):
        yield f"the place kept as {name!r}", str(value)
    for number, label, why in raw.execute("SELECT number, label, why FROM decision"):
        yield f"decision {number}", f"{label or ''}\n{why or ''}"
    for number, before, after in raw.execute("SELECT decision, before, after FROM change"):
        yield f"the log of decision {number}", "\n".join(_values(image) for image in (before, after) if image)


def _values(image: str) -> str:
    return "\n".join(str(value) for value in json.loads(image).values() if isinstance(value, str))
