"""Memos in the project file."""

from __future__ import annotations

from sqlmodel import Session, col, select

from qualwork.model.memo import Memo, MemoKind
from qualwork.model.refs import ThingKind
from qualwork.project.store.decisions import Deciding, now
from qualwork.project.tables.coding import MemoRow
from qualwork.project.tables.study import CoderRow


def add(
    deciding: Deciding,
    kind: MemoKind,
    thing: tuple[ThingKind, int],
    text: str,
    passage: tuple[int, int, int] | None = None,
) -> int:
    """Write a memo on a thing; `passage` is (revision, start, end). Returns its id."""
    revision_id, start, end = passage or (None, None, None)
    row = MemoRow(
        kind=kind,
        thing_kind=thing[0],
        thing_id=thing[1],
        revision_id=revision_id,
        start=start,
        end=end,
        text=text,
        coder_id=deciding.coder_id,
        at=now(),
    )
    deciding.session.add(row)
    deciding.session.flush()
    return row.id or 0


def listing(session: Session, thing: tuple[ThingKind, int] | None = None, kind: MemoKind | None = None) -> list[Memo]:
    """Memos in the order they were written, of one thing or kind where given."""
    query = select(MemoRow, CoderRow.name).where(col(CoderRow.id) == col(MemoRow.coder_id)).order_by(col(MemoRow.id))
    if thing is not None:
        query = query.where(MemoRow.thing_kind == thing[0], MemoRow.thing_id == thing[1])
    if kind is not None:
        query = query.where(MemoRow.kind == kind)
    return [_memo(row, coder) for row, coder in session.exec(query)]


def change(session: Session, memo_id: int, text: str) -> None:
    """Write a memo's text anew."""
    session.get_one(MemoRow, memo_id).text = text
    session.flush()


def resolve(session: Session, memo_id: int, resolved: bool) -> None:
    """Say whether the question that a memo asks is settled."""
    session.get_one(MemoRow, memo_id).resolved = resolved
    session.flush()


def delete(session: Session, memo_id: int) -> None:
    """Remove a memo."""
    session.delete(session.get_one(MemoRow, memo_id))
    session.flush()


def delete_on(session: Session, thing: tuple[ThingKind, int]) -> int:
    """Remove the memos on a thing that goes; returns how many."""
    rows = session.exec(select(MemoRow).where(MemoRow.thing_kind == thing[0], MemoRow.thing_id == thing[1])).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def move(session: Session, source: tuple[ThingKind, int], target: tuple[ThingKind, int]) -> None:
    """Hang the memos of one thing on another that takes its place."""
    for row in session.exec(select(MemoRow).where(MemoRow.thing_kind == source[0], MemoRow.thing_id == source[1])):
        row.thing_kind, row.thing_id = target
    session.flush()


def _memo(row: MemoRow, coder: str) -> Memo:
    return Memo(
        row.id or 0,
        row.kind,  # type: ignore[arg-type]
        row.thing_kind,  # type: ignore[arg-type]
        row.thing_id,
        row.text,
        coder,
        row.at,
        row.start,
        row.end,
        row.resolved,
    )
