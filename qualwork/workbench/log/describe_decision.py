"""Decisions told in words: what became of which row, with names where the log has ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from qualwork.model.decision import Change, Decision, Value
from qualwork.model.plurals import counted
from qualwork.project.log import history
from qualwork.project.rows.names import DISTINCT, LABELS, PLURALS, TABLE_OF_KIND
from qualwork.project.store.decisions import Project
from qualwork.project.store.links import LINKS

Meaning = Callable[[str, Mapping[str, Value], str], str]
_MOST_THINGS = 50
_DONE = {"insert": "made", "update": "changed", "delete": "removed"}
_PARENTS = {(link.child, link.column): link.parent for link in LINKS if link.kind is None}


def lines(project: Project, decision: Decision) -> list[str]:
    """What a decision changed, a line a row and below it, indented, a line a field."""
    names, found = _Names(project, decision.number), []
    for change in decision.changes:
        erased = " (its content was erased)" if change.erased else ""
        key = change.key.strip("[]").replace(",", ", ")
        found.append(f"{_DONE[change.kind]} {LABELS.get(change.entity, change.entity)} {key}{erased}")
        found += [f"  {field}" for field in fields(change, names.meaning)]
    return found


def name(project: Project, entity: str, row_id: int) -> str:
    """What a row is called, or was called last; empty where it has no name."""
    with project.read() as session:
        last = history.head(session)
    return _Names(project, last.number if last else 0).of(entity, row_id)


def things(project: Project, number: int) -> list[tuple[str, int, str]]:
    """What a decision changed that has a name: entity, id and name as it was then, each once, in order.

    For a row that joins others (a coding, a link to a theme, a memo) those it leads to follow it.
    """
    with project.read() as session:
        decision = history.decision(session, number)
    names = _Names(project, number)
    found: dict[tuple[str, int], str] = {}
    for change in decision.changes[:_MOST_THINGS]:
        row = change.after or change.before or {}
        key = change.key.strip("[]")
        if key.isdecimal() and change.entity in (*DISTINCT, "coding"):
            found.setdefault((change.entity, int(key)), names.of(change.entity, int(key)))
        for column, value in row.items():
            parent = _PARENTS.get((change.entity, column))
            if parent in DISTINCT and isinstance(value, int):
                found.setdefault((parent, value), names.of(parent, value))
    return [(entity, row_id, name) for (entity, row_id), name in found.items()]


def fields(change: Change, meaning: Meaning | None = None) -> list[str]:
    """The fields a change sets, as `name: value` or `name: before -> after`; empty ones of new rows not."""
    before, after = change.before or {}, change.after or {}
    row = before if change.after is None else after
    found = []
    for name in row:
        said = _said(row, change.entity, name, meaning)
        if change.kind == "update" and before.get(name) != after[name]:
            found.append(f"{name}: {_said(before, change.entity, name, meaning)} -> {said}")
        elif change.kind != "update" and row[name] not in (None, ""):
            found.append(f"{name}: {said}")
    return found


def summary(changes: Iterable[Change]) -> str:
    """How many rows of which kind were made, changed or removed."""
    numbers = Counter((change.entity, change.kind) for change in changes)
    return ", ".join(
        f"{counted(number, LABELS.get(entity, entity), PLURALS.get(entity, ''))} {_DONE[kind]}"
        for (entity, kind), number in numbers.items()
    )


def _said(row: Mapping[str, Value], entity: str, name: str, meaning: Meaning | None) -> str:
    value = row.get(name)
    if value is None:
        return "none"
    known = meaning(entity, row, name) if meaning else ""
    return f"{value!r} ({known})" if known else repr(value)


class _Names:
    """Names of rows as they were after a decision, read off the log."""

    def __init__(self, project: Project, number: int) -> None:
        self.project = project
        self.number = number
        self.known: dict[tuple[str, Value], str] = {}

    def meaning(self, entity: str, row: Mapping[str, Value], name: str) -> str:
        """The name of what a field leads to; empty where it holds no id."""
        parent = _PARENTS.get((entity, name))
        if name == "thing_id":
            parent = TABLE_OF_KIND.get(str(row["thing_kind"]), str(row["thing_kind"]))
        return self.of(parent, row[name]) if parent else ""

    def of(self, entity: str, row_id: Value) -> str:
        """The name of a row; empty where it has none."""
        if (entity, row_id) not in self.known:
            self.known[entity, row_id] = self._of(entity, self._image(entity, row_id))
        return self.known[entity, row_id]

    def _of(self, entity: str, row: Mapping[str, Value]) -> str:
        if entity in DISTINCT and row:
            return str(row[DISTINCT[entity][-1]])
        if entity == "revision" and row:
            return self.of("transcript", row["transcript_id"])
        if entity == "coding" and row:
            place = f"{self.of('revision', row['revision_id'])} {row['start']}:{row['end']}"
            return f"{self.of('code', row['code_id'])} in {place}"
        return ""

    def _image(self, entity: str, row_id: Value) -> Mapping[str, Value]:
        with self.project.read() as session:
            touched = history.of_thing(session, entity, f"[{row_id}]")
        changes = [change for each in touched if each.number <= self.number for change in each.changes]
        return (changes[-1].after or changes[-1].before or {}) if changes else {}
