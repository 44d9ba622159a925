"""The log read back: decisions, their changes, and the history of a thing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from qualwork.model.decision import Change, Decision, Value
from qualwork.model.errors import NotFound
from qualwork.project.store.links import LINKS, Link
from qualwork.project.store.upcast import upcast
from qualwork.project.tables.log import ChangeRow, DecisionRow

_IN_ONE_QUERY = 500


def decisions(
    session: Session,
    *,
    first: int = 1,
    last: int | None = None,
    coder: str | None = None,
    phase: int | None = None,
    with_changes: bool = False,
) -> list[Decision]:
    """Decisions in order, by number, coder and phase."""
    query = select(DecisionRow).where(col(DecisionRow.number) >= first).order_by(col(DecisionRow.number))
    if last is not None:
        query = query.where(col(DecisionRow.number) <= last)
    if coder is not None:
        query = query.where(col(DecisionRow.coder) == coder)
    if phase is not None:
        query = query.where(col(DecisionRow.phase) == phase)
    rows = session.scalars(query).all()
    changes = _changes(session, [row.number for row in rows]) if with_changes else {}
    return [_decision(row, changes.get(row.number, ())) for row in rows]


def decision(session: Session, number: int) -> Decision:
    """One decision with its changes."""
    return _one(session, number, with_changes=True)


def without_changes(session: Session, number: int) -> Decision:
    """One decision, without its changes, of which there may be many."""
    return _one(session, number, with_changes=False)


def _one(session: Session, number: int, with_changes: bool) -> Decision:
    found = decisions(session, first=number, last=number, with_changes=with_changes)
    if not found:
        last = head(session)
        raise NotFound(f"there is no decision {number}; the last one is {last.number if last else 0}")
    return found[0]


def holds(session: Session, sha256: str) -> bool:
    """True where a decision of the log has that hash."""
    query = "SELECT 1 FROM decision WHERE hash = ?"
    return session.connection().exec_driver_sql(query, (sha256,)).first() is not None


def head(session: Session) -> Decision | None:
    """The last decision, whose hash covers all before it."""
    row = session.scalars(select(DecisionRow).order_by(col(DecisionRow.number).desc()).limit(1)).first()
    return None if row is None else _decision(row, ())


def of_thing(session: Session, entity: str, key: str) -> list[Decision]:
    """The decisions that touched one row, each with its changes to that row only."""
    query = _change_query().where(col(ChangeRow.entity) == entity, col(ChangeRow.key) == key)
    by_number: dict[int, list[Change]] = {}
    for row in session.execute(query):
        by_number.setdefault(row.decision, []).append(_change(row))
    found = session.scalars(
        select(DecisionRow).where(_among(col(DecisionRow.number), by_number)).order_by(col(DecisionRow.number))
    )
    return [_decision(row, by_number[row.number]) for row in found]


def around_thing(session: Session, entity: str, row_id: int) -> list[Decision]:
    """The decisions that touched rows which lead to one row (its codings, links, memos), with those changes only."""
    by_number: dict[int, list[Change]] = {}
    for link in LINKS:
        if link.parent == entity:
            for row in session.execute(_change_query().where(*_naming(link, row_id))):
                change = _change(row)
                if any(image is not None and link.leads_to(image) == row_id for image in (change.before, change.after)):
                    by_number.setdefault(row.decision, []).append(change)
    found = session.scalars(
        select(DecisionRow).where(_among(col(DecisionRow.number), by_number)).order_by(col(DecisionRow.number))
    )
    return [_decision(row, by_number[row.number]) for row in found]


def _naming(link: Link, row_id: int) -> tuple[Any, Any]:
    """Changes whose JSON holds the id by that name: few more than those that lead there."""
    held = f'"{link.column}":{row_id}'
    return col(ChangeRow.entity) == link.child, or_(
        col(ChangeRow.before).contains(held), col(ChangeRow.after).contains(held)
    )


def last_flagging(session: Session, entity: str, key: str) -> Change | None:
    """The last change that put a row, flagged for review, onto a revision; None where none did.

    A judged hit has its place as its key: it goes in one change and comes again in the next. The row before is then
    that of the change before.
    """
    query = "SELECT id, before, after FROM change WHERE entity = ? AND key = ? ORDER BY id DESC"
    for row_id, before, after in session.connection().exec_driver_sql(query, (entity, key)).all():
        old, new = image(upcast(entity, before)), image(upcast(entity, after))
        if new is None or not new["needs_review"]:
            continue
        if old is None and entity == "screened_hit":
            gone = _change_before(session, row_id, entity)
            if gone is not None:
                return gone
        elif old is not None and not old["needs_review"]:
            return Change(entity, key, old, new)
    return None


def _change_before(session: Session, row_id: int, entity: str) -> Change | None:
    query = "SELECT entity, key, before FROM change WHERE id = ?"
    found = session.connection().exec_driver_sql(query, (row_id - 1,)).first()
    if found is None or found[0] != entity or found[2] is None:
        return None
    return Change(entity, found[1], image(upcast(entity, found[2])), None)


def last_touch(session: Session, entity: str, key: str) -> int:
    """Number of the last decision that touched a row; 0 where none did."""
    query = (
        select(col(ChangeRow.decision))
        .where(col(ChangeRow.entity) == entity, col(ChangeRow.key) == key)
        .order_by(col(ChangeRow.id).desc())
        .limit(1)
    )
    return session.scalar(query) or 0


def _among(column: Any, numbers: Iterable[int]) -> Any:
    return column.in_(list(numbers))


def _change_query() -> Any:
    wanted = (ChangeRow.decision, ChangeRow.entity, ChangeRow.key, ChangeRow.before, ChangeRow.after, ChangeRow.salt)
    return select(*map(col, wanted)).order_by(col(ChangeRow.id))


def _changes(session: Session, numbers: list[int]) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = {}
    for at in range(0, len(numbers), _IN_ONE_QUERY):
        some = numbers[at : at + _IN_ONE_QUERY]
        for row in session.execute(_change_query().where(_among(col(ChangeRow.decision), some))):
            found.setdefault(row.decision, []).append(_change(row))
    return found


def _change(row: Any) -> Change:
    before, after = upcast(row.entity, row.before), upcast(row.entity, row.after)
    return Change(row.entity, row.key or "", image(before), image(after), erased=row.salt is None)


def image(stored: str | None) -> Mapping[str, Value] | None:
    """A row's before or after image out of its JSON."""
    return None if stored is None else json.loads(stored)


def _decision(row: DecisionRow, changes: Iterable[Change]) -> Decision:
    return Decision(
        number=row.number,
        at=row.at,
        coder=row.coder,
        phase=row.phase,
        verb=row.verb,
        label=row.label or "",
        why=row.why or "",
        hash=row.hash,
        batch=row.batch,
        undoes=row.undoes,
        redoes=row.redoes,
        changes=tuple(changes),
    )
