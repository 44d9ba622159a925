"""Content erased for good: from live rows, from every decision that held it, and from the file itself.

A redaction is one function over rows. It is applied to the live rows and to all rows of the log alike, so that every
replay still leads to the live tables; what was erased loses its salt and keeps its digest, so that the chain still
holds and nobody can guess what it was. The erasing decision lists each piece with a digest of what stands there now.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from qualwork.model.decision import Value
from qualwork.model.errors import ProjectFault
from qualwork.project.log import erasure_records
from qualwork.project.log.erasure_records import StandIn
from qualwork.project.rows import word_index
from qualwork.project.store import backups, chain
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding, Project
from qualwork.project.store.guards import arm, row_json, triggers
from qualwork.project.tables import LOGGED, metadata

Row = Mapping[str, Value]
_DUE = ("", "erasure to finish")
_NAMING = {
    "transcript": ("source_sha256",),
    "revision": ("text_sha256", "turns_sha256", "source_sha256"),
}


@dataclass(frozen=True, slots=True)
class Redaction:
    """What stands for rows and for labels and whys of decisions: the very same where nothing is to be erased."""

    row: Callable[[str, Row], Row]
    text: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased: pieces of the log, and texts and files."""

    decision: int
    pieces: int
    contents: int
    backups: tuple[Path, ...] = ()


def images(session: Session, only: str | None = None) -> Iterator[tuple[str, str, Row, bool]]:
    """Every row there is or ever was, as (table, key, row, whether it is live), in order of the log; live ones last.

    `only` names one table.
    """
    query = "SELECT entity, key, before, after FROM change WHERE ? IN (entity, '') ORDER BY id"
    for entity, key, before, after in straight(session).execute(query, (only or "",)):
        for image in (before, after):
            if image is not None:
                yield entity, key, json.loads(image), False
    for table in LOGGED:
        if only not in (None, table.name):
            continue
        names = [column.name for column in table.primary_key.columns]
        for (image,) in straight(session).execute(f'SELECT {row_json(table, "t")} FROM "{table.name}" AS t'):
            row = json.loads(image)
            yield table.name, chain.canonical([row[name] for name in names]), row, True


def texts(session: Session) -> Iterator[tuple[int, str, str]]:
    """Labels and whys of all decisions: (number, `label` or `why`, text)."""
    for number, label, why in straight(session).execute("SELECT number, label, why FROM decision ORDER BY number"):
        yield number, "label", label or ""
        yield number, "why", why or ""


def erase(
    project: Project,
    verb: str,
    label: str,
    why: str,
    redact: Callable[[Deciding], Redaction],
    take_out: Callable[[Deciding], None],
) -> Erased:
    """Erase as one decision, then clean the file; raises ProjectFault, nothing changed, where it is open elsewhere.

    `redact` is asked inside the decision and may store new content; `take_out` then removes rows as any decision does.
    """
    with project.alone() as raw:
        raw.execute("PRAGMA secure_delete = ON")
        _fold_in(project, raw)
        with project.decide(verb, label, why) as deciding:
            redaction = redact(deciding)
            _disarm(deciding)
            stand_ins = [*_redact_log(deciding, redaction), *_redact_texts(deciding, redaction)]
            _redact_live(deciding, redaction)
            arm(deciding.session.connection())
            deciding.session.expire_all()
            take_out(deciding)
            deciding.session.flush()
            # With the last row that named it gone, content goes.
            _disarm(deciding)
            gone = _drop_unnamed(deciding)
            arm(deciding.session.connection())
            deciding.execute(
                "INSERT INTO erasure (kind, name, listed) VALUES (?, ?, ?)",
                (verb, label, erasure_records.listing(stand_ins)),
            )
            word_index.drop_all(deciding.session)
            _forget_places(deciding, redaction)
            deciding.execute("INSERT OR REPLACE INTO place (coder, name, value) VALUES (?, ?, '')", _DUE)
        older = tuple(_older_backups(project))
        _clean(project, raw)
    return Erased(deciding.number, len(stand_ins), gone, older)


def is_due(project: Project) -> bool:
    """True where an erasure was cut short between its decision and the cleaning of the file."""
    with project.read() as session:
        found = straight(session).execute("SELECT 1 FROM place WHERE coder = ? AND name = ?", _DUE).fetchone()
    return found is not None


def finish(project: Project) -> None:
    """Clean the file after an erasure that was cut short; raises ProjectFault where it is open elsewhere."""
    with project.alone() as raw:
        raw.execute("PRAGMA secure_delete = ON")
        _clean(project, raw)


def last_erasure(session: Session) -> int:
    """Number of the last decision that erased something; 0 where none did."""
    query = "SELECT max(decision) FROM change WHERE entity = 'erasure' AND before IS NULL"
    return int(straight(session).execute(query).fetchone()[0] or 0)


def _clean(project: Project, raw: sqlite3.Connection) -> None:
    """Write the file anew without what was freed in it, and empty or remove what lies beside it."""
    for path in _older_backups(project):
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    raw.execute("VACUUM")
    raw.execute("DELETE FROM place WHERE coder = ? AND name = ?", _DUE)
    _fold_in(project, raw)
    raw.execute("PRAGMA secure_delete = OFF")


def own_backups(project: Project) -> list[Path]:
    """The backups that this study has in its folder, and what an interrupted one left there."""
    return [path for path, own, _ in _beside(project) if own]


def other_files(project: Project) -> list[Path]:
    """What else lies in the folder of backups, and other files of this study beside the project."""
    guid = _guid(project)
    beside = [path for path in sorted(project.path.parent.iterdir()) if path.suffix == project.path.suffix]
    copies = [path for path in beside if path.name != project.path.name and backups.identity(path)[0] == guid]
    return [*(path for path, own, _ in _beside(project) if not own), *copies]


def _older_backups(project: Project) -> list[Path]:
    with project.read() as session:
        last = last_erasure(session)
    return [path for path, own, number in _beside(project) if own and number < last]


def _beside(project: Project) -> list[tuple[Path, bool, int]]:
    """The files in the folder of backups: whether each is ours, and its last decision (-1 for a piece of one)."""
    folder, guid, found = backups.folder(project.path), _guid(project), list[tuple[Path, bool, int]]()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.endswith(("-wal", "-shm", "-journal")):
            continue
        whose, number = backups.identity(path)
        piece = path.name.startswith(".") and path.name.endswith(".part")
        found.append((path, piece or whose == guid, -1 if piece or number is None else number))
    return found


def _guid(project: Project) -> str:
    with project.read() as session:
        return str(straight(session).execute("SELECT guid FROM project").fetchone()[0])


def _fold_in(project: Project, raw: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the file and cut it to nothing."""
    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise ProjectFault(f"{project.path}: another program reads it; close it there and open the project again")


def _disarm(deciding: Deciding) -> None:
    for name in triggers():
        deciding.execute(f'DROP TRIGGER "{name}"')


def _redact_log(deciding: Deciding, redaction: Redaction) -> list[StandIn]:
    found = []
    rows = deciding.execute("SELECT id, decision, entity, key, before, after FROM change ORDER BY id").fetchall()
    for row_id, number, entity, key, before, after in rows:
        new = _image(redaction, entity, before), _image(redaction, entity, after)
        if new != (before, after):
            new_key = _key(entity, key, new)
            sql = "UPDATE change SET key = ?, before = ?, after = ?, salt = NULL WHERE id = ?"
            deciding.execute(sql, (new_key, *new, row_id))
            found.append(StandIn(number, "change", row_id, (entity, new_key, *new)))
    return found


def _key(entity: str, key: str, new: tuple[str | None, str | None]) -> str:
    """The key of a row; where a place in a text is part of it, the place may have moved."""
    row = json.loads(new[1] or new[0] or "{}")
    return chain.canonical([row[c.name] for c in metadata.tables[entity].primary_key.columns]) if row else key


def _image(redaction: Redaction, entity: str, image: str | None) -> str | None:
    if image is None:
        return None
    row = json.loads(image)
    new = redaction.row(entity, row)
    return image if new == row else chain.canonical(dict(new))


def _redact_texts(deciding: Deciding, redaction: Redaction) -> list[StandIn]:
    found = []
    for number, kind, text in list(texts(deciding.session)):
        new = redaction.text(text)
        if new != text:
            deciding.execute(f"UPDATE decision SET {kind} = ?, {kind}_salt = NULL WHERE number = ?", (new, number))
            found.append(StandIn(number, kind, number, ("", "", new, None)))
    return found


def _redact_live(deciding: Deciding, redaction: Redaction) -> None:
    for entity, _, row, live in list(images(deciding.session)):
        new = redaction.row(entity, row) if live else row
        if new != row:
            keys = [column.name for column in metadata.tables[entity].primary_key.columns]
            names = [name for name in new if new[name] != row[name]]
            facts = ", ".join(f'"{name}" = ?' for name in names)
            where = " AND ".join(f'"{name}" = ?' for name in keys)
            values = [*(new[name] for name in names), *(row[name] for name in keys)]
            deciding.execute(f'UPDATE "{entity}" SET {facts} WHERE {where}', values)


def _drop_unnamed(deciding: Deciding) -> int:
    """Take out content that no row names any more, live or in the log; returns how much."""
    named = {
        str(row[name])
        for entity, _, row, _ in images(deciding.session)
        for name in _NAMING.get(entity, ())
        if row.get(name) is not None
    }
    there = [row[0] for row in deciding.execute("SELECT sha256 FROM content").fetchall()]
    gone: Sequence[str] = [sha256 for sha256 in there if sha256 not in named]
    for sha256 in gone:
        deciding.execute("DELETE FROM content WHERE sha256 = ?", (sha256,))
    return len(gone)


def _forget_places(deciding: Deciding, redaction: Redaction) -> None:
    rows: list[Any] = deciding.execute("SELECT coder, name, value FROM place").fetchall()
    for coder, name, value in rows:
        if redaction.text(value) != value:
            deciding.execute("DELETE FROM place WHERE coder = ? AND name = ?", (coder, name))
