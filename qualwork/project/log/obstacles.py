"""What stands in the way of an undo or redo, said with the decision that put it there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import UniqueConstraint
from sqlmodel import Session

from qualwork.model.decision import ChangeKind, Value
from qualwork.model.errors import Refused
from qualwork.model.units import fold
from qualwork.model.verbs import FINAL
from qualwork.project.log import history
from qualwork.project.log.undo_stack import Target
from qualwork.project.rows.names import DISTINCT
from qualwork.project.store import chain
from qualwork.project.store.guards import key_json, row_json
from qualwork.project.store.links import LINKS, Link
from qualwork.project.store.trees import NoTree
from qualwork.project.tables import metadata

Row = Mapping[str, Value]
_IN_ONE_QUERY = 500

# No undo, and not undone by a later decision (what is redone was undone before).
_IN_FORCE = """
    later.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM decision AS link
        WHERE link.undoes = coalesce(later.redoes, later.number) AND link.number > later.number)
"""
_LATER = f"""
    SELECT later.number, mine.entity FROM change AS mine
    JOIN change AS other ON other.entity = mine.entity AND other.key = mine.key AND other.decision > ?
    JOIN decision AS later ON later.number = other.decision AND {_IN_FORCE}
    WHERE mine.decision = ? ORDER BY later.number
"""
_CAUSE = f"""
    SELECT later.number FROM change AS other
    JOIN decision AS later ON later.number = other.decision AND {_IN_FORCE}
    WHERE other.entity = ? AND other.key = ? ORDER BY other.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A change to make for a target: `before` is the row's JSON that must stand there, `after` the row to put there."""

    target: Target
    entity: str
    key: str
    before: str | None
    after: Row | None

    @property
    def kind(self) -> ChangeKind:
        """What is to happen to the row."""
        if self.before is None:
            return "insert"
        return "delete" if self.after is None else "update"

    def sets(self, columns: Sequence[str]) -> bool:
        """True where the row comes new or gets another value in one of these columns."""
        if self.after is None or self.before is None:
            return self.after is not None
        old = json.loads(self.before)
        return any(old[name] != self.after[name] for name in columns)


def refuse_later(session: Session, targets: Sequence[Target]) -> None:
    """Raise Refused where a later decision in force, not of the same batch, changed a row of a target."""
    mine = {target.source for target in targets}
    for target in targets:
        for number, entity in session.connection().exec_driver_sql(_LATER, (target.source, target.source)):
            if number not in mine:
                raise _in_the_way(session, number, target, f"changed the same {_words(entity)}")


def refuse_broken(session: Session, steps: Sequence[Step]) -> None:
    """Raise Refused where, with all steps made, a link leads nowhere or two things have one name."""
    net: dict[str, dict[str, Step]] = {}
    for step in steps:
        rows = net.setdefault(step.entity, {})
        first = rows.get(step.key)
        rows[step.key] = step if first is None else replace(step, before=first.before)
    for entity, by_key in net.items():
        ends = list(by_key.values())
        going = {json.loads(end.key)[0]: end for end in ends if end.kind == "delete"}
        for link in LINKS:
            if link.child == entity:
                _refuse_lost_parent(session, link, ends)
            if link.parent == entity:
                _refuse_orphan(session, link, going)
        if entity in DISTINCT:
            _refuse_name_taken(session, entity, ends)


def explain(session: Session, steps: Sequence[Step]) -> Refused:
    """Why the steps cannot be made on the rows as they stand."""
    touched = set()
    for step in steps:
        row = (step.entity, step.key)
        if row not in touched and not _same(_live(session, *row), step.before):
            return _in_the_way(
                session, history.last_touch(session, *row), step.target, f"changed the same {_words(step.entity)}"
            )
        touched.add(row)
    for step in steps:
        for key in _holders(session, step):
            if (step.entity, key) not in touched:
                cause = _cause(session, step.entity, key)
                return _in_the_way(session, cause, step.target, f"made the same {_words(step.entity)}")
    return _in_the_way(session, 0, steps[0].target, "")


def explain_no_tree(session: Session, steps: Sequence[Step], fault: NoTree) -> Refused:
    """Why the steps cannot be made where they would leave no tree: a row that they do not touch was put in the way."""
    touched = {step.key for step in steps if step.entity == fault.entity}
    keys = [chain.canonical([row]) for row in fault.rows]
    numbers = [_cause(session, fault.entity, key) for key in keys if key not in touched]
    if not numbers:
        return fault
    return _in_the_way(session, max(numbers), steps[0].target, f"moved the {_words(fault.entity)} above it")


def _refuse_lost_parent(session: Session, link: Link, steps: Sequence[Step]) -> None:
    coming = {link.leads_to(s.after): s for s in steps if s.after is not None and s.sets(link.columns)}
    for row_id, step in coming.items():
        key = chain.canonical([row_id])
        if row_id is not None and _live(session, link.parent, key) is None:
            number = history.last_touch(session, link.parent, key)
            raise _in_the_way(session, number, step.target, f"took away the {_words(link.parent)} that it needs")


def _refuse_orphan(session: Session, link: Link, going: Mapping[Value, Step]) -> None:
    child, ids = metadata.tables[link.child], list(going)
    for at in range(0, len(ids), _IN_ONE_QUERY):
        some = ids[at : at + _IN_ONE_QUERY]
        query = (
            f'SELECT {key_json(child, "t")}, t."{link.column}" FROM "{link.child}" AS t '
            f"WHERE {link.holds(', '.join('?' * len(some)))} LIMIT 1"
        )
        found = session.connection().exec_driver_sql(query, tuple(some)).first()
        if found is not None:
            cause = _cause(session, link.child, found[0])
            raise _in_the_way(session, cause, going[found[1]].target, f"refers to its {_words(link.parent)}")


def _refuse_name_taken(session: Session, entity: str, steps: Sequence[Step]) -> None:
    mine = {step.key: step for step in steps if step.sets(DISTINCT[entity])}
    columns = ", ".join(f't."{name}"' for name in DISTINCT[entity])
    query = f'SELECT {key_json(metadata.tables[entity], "t")}, {columns} FROM "{entity}" AS t'
    named: dict[tuple[object, ...], list[str]] = {}
    for key, *scope, name in session.connection().exec_driver_sql(query) if mine else ():
        named.setdefault((*scope, fold(name)), []).append(key)
    for keys in named.values():
        holder = next((key for key in keys if key not in mine), None)
        taken = next((mine[key] for key in keys if key in mine), None)
        if holder is not None and taken is not None:
            cause = _cause(session, entity, holder)
            raise _in_the_way(session, cause, taken.target, f"has taken the name of its {_words(entity)}")


def _holders(session: Session, step: Step) -> Iterator[str]:
    """Keys of the live rows that have what must be unique in a step's row."""
    table = metadata.tables[step.entity]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and step.after is not None:
            names = [column.name for column in constraint.columns]
            same = " AND ".join(f't."{name}" = ?' for name in names)
            query = f'SELECT {key_json(table, "t")} FROM "{step.entity}" AS t WHERE {same}'
            yield from session.connection().exec_driver_sql(query, tuple(step.after[name] for name in names)).scalars()


def _live(session: Session, entity: str, key: str) -> str | None:
    """A row as JSON, or None where there is none."""
    table = metadata.tables[entity]
    at = " AND ".join(f't."{column.name}" = ?' for column in table.primary_key.columns)
    query = f'SELECT {row_json(table, "t")} FROM "{entity}" AS t WHERE {at}'
    found: str | None = session.connection().exec_driver_sql(query, tuple(json.loads(key))).scalar()
    return found


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return chain.canonical(json.loads(one)) == chain.canonical(json.loads(other))


def _cause(session: Session, entity: str, key: str) -> int:
    """The decision by which a row stands as it does: the last one in force that touched it, else the last at all."""
    found = session.connection().exec_driver_sql(_CAUSE, (entity, key)).scalar()
    return int(found) if found else history.last_touch(session, entity, key)


def _in_the_way(session: Session, number: int, target: Target, what: str) -> Refused:
    source = history.without_changes(session, target.decision if target.undone else target.source)
    stays = "stays undone" if target.undone else "stays"
    start = f"decision {source.number} ({source.verb}) {stays}"
    if number == 0:
        return Refused(f"{start}: the file is not as its log says; `qualwork audit verify` says where")
    later = history.without_changes(session, number)
    about = f" ({later.label})" if later.label else ""
    if later.verb in FINAL:
        return Refused(f"{start}: decision {number} by {later.coder}, {later.verb}{about}, {what}; that is for good")
    way_out = "redo" if later.undoes is not None else "undo"
    return Refused(f"{start}: decision {number} by {later.coder}, {later.verb}{about}, {what}; {way_out} that first")


def _words(entity: str) -> str:
    return entity.replace("_", " ")
