"""The project at two moments: what became of codebook and theme tree between them; and the project as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qualwork.model.decision import ChangeKind, Decision, Value
from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import Cell, Table
from qualwork.model.trees import cut
from qualwork.project.log import history, rewind
from qualwork.project.log.replay import State, replay
from qualwork.project.store.decisions import Project
from qualwork.project.store.file_kind import SUFFIX
from qualwork.workbench.log import auditing

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z?$")
_FIELDS = {
    "code": ("definition", "use_when", "use_not"),
    "theme": ("essence", "scope_in", "scope_out", "story", "differs", "narrative", "status"),
}
_COLUMNS = ("thing", "name", "change", "before", "after", "decision", "verb", "at", "coder", "why")
_SIGNS = {"added": "+", "removed": "-"}
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: a code or theme added, removed, renamed, moved, or with other words or codes.

    `decision` is the last one between the two moments that touched it.
    """

    thing: str
    name: str
    change: str
    before: str
    after: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two decisions, with how many codes, themes and codings there were at each."""

    first: int
    last: int
    differences: tuple[Difference, ...]
    counts: Mapping[str, tuple[int, int]]

    def lines(self) -> list[str]:
        """The same as text, a line a difference."""
        sizes = ", ".join(f"{name} {before:,} -> {after:,}" for name, (before, after) in self.counts.items())
        return [f"decision {self.first} to {self.last}: {sizes}", *map(_line, self.differences)]


def moment(project: Project, typed: str) -> int:
    """The decision meant by a number, a day (its end, UTC) or a time; 0 is before the first."""
    text = typed.strip().lstrip("#")
    with project.read() as session:
        last = history.head(session)
        newest = last.number if last else 0
        if text.isdecimal() and len(text) < 19:
            if int(text) > newest:
                raise NotFound(f"there is no decision {text}; the last one is {newest}")
            return int(text)
        if text in ("now", "head"):
            return newest
        if not (_DAY.match(text) or _MOMENT.match(text)):
            raise BadInput(f"{typed!r} is no moment: write the number of a decision, or a day such as 2026-05-01")
        end = f"{text}T24" if _DAY.match(text) else text
        return max((d.number for d in history.decisions(session) if d.at <= end), default=0)


def write_as_it_was(project: Project, at: str, path: Path) -> int:
    """Write the project as it was after a decision, or at the end of a day, to a new file; returns the decision."""
    number = moment(project, at)
    if number < 1:
        raise BadInput(f"{at}: nothing was decided before that")
    if path.suffix != SUFFIX:
        raise BadInput(f"{path}: a project's name ends in {SUFFIX}")
    with project.read() as session:
        rewind.write_as_it_was(session, number, path)
    return number


def compare(project: Project, first: str, last: str) -> Comparison:
    """What became of codebook and theme tree from one moment to another."""
    low, high = moment(project, first), moment(project, last)
    if low > high:
        low, high = high, low
    with project.read() as session:
        before, after = _Moment(replay(session, low)), _Moment(replay(session, high))
        touched = _touched(history.decisions(session, first=low + 1, last=high, with_changes=True))
    found = [*_differences("code", before, after, touched), *_differences("theme", before, after, touched)]
    counts = {name: (before.size(entity), after.size(entity)) for entity, name in _COUNTED.items()}
    return Comparison(low, high, tuple(found), counts)


_COUNTED = {"code": "codes", "theme": "themes", "coding": "codings"}


def table(project: Project, first: str, last: str) -> Table:
    """The differences as rows, with the decision behind each: for the method section."""
    found = compare(project, first, last)
    rows: list[tuple[Cell, ...]] = []
    for each in found.differences:
        d = each.decision
        by = (d.number, d.verb, d.at, d.coder, d.why) if d else (None, None, None, None, None)
        rows.append((each.thing, each.name, each.change, each.before, each.after, *by))
    about = f"from decision {found.first} to {found.last}"
    return Table("changes", _COLUMNS, tuple(rows), auditing.provenance(project, about))


class _Moment:
    """Codebook and theme tree out of the rows of one moment."""

    def __init__(self, state: State) -> None:
        self.rows: dict[str, dict[int, Row]] = {"code": {}, "theme": {}}
        self.sizes: dict[str, int] = {}
        self.codes_of: dict[int, set[int]] = {}
        for (entity, _), image in state.items():
            self.sizes[entity] = self.sizes.get(entity, 0) + 1
            if entity in self.rows:
                row = json.loads(image)
                self.rows[entity][row["id"]] = row
            elif entity == "theme_code":
                row = json.loads(image)
                self.codes_of.setdefault(row["theme_id"], set()).add(row["code_id"])
        self.tops = {
            entity: cut({row: self._parent(entity, row) for row in rows}) for entity, rows in self.rows.items()
        }

    def size(self, entity: str) -> int:
        """How many rows a table had."""
        return self.sizes.get(entity, 0)

    def _parent(self, entity: str, row: int) -> int | None:
        above = self.rows[entity][row]["parent_id"]
        return None if above is None else int(above)

    def path(self, entity: str, row_id: Value) -> str:
        """The full name of a code or theme: above/below."""
        parts: list[str] = []
        while row_id is not None and (row := self.rows[entity].get(int(row_id))) is not None:
            parts.insert(0, str(row["name"]))
            row_id = None if row["id"] in self.tops[entity] else row["parent_id"]
        return "/".join(parts)

    def codes(self, theme: int) -> set[str]:
        """Full names of the codes under a theme."""
        return {self.path("code", code) for code in self.codes_of.get(theme, ())}


_Touched = dict[tuple[str, int, ChangeKind], Decision]


def _touched(decisions: list[Decision]) -> _Touched:
    """The last decision on each code and theme, links counted to their theme; and the one that made or removed it."""
    found: _Touched = {}
    for decision in decisions:
        for change in decision.changes:
            row = change.after or change.before or {}
            if change.entity in ("code", "theme"):
                found[change.entity, int(row["id"] or 0), "update"] = decision
                found[change.entity, int(row["id"] or 0), change.kind] = decision
            elif change.entity == "theme_code":
                found["theme", int(row["theme_id"] or 0), "update"] = decision
    return found


def _differences(entity: str, before: _Moment, after: _Moment, touched: _Touched) -> Iterator[Difference]:
    old, new = before.rows[entity], after.rows[entity]
    found: list[Difference] = []
    for row_id in old.keys() | new.keys():
        kind: ChangeKind = "insert" if row_id not in old else "delete" if row_id not in new else "update"
        by = touched.get((entity, row_id, kind))
        was, now = before.path(entity, row_id), after.path(entity, row_id)
        if row_id not in old:
            found.append(Difference(entity, now, "added", "", now, by))
        elif row_id not in new:
            found.append(Difference(entity, was, "removed", was, "", by))
        else:
            found += [
                Difference(entity, now, change, one, other, by)
                for change, one, other in _changed(entity, row_id, before, after)
            ]
    yield from sorted(found, key=lambda each: (each.name, each.change))


def _changed(entity: str, row_id: int, before: _Moment, after: _Moment) -> Iterator[tuple[str, str, str]]:
    old, new = before.rows[entity][row_id], after.rows[entity][row_id]
    if old["name"] != new["name"]:
        yield "renamed", str(old["name"]), str(new["name"])
    if old["parent_id"] != new["parent_id"]:
        yield "moved", before.path(entity, old["parent_id"]), after.path(entity, new["parent_id"])
    for name in _FIELDS[entity]:
        if old.get(name, "") != new.get(name, ""):
            yield name.replace("_", " "), str(old.get(name, "")), str(new.get(name, ""))
    if entity == "theme" and before.codes_of.get(row_id, set()) != after.codes_of.get(row_id, set()):
        yield "codes", ", ".join(sorted(before.codes(row_id))), ", ".join(sorted(after.codes(row_id)))


def _line(each: Difference) -> str:
    sign = _SIGNS.get(each.change, "~")
    by = f"  (decision {each.decision.number}, {each.decision.verb})" if each.decision else ""
    if sign != "~":
        return f"{sign} {each.thing} {each.name}{by}"
    return f"{sign} {each.thing} {each.name}: {each.change}: {each.before or 'none'} -> {each.after or 'none'}{by}"
