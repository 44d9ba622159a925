"""The tables of the Terms tab: how each is made from what was asked, and what stands behind its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qualwork.model.plurals import counted
from qualwork.model.table import SavedTable, Table
from qualwork.model.transcript import Role
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.counts import counting, matrices, narrowing, saved_tables, screening
from qualwork.workbench.counts.narrowing import EVERYTHING, CountFilter
from qualwork.workbench.themes import theming

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line
    from qualwork.workbench.corpus.extracts import Extract

Kind = Literal["terms", "words", "lines", "codes", "themes", "matrix", "theme matrix", "together", "attention", "days"]
TITLES: dict[Kind, str] = {
    "terms": "Term table",
    "words": "Word list",
    "lines": "Lines of a word or pattern",
    "codes": "Codes, how often and by how many",
    "themes": "Themes, how often and by how many",
    "matrix": "Codes by participant",
    "theme matrix": "Themes by participant",
    "together": "Codes beside codes",
    "attention": "Coding attention by transcript",
    "days": "Coding attention by day",
}
MEASURES: tuple[matrices.Measure, ...] = ("codings", "participants", "words")
NEAR: tuple[matrices.Nearness, ...] = ("overlap", "turn", 10, 50)
ROLES: tuple[tuple[Role, ...], ...] = (("participant",), ("interviewer",), ("participant", "interviewer", "other"))
WIDTH = 60
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown: a kind of table with its settings; `saved` is a saved one, unchanged.

    `narrowed` says in words what `only` is, as it was called when the table was made.
    """

    kind: Kind = "terms"
    by: str | None = None
    roles: tuple[Role, ...] = ("participant",)
    only: CountFilter = EVERYTHING
    narrowed: str = ""
    rates: bool = False
    stop: bool = True
    measure: matrices.Measure = "codings"
    near: matrices.Nearness = "overlap"
    pattern: str = ""
    order: counting.Sorting = "place"
    most: int = 200
    saved: SavedTable | None = None

    def apart_from_order(self) -> Asked:
        """The same without what only says how it is shown."""
        return replace(self, order="place", most=0)

    def in_words(self) -> str:
        """The settings that are not the usual ones."""
        with_columns = self.kind in ("terms", "words", "matrix", "theme matrix")
        parts = [f"by {self.by}" if self.by and with_columns else "", self.narrowed]
        parts += [f"speech of {', '.join(self.roles)}" if self.roles != ("participant",) else ""]
        parts += ["per 1,000 words" if self.rates and self.kind == "terms" else ""]
        parts += ["with stop words" if self.kind == "words" and not self.stop else ""]
        parts += [self.measure if self.kind in ("matrix", "theme matrix") else ""]
        parts += [matrices.in_words(self.near) if self.kind == "together" else ""]
        parts += [f"“{self.pattern}”" if self.kind == "lines" and self.pattern else ""]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line behind a cell: a place to go to, what stands there, and how a hit of a family was judged."""

    transcript: int
    start: int
    end: int
    who: str
    title: str
    left: str
    match: str
    right: str
    hit: screening.Hit | None = None
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class CellDetail:
    """What stands behind a cell: `family` is the id of the saved family whose hits these are."""

    title: str
    entries: tuple[Entry, ...]
    family: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table on the screen; `behind(row, column)` answers what a cell stands for, None where it stands for nothing.

    `names` are depth and short name of each row where the rows are a tree.
    """

    asked: Asked
    table: Table
    total: int
    behind: Callable[[int, int], CellDetail | None]
    heat: tuple[int, ...] = ()
    notes: tuple[str, ...] = field(default=())
    names: tuple[tuple[int, str], ...] = ()


def look(project: Project, asked: Asked) -> Shown:
    """Make the table that is asked for."""
    asked = replace(asked, narrowed=narrowing.in_words(project, asked.only))
    return {
        "terms": _terms,
        "words": _words,
        "lines": _lines,
        "codes": _frequencies,
        "themes": _frequencies,
        "matrix": _matrix,
        "theme matrix": _matrix,
        "together": _together,
        "attention": _attention,
        "days": _attention,
    }[asked.kind](project, asked)


def _terms(project: Project, asked: Asked) -> Shown:
    by = asked.by or ("participant" if asked.rates else None)
    if asked.saved is not None:
        found = saved_tables.terms(project, asked.saved.id)
        saved_table = saved_tables.get(project, asked.saved.id)
        settings, only = saved_table.configuration, saved_tables.filter_of(project, saved_table)
        asked = replace(asked, by=settings["by"], roles=tuple(settings["roles"]), rates=settings["rates"], only=only)
        asked = replace(asked, narrowed=narrowing.in_words(project, only), saved=saved_table)
        by = asked.by
    else:
        found = counting.terms(project, (), by, asked.roles, only=asked.only, rates=asked.rates)
    families = [found.families[row.family] for row in found.rows]
    head = found.table.columns.index("occurrences") + 1 + asked.rates
    columns = list(found.words_by)

    def behind(row: int, column: int) -> CellDetail:
        where = columns[column - head] if by and column >= head else None
        family = families[row]
        if where is None and family.id is not None and not asked.only:
            hits = screening.hits(project, family.id, asked.roles, WIDTH)
            return CellDetail(family.name, tuple(_judged(hit) for hit in hits), family.id)
        lines = counting.term_lines(project, family, by, where, asked.roles, WIDTH, asked.only)
        return CellDetail(f"{family.name}, {where}" if where else family.name, tuple(_entry(line) for line in lines))

    heat = tuple(range(head, len(found.table.columns))) if by else ()
    return Shown(asked, found.table, len(found.table.rows), behind, heat, tuple(found.notes))


def _words(project: Project, asked: Asked) -> Shown:
    table = counting.words(project, asked.roles, asked.by, asked.most, only=asked.only, stop=asked.stop)
    columns = table.columns[3:]

    def behind(row: int, column: int) -> CellDetail:
        word = str(table.rows[row][0])
        where = columns[column - 3] if asked.by and column >= 3 else None
        spec = counting.word_spec(project, word)
        lines = counting.term_lines(project, spec, asked.by if where else None, where, asked.roles, WIDTH, asked.only)
        return CellDetail(f"{word}, {where}" if where else word, tuple(_entry(line) for line in lines))

    more = ("the most frequent words; o shows more",) if len(table.rows) == asked.most else ()
    heat = tuple(range(3, len(table.columns)))
    return Shown(asked, table, len(table.rows), behind, heat, more)


def _lines(project: Project, asked: Asked) -> Shown:
    found = counting.kwic(project, asked.pattern, asked.roles, WIDTH, None, order=asked.order, only=asked.only)
    people = {line.participant for line in found}
    rows = tuple((line.participant, line.title, *_beside(line)) for line in found)
    table = Table("lines", ("participant", "transcript", "left", "match", "right"), rows[: asked.most])
    entries = tuple(_entry(line) for line in found)
    notes = (f"{counted(len(found), 'line')} of {counted(len(people), 'voice')}",)
    return Shown(asked, table, len(found), lambda *_: CellDetail(asked.pattern, entries), (), notes)


def _frequencies(project: Project, asked: Asked) -> Shown:
    rows: matrices.RowKind = "theme" if asked.kind == "themes" else "code"
    table = matrices.frequencies(project, rows, asked.roles, asked.only)
    found = matrices.matrix(project, rows, "participant", "codings", asked.roles, asked.only)

    def behind(row: int, _: int) -> CellDetail:
        return _extracts(found.rows[row], matrices.extracts(project, found, found.ids[row]))

    return Shown(asked, table, len(table.rows), behind, (), found.notes, _tree(project, rows, found.ids))


def _matrix(project: Project, asked: Asked) -> Shown:
    rows: matrices.RowKind = "theme" if asked.kind == "theme matrix" else "code"
    found = matrices.matrix(project, rows, asked.by or "participant", asked.measure, asked.roles, asked.only)
    head = len(found.table.columns) - len(found.columns)

    def behind(row: int, column: int) -> CellDetail:
        where = found.columns[column - head] if column >= head else None
        extracts = matrices.extracts(project, found, found.ids[row], where)
        return _extracts(f"{found.rows[row]}, {where}" if where else found.rows[row], extracts)

    heat = tuple(range(head, len(found.table.columns)))
    return Shown(asked, found.table, len(found.rows), behind, heat, found.notes, _tree(project, rows, found.ids))


def _tree(project: Project, rows: matrices.RowKind, ids: Sequence[int]) -> tuple[tuple[int, str], ...]:
    """Depth and own name of codes or themes in the order of a tree."""
    every = theming.everything(project) if rows == "theme" else codebook.everything(project)
    named = {item.id: (item.parent, item.name) for item in every}
    tree: dict[int, tuple[int, str]] = {}
    for item in ids:
        parent, name = named.get(item, (None, ""))
        tree[item] = (tree[parent][0] + 1 if parent in tree else 0, name)
    return tuple(tree.values())


def _together(project: Project, asked: Asked) -> Shown:
    found = matrices.cooccurrence(project, asked.near, asked.only)

    def behind(row: int, column: int) -> CellDetail | None:
        if column == 0 or row == column - 1:
            return None
        one, other = row, column - 1
        pairs = matrices.cooccurring(project, found.ids[one], found.ids[other], asked.near, asked.only)
        return _extracts(
            f"{found.names[one]} with {found.names[other]}", [extract for pair in pairs for extract in pair]
        )

    return Shown(asked, found.table, len(found.names), behind, tuple(range(1, len(found.table.columns))))


def _attention(project: Project, asked: Asked) -> Shown:
    by_day = asked.kind == "days"
    table = (
        matrices.attention_over_time(project, asked.only)
        if by_day
        else matrices.attention(project, asked.roles, asked.only)
    )
    title = table.columns.index("transcript")

    def behind(row: int, _: int) -> CellDetail:
        from qualwork.workbench.corpus.extracts import Evidence

        evidence, name = Evidence(project), str(table.rows[row][title])
        where = next((info.id for info in evidence.infos.values() if info.title == name), None)
        return _extracts(name, evidence.extracts(evidence.codings(None, where)) if where is not None else [])

    return Shown(asked, table, len(table.rows), behind, (table.columns.index("per 1,000 words"),))


def _extracts(title: str, extracts: Sequence[Extract]) -> CellDetail:
    return CellDetail(title, tuple(_of_extract(each) for each in extracts))


def _of_extract(each: Extract) -> Entry:
    coding = each.coding
    said = " ".join(coding.extract.split())
    who = ", ".join(each.participants) or "nobody"
    return Entry(coding.transcript, coding.start, coding.end, who, each.transcript.title, "", said, "")


def _beside(line: Line) -> tuple[str, str, str]:
    left, match, right = (_BLANKS.sub(" ", part) for part in (line.left, line.match, line.right))
    return left, match, right


def _entry(line: Line) -> Entry:
    left, match, right = _beside(line)
    return Entry(line.transcript, line.start, line.end, line.participant, line.title, left, match, right, None, line)


def _judged(hit: screening.Hit) -> Entry:
    return replace(_entry(hit.line), hit=hit)
