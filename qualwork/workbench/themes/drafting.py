"""Drafts of the theme tree kept side by side: copied, shown, renamed, removed and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualwork.model.errors import NotFound, Refused
from qualwork.model.table import Table
from qualwork.model.theme import MUTUAL_KINDS, Draft, Theme
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, memos, relations, themes
from qualwork.project.rows import drafts as kept
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.log import auditing

COLUMNS = ("draft", "shown", "themes")
TEXTS = ("essence", "scope_in", "scope_out", "story", "differs", "narrative", "status")


def drafts(project: Project) -> list[Draft]:
    """All drafts, oldest first; none before the first theme is made."""
    with project.read() as session:
        return kept.everything(session)


def draft(project: Project, draft_id: int) -> Draft:
    """The draft with that id."""
    found = next((each for each in drafts(project) if each.id == draft_id), None)
    if found is None:
        raise NotFound(f"that draft is gone: there is no draft {draft_id}; `themes drafts` lists them")
    return found


def shown(project: Project) -> Draft:
    """The draft that is shown."""
    found = next((each for each in drafts(project) if each.shown), None)
    if found is None:
        raise NotFound("there is no theme yet, so there is no draft; add a theme first")
    return found


def copy_draft(project: Project, name: str, source: int | None = None, why: str = "") -> Draft:
    """Keep a copy of a draft (the shown one where none is given) under a name; the shown one stays shown."""
    name = checked_name(name)
    with project.decide(Verb.COPY_DRAFT, why=why) as deciding:
        original = shown(project) if source is None else draft(project, source)
        deciding.label = f"{original.name} as {name}"
        refuse_taken(deciding.session, "theme_draft", {"name": name})
        made = kept.copy(deciding.session, original.id, name)
    return Draft(made, name, False, original.themes)


def show_draft(project: Project, draft_id: int, why: str = "") -> Draft:
    """Show another draft and work on it from now on."""
    with project.decide(Verb.SHOW_DRAFT, why=why) as deciding:
        wanted = draft(project, draft_id)
        deciding.label = wanted.name
        kept.show(deciding.session, wanted.id)
    return wanted


def rename_draft(project: Project, draft_id: int, new: str, why: str = "") -> None:
    """Give a draft another name."""
    new = checked_name(new)
    with project.decide(Verb.RENAME_DRAFT, why=why) as deciding:
        old = draft(project, draft_id)
        deciding.label = f"{old.name} to {new}"
        refuse_taken(deciding.session, "theme_draft", {"name": new}, old.id)
        kept.rename(deciding.session, old.id, new)


def delete_draft(project: Project, draft_id: int, why: str = "") -> Draft:
    """Remove a draft that is not shown, with its themes and the notes on them; codes and codings stay."""
    with project.decide(Verb.DELETE_DRAFT, why=why) as deciding:
        gone, session = draft(project, draft_id), deciding.session
        if gone.shown:
            raise Refused(f"draft {gone.name!r} is the one that is shown; show another one first")
        deciding.label = gone.name
        waiting = themes.everything(session, gone.id)
        while waiting:
            parents = {theme.parent for theme in waiting}
            for theme in [each for each in waiting if each.id not in parents]:
                memos.delete_on(session, ("theme", theme.id))
                themes.delete(session, theme.id)
                waiting.remove(theme)
        kept.delete(session, gone.id)
    return gone


def table(project: Project) -> Table:
    """One row a draft."""
    rows = tuple((each.name, each.shown, each.themes) for each in drafts(project))
    return Table("drafts", COLUMNS, rows, auditing.provenance(project))


def outline(project: Project, draft_id: int) -> list[str]:
    """The themes of a draft with their codes as indented lines."""
    side = _Side.read(project, draft(project, draft_id))
    lines: list[str] = []

    def tell(parent: int | None, depth: int) -> None:
        for theme in side.themes.values():
            if theme.parent == parent:
                codes_here = f" ({_listed(side.codes[theme.id])})" if side.codes[theme.id] else ""
                lines.append(f"{'  ' * depth}{theme.name}{codes_here}")
                tell(theme.id, depth + 1)

    tell(None, 0)
    return lines


# Comparing


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two drafts differ: what it is, at which theme, and how it stands in either."""

    what: str
    theme: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    themes: Mapping[int, Theme]
    paths: Mapping[int, str]
    codes: Mapping[int, frozenset[str]]
    marks: Mapping[int, Mapping[int, str]]
    links: frozenset[tuple[int, str, int]]

    @classmethod
    def read(cls, project: Project, which: Draft) -> _Side:
        with project.read() as session:
            every = themes.everything(session, which.id)
            full = naming.paths(codes.everything(session))
            links = themes.links(session)
            related = relations.everything(session, which.id)
        mine = {theme.id: theme for theme in every}
        inside = {each: frozenset(full[code] for code in links.codes.get(each, ())) for each in mine}
        marks: dict[int, dict[int, str]] = {each: {} for each in mine}
        for (theme_id, coding), mark in links.marks.items():
            if theme_id in mine:
                marks[theme_id][coding] = mark
        ends = frozenset((each.source, each.kind, each.target) for each in related)
        return cls(which.name, mine, naming.paths(every), inside, marks, ends)


def compare(project: Project, one: int, other: int | None = None) -> list[Difference]:
    """What differs between two drafts, theme by theme; the second is the shown one where none is given.

    Themes belong together that have the same full name, else the same name, codes or essence, where only one has it.
    """
    second = shown(project) if other is None else draft(project, other)
    a, b = _Side.read(project, draft(project, one)), _Side.read(project, second)
    same = _matched(a, b)
    found = [Difference("only here", a.paths[each], a.paths[each], "") for each in a.themes if each not in same]
    for mine, yours in same.items():
        found += _differences(a, b, mine, yours, same)
    taken = set(same.values())
    found += [Difference("only here", b.paths[each], "", b.paths[each]) for each in b.themes if each not in taken]
    return found + list(_relations(a, b, same))


def comparison(project: Project, one: int, other: int | None = None) -> Table:
    """The differences as rows, with the names of the drafts as columns."""
    first, second = draft(project, one), shown(project) if other is None else draft(project, other)
    rows = tuple((each.what, each.theme, each.one, each.other) for each in compare(project, one, other))
    columns = ("what", "theme", first.name, second.name if second.id != first.id else f"{second.name} (same)")
    return Table(f"drafts {first.name} and {second.name}", columns, rows, auditing.provenance(project))


def _matched(a: _Side, b: _Side) -> dict[int, int]:
    found: dict[int, int] = {}
    keys = (
        lambda side, each: fold(side.paths[each]),
        lambda side, each: fold(side.themes[each].name),
        lambda side, each: side.codes[each],
        lambda side, each: side.themes[each].essence,
    )
    for key in keys:
        mine = _alone((key(a, each), each) for each in a.themes if each not in found)
        taken = set(found.values())
        yours = _alone((key(b, each), each) for each in b.themes if each not in taken)
        found |= {each: yours[value] for value, each in mine.items() if value in yours}
    return {each: found[each] for each in a.themes if each in found}


def _alone(pairs: Iterable[tuple[object, int]]) -> dict[object, int]:
    """What only one theme has, and not nothing."""
    found: dict[object, list[int]] = {}
    for value, theme in pairs:
        found.setdefault(value, []).append(theme)
    return {value: some[0] for value, some in found.items() if len(some) == 1 and value}


def _differences(a: _Side, b: _Side, mine: int, yours: int, same: Mapping[int, int]) -> Iterator[Difference]:
    old, new, path = a.themes[mine], b.themes[yours], a.paths[mine]
    if old.name != new.name:
        yield Difference("name", path, old.name, new.name)
    if same.get(old.parent or 0) != new.parent:
        yield Difference("place", path, _above(a, old), _above(b, new))
    for field in TEXTS:
        if getattr(old, field) != getattr(new, field):
            yield Difference(field.replace("_", " "), path, getattr(old, field), getattr(new, field))
    if a.codes[mine] != b.codes[yours]:
        yield Difference(
            "codes", path, _listed(a.codes[mine] - b.codes[yours]), _listed(b.codes[yours] - a.codes[mine])
        )
    changed = dict(a.marks[mine].items() ^ b.marks[yours].items())
    if changed:
        yield Difference("marks", path, _marks(a.marks[mine], changed), _marks(b.marks[yours], changed))


def _above(side: _Side, theme: Theme) -> str:
    return f"under {side.paths[theme.parent]}" if theme.parent else "at the top"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _marks(marks: Mapping[int, str], changed: Iterable[int]) -> str:
    return ", ".join(f"{coding} {marks[coding]}" for coding in sorted(changed) if coding in marks)


def _relations(a: _Side, b: _Side, same: Mapping[int, int]) -> Iterator[Difference]:
    carried = {link: _ends(same.get(link[0]), link[1], same.get(link[2])) for link in a.links}
    there = {_ends(*link) for link in b.links}
    for (source, kind, target), ends in sorted(carried.items()):
        if ends not in there:
            yield Difference("relation", a.paths[source], f"{kind} {a.paths[target]}", "")
    for source, kind, target in sorted(b.links):
        if _ends(source, kind, target) not in carried.values():
            yield Difference("relation", b.paths[source], "", f"{kind} {b.paths[target]}")


def _ends(source: int | None, kind: str, target: int | None) -> tuple[str, object]:
    return kind, frozenset((source, target)) if kind in MUTUAL_KINDS else (source, target)
