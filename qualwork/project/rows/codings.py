"""Codings in the project file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, delete, select

from qualwork.model.code import Coding
from qualwork.model.errors import Refused
from qualwork.project.rows import memos
from qualwork.project.store.decisions import IN_ONE_STATEMENT, Deciding
from qualwork.project.tables.coding import CodingRow, MemoRow
from qualwork.project.tables.data import RevisionRow, TranscriptRow
from qualwork.project.tables.study import CoderRow
from qualwork.project.tables.themes import ThemeCodingRow


def extract_hash(extract: str) -> str:
    """The hash that a coding keeps of the text it was applied to: 128 bits of SHA-256."""
    return hashlib.sha256(extract.encode()).hexdigest()[:32]


def code_names(deciding: Deciding, codes: Iterable[int]) -> list[str]:
    """What codes are called at this moment; raises Refused where another process has removed one of them."""
    names = []
    for code in codes:
        row = deciding.execute("SELECT name FROM code WHERE id = ?", (code,)).fetchone()
        if row is None:
            raise Refused("that code is gone: somebody else has removed or merged it meanwhile")
        names.append(str(row[0]))
    return names


def titles(deciding: Deciding, revisions: Iterable[int]) -> dict[int, str]:
    """Titles by revision; raises Refused where another process has edited or taken out a transcript since."""
    query = (
        "SELECT transcript.title, transcript.revision = revision.number FROM revision "
        "JOIN transcript ON transcript.id = revision.transcript_id WHERE revision.id = ?"
    )
    found = {}
    for revision in set(revisions):
        title, current = deciding.execute(query, (revision,)).fetchone() or ("", False)
        if not title:
            raise Refused("that transcript is gone: somebody else has taken it out meanwhile")
        if not current:
            raise Refused("somebody else has edited the transcript meanwhile; look at the passage and try again")
        found[revision] = str(title)
    return found


def add(deciding: Deciding, code_id: int, revision_id: int, start: int, end: int, extract: str) -> tuple[int, bool]:
    """Apply a code; returns the coding's id and whether it is new. The same coding twice is the same coding."""
    values = (code_id, revision_id, start, end, deciding.coder_id)
    known = deciding.execute(
        'SELECT id FROM coding WHERE code_id = ? AND revision_id = ? AND start = ? AND "end" = ? AND coder_id = ?',
        values,
    ).fetchone()
    if known is not None:
        return int(known[0]), False
    made = deciding.execute(
        'INSERT INTO coding (code_id, revision_id, start, "end", coder_id, extract_hash, needs_review) '
        "VALUES (?, ?, ?, ?, ?, ?, 0)",
        (*values, extract_hash(extract)),
    )
    return made.lastrowid or 0, True


def add_many(deciding: Deciding, rows: Sequence[tuple[int, int, int, int, str]]) -> int:
    """Apply many at once: (code, revision, start, end, extract); returns how many were new."""
    new = 0
    for at in range(0, len(rows), IN_ONE_STATEMENT):
        some = rows[at : at + IN_ONE_STATEMENT]
        values: list[int | str] = []
        for code, revision, start, end, text in some:
            values += (code, revision, start, end, deciding.coder_id, extract_hash(text))
        new += deciding.execute(
            'INSERT INTO coding (code_id, revision_id, start, "end", coder_id, extract_hash, needs_review) '
            f"VALUES {', '.join(['(?, ?, ?, ?, ?, ?, 0)'] * len(some))} ON CONFLICT DO NOTHING",
            tuple(values),
        ).rowcount
    return new


def listing(
    session: Session,
    *,
    codes: Iterable[int] | None = None,
    transcript: int | None = None,
    ids: Iterable[int] | None = None,
) -> list[Coding]:
    """Codings of current revisions in order of transcript and place, without their extracts."""
    columns = (CodingRow.id, CodingRow.code_id, TranscriptRow.id, CodingRow.start, CodingRow.end, CoderRow.name)
    query: Any = (
        select(*columns, CodingRow.needs_review)  # type: ignore[call-overload]
        .join(RevisionRow, col(RevisionRow.id) == col(CodingRow.revision_id))
        .join(TranscriptRow, col(TranscriptRow.id) == col(RevisionRow.transcript_id))
        .join(CoderRow, col(CoderRow.id) == col(CodingRow.coder_id))
        .where(col(RevisionRow.number) == col(TranscriptRow.revision))
        .order_by(col(TranscriptRow.title), col(CodingRow.start), col(CodingRow.end), col(CodingRow.id))
    )
    if codes is not None:
        query = query.where(col(CodingRow.code_id).in_(list(codes)))
    if transcript is not None:
        query = query.where(col(TranscriptRow.id) == transcript)
    if ids is not None:
        query = query.where(col(CodingRow.id).in_(list(ids)))
    return [Coding(*row) for row in session.connection().execute(query)]


def move_to_code(session: Session, source: int, target: int) -> int:
    """Give all codings of one code to another; where it has the same one, that one takes over memos and marks.

    Returns how many moved.
    """
    rows = session.exec(select(CodingRow).where(col(CodingRow.code_id).in_([source, target]))).all()
    known = {_place(row): row.id or 0 for row in rows if row.code_id == target}
    moved = 0
    for row in rows:
        if row.code_id == target:
            continue
        twin = known.get(_place(row))
        if twin is None:
            row.code_id = target
            moved += 1
        else:
            memos.move(session, ("coding", row.id or 0), ("coding", twin))
            _hand_on_marks(session, row.id or 0, twin)
            remove(session, [row.id or 0])
    session.flush()
    return moved


def _hand_on_marks(session: Session, source: int, target: int) -> None:
    marked = session.exec(select(ThemeCodingRow).where(col(ThemeCodingRow.coding_id).in_([source, target]))).all()
    there = {row.theme_id: row for row in marked if row.coding_id == target}
    for row in marked:
        if row.coding_id == target:
            continue
        if row.theme_id in there:
            join_marks(there[row.theme_id], row)
        else:
            new = ThemeCodingRow(
                theme_id=row.theme_id, coding_id=target, mark=row.mark, reason=row.reason, cuts=row.cuts
            )
            session.add(new)


def join_marks(kept: ThemeCodingRow, other: ThemeCodingRow) -> None:
    """Of two marks that become one the first stays; reasons of both are kept, and what a quotation leaves out."""
    said = other.reason if other.mark == kept.mark else f"{other.mark}: {other.reason}".rstrip(": ")
    if said and said not in kept.reason:
        kept.reason = f"{kept.reason}; {said}" if kept.reason else said
    if kept.cuts == "[]":
        kept.cuts = other.cuts


def _place(row: CodingRow) -> tuple[int, int, int, int]:
    return row.revision_id, row.start, row.end, row.coder_id


def recode(session: Session, coding_id: int, code_id: int) -> None:
    """Put another code in the place of a coding's own."""
    session.get_one(CodingRow, coding_id).code_id = code_id
    session.flush()


def set_edges(session: Session, coding_id: int, start: int, end: int, extract: str) -> None:
    """Move the edges of a coding; who does has looked at it, so it needs no review any more."""
    row = session.get_one(CodingRow, coding_id)
    for marked in session.exec(select(ThemeCodingRow).where(ThemeCodingRow.coding_id == coding_id)):
        marked.cuts = _moved_cuts(marked.cuts, row.start - start, end - start)
    row.start, row.end, row.extract_hash, row.needs_review = start, end, extract_hash(extract), False
    session.flush()


def _moved_cuts(cuts: str, by: int, length: int) -> str:
    """What a quotation leaves out, in an extract with other edges: what lies beyond them goes."""
    moved = [[max(0, low + by), min(length, high + by)] for low, high in json.loads(cuts)]
    kept = [cut for cut in moved if cut[0] < cut[1] and cut != [0, length]]
    return json.dumps(kept, separators=(",", ":"))


def remove(session: Session, ids: Sequence[int]) -> None:
    """Take codings away, with their memos and their marks in themes."""
    session.flush()
    for at in range(0, len(ids), 500):
        some = list(ids[at : at + 500])
        for statement in (
            delete(ThemeCodingRow).where(col(ThemeCodingRow.coding_id).in_(some)),
            delete(MemoRow).where(col(MemoRow.thing_kind) == "coding", col(MemoRow.thing_id).in_(some)),
            delete(CodingRow).where(col(CodingRow.id).in_(some)),
        ):
            session.connection().execute(statement)
    session.expire_all()
