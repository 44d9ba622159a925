"""Changes to the theme tree: themes added, moved, joined to codes, promoted from a code and turned back into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualwork.model.code import Code
from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.model.theme import CODING_MARKS, THEME_STATUSES, CodingMark, Theme, ThemeNode, ThemeTree
from qualwork.model.verbs import Verb
from qualwork.project.rows import coded, codes, codings, memos, study, themes
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import Dependents, checked_name
from qualwork.workbench.corpus.tally import Tally

FIELDS = ("essence", "scope_in", "scope_out", "story", "differs", "narrative", "status")


def tree(project: Project, tally: Tally | None = None) -> ThemeTree:
    """The theme tree with codes, and with counts in which each extract and participant counts once a theme."""
    counted = tally or Tally.read(project)
    with project.read() as session:
        title, every = study.get(session).title, themes.everything(session)
        links, names = themes.links(session), {code.id: code.name for code in codes.everything(session)}
    inside = _inside(every, links, counted.codes)
    children: dict[int | None, list[Theme]] = {}
    for theme in every:
        children.setdefault(theme.parent, []).append(theme)

    def node(theme: Theme) -> ThemeNode:
        people = counted.participants(inside[theme.id])
        mine = tuple(names[code] for code in links.codes.get(theme.id, ()))
        below = tuple(node(child) for child in children.get(theme.id, ()))
        return ThemeNode(theme, mine, len(people), len(inside[theme.id]), below)

    return ThemeTree(title, tuple(node(theme) for theme in children.get(None, ())))


def extracts(project: Project, tally: Tally | None = None) -> dict[int, set[int]]:
    """Ids of the codings of each theme: those of its codes and of its subthemes, without the ones dismissed from it."""
    with project.read() as session:
        by_code = tally.codes if tally else coded.by_code(session)
        return _inside(themes.everything(session), themes.links(session), by_code)


def _inside(every: Sequence[Theme], links: themes.Links, by_code: Mapping[int, Sequence[int]]) -> dict[int, set[int]]:
    dismissed: dict[int, set[int]] = {}
    for (theme_id, coding), mark in links.marks.items():
        if mark == "dismissed":
            dismissed.setdefault(theme_id, set()).add(coding)
    children: dict[int | None, list[int]] = {}
    for theme in every:
        children.setdefault(theme.parent, []).append(theme.id)
    found: dict[int, set[int]] = {}

    def gather(theme: int) -> set[int]:
        own = (by_code.get(code, ()) for code in links.codes.get(theme, ()))
        below = (gather(child) for child in children.get(theme, ()))
        found[theme] = set().union(*own, *below) - dismissed.get(theme, set())
        return found[theme]

    for root in children.get(None, ()):
        gather(root)
    return found


def everything(project: Project) -> list[Theme]:
    """All themes of the shown draft, in order."""
    with project.read() as session:
        return themes.everything(session)


def homes(project: Project) -> dict[int, list[int]]:
    """Ids of the codes directly under each theme of the shown draft."""
    with project.read() as session:
        shown = {theme.id for theme in themes.everything(session)}
        return {theme: mine for theme, mine in themes.links(session).codes.items() if theme in shown}


def codes_without_theme(project: Project) -> list[Code]:
    """The shelf: codes that belong to no theme."""
    with project.read() as session:
        shown = {theme.id for theme in themes.everything(session)}
        housed = {code for theme, mine in themes.links(session).codes.items() if theme in shown for code in mine}
        return [code for code in codes.everything(session) if code.id not in housed]


def add_theme(project: Project, name: str, under: int | None = None, essence: str = "", why: str = "") -> Theme:
    """Add a theme, or a subtheme under another."""
    name = checked_name(name)
    with project.decide(Verb.ADD_THEME, name, why) as deciding:
        parent = None if under is None else naming.theme_by_id(project, under).id
        _refuse_name(deciding, parent, name)
        theme_id = themes.add(deciding.session, name, parent, essence)
    return Theme(theme_id, name, parent, essence)


def rename_theme(project: Project, theme: int, name: str, why: str = "") -> Theme:
    """Give a theme another name."""
    name = checked_name(name)
    with project.decide(Verb.RENAME_THEME, why=why) as deciding:
        old = naming.theme_by_id(project, theme)
        deciding.label = f"{old.name} to {name}"
        _refuse_name(deciding, old.parent, name, old.id)
        themes.change(deciding.session, old.id, name=name)
    return replace(old, name=name)


def define_theme(project: Project, theme: int, why: str = "", **fields: str) -> Theme:
    """Set essence, scope_in, scope_out, story, differs, narrative or status of a theme."""
    if not fields:
        raise BadInput(f"say what to set: {', '.join(FIELDS)}")
    wrong = set(fields) - set(FIELDS)
    if wrong:
        raise BadInput(f"a theme has no field {', '.join(sorted(wrong))}; it has {', '.join(FIELDS)}")
    if fields.get("status", "candidate") not in THEME_STATUSES:
        raise BadInput(f"status {fields['status']!r} is not known; choose {', '.join(THEME_STATUSES)}")
    with project.decide(Verb.DEFINE_THEME, why=why) as deciding:
        old = naming.theme_by_id(project, theme)
        deciding.label = f"{old.name} is {fields['status']}" if set(fields) == {"status"} else old.name
        themes.change(deciding.session, old.id, **fields)
    return replace(old, **fields)  # type: ignore[arg-type]


def move_theme(project: Project, theme: int, under: int | None, why: str = "") -> None:
    """Put a theme under another one, or to the top with None."""
    with project.decide(Verb.MOVE_THEME, why=why) as deciding:
        moved = naming.theme_by_id(project, theme)
        target = None if under is None else naming.theme_by_id(project, under)
        deciding.label = f"{moved.name} to {target.name if target else 'the top'}"
        every = {each.id: each for each in everything(project)}
        above = target
        while above is not None:
            if above.id == moved.id:
                raise Refused(f"theme {moved.name!r} cannot go under itself or what lies below it")
            above = every.get(above.parent or 0)
        parent = target.id if target else None
        _refuse_name(deciding, parent, moved.name, moved.id)
        themes.change(deciding.session, moved.id, parent_id=parent)


def assign(project: Project, code: int, theme: int, why: str = "") -> None:
    """Put a code under a theme; it may be in several."""
    with project.decide(Verb.ASSIGN_CODE, why=why) as deciding:
        one, home = naming.code_by_id(project, code), naming.theme_by_id(project, theme)
        deciding.label = f"{one.name} to {home.name}"
        themes.assign(deciding.session, home.id, one.id)


def unassign(project: Project, code: int, theme: int, why: str = "") -> None:
    """Take a code out of a theme."""
    with project.decide(Verb.UNASSIGN_CODE, why=why) as deciding:
        one, home = naming.code_by_id(project, code), naming.theme_by_id(project, theme)
        deciding.label = f"{one.name} from {home.name}"
        if not themes.unassign(deciding.session, home.id, one.id):
            raise NotFound(f"code {one.name!r} is not in theme {home.name!r}")


def reassign(project: Project, code: int, source: int, target: int, why: str = "") -> None:
    """Move a code from one theme to another, as one decision."""
    with project.decide(Verb.MOVE_CODE_TO_THEME, why=why) as deciding:
        one = naming.code_by_id(project, code)
        old, new = naming.theme_by_id(project, source), naming.theme_by_id(project, target)
        deciding.label = f"{one.name} from {old.name} to {new.name}"
        if not themes.unassign(deciding.session, old.id, one.id):
            raise NotFound(f"code {one.name!r} is not in theme {old.name!r}")
        themes.assign(deciding.session, new.id, one.id)


def dependents_of_theme(project: Project, theme: int) -> Dependents:
    """What hangs on a theme; its codes and their codings stay when it goes."""
    with project.read() as session:
        target = naming.theme_by_id(project, theme)
        names = {code.id: code.name for code in codes.everything(session)}
        below = tuple(each.name for each in themes.everything(session) if each.parent == target.id)
        mine = tuple(names[code] for code in themes.links(session).codes.get(target.id, ()))
        return Dependents(children=below, codes=mine, memos=len(memos.listing(session, ("theme", target.id))))


def delete_theme(project: Project, theme: int, why: str = "") -> Dependents:
    """Remove a theme; its subthemes move up, its codes and their codings stay. Returns what hung on it."""
    with project.decide(Verb.DELETE_THEME, why=why) as deciding:
        target, hung = naming.theme_by_id(project, theme), dependents_of_theme(project, theme)
        deciding.label = target.name
        _take_out(deciding, target)
    return hung


def promote(project: Project, code: int, under: int | None = None, why: str = "") -> Theme:
    """Make a theme of a code: it takes name and definition, and the code with its sub-codes belongs to it."""
    with project.decide(Verb.PROMOTE_CODE, why=why) as deciding:
        one = naming.code_by_id(project, code)
        parent = None if under is None else naming.theme_by_id(project, under).id
        deciding.label = one.name
        session = deciding.session
        _refuse_name(deciding, parent, one.name)
        theme_id = themes.add(session, one.name, parent, one.definition, from_code=one.id)
        themes.assign(session, theme_id, one.id)
        for child in codes.everything(session):
            if child.parent == one.id:
                themes.assign(session, theme_id, child.id)
    return Theme(theme_id, one.name, parent, one.definition)


def demote(project: Project, theme: int, why: str = "") -> Code:
    """Turn a theme back into a code: the one it came from, else a new one over the codes that were in it."""
    with project.decide(Verb.TURN_THEME_INTO_CODE, why=why) as deciding:
        target, session = naming.theme_by_id(project, theme), deciding.session
        deciding.label = target.name
        every = {code.id: code for code in codes.everything(session)}
        links = themes.links(session)
        origin = every.get(links.came_from.get(target.id, 0))
        if origin is None:
            refuse_taken(session, "code", {"parent_id": None, "name": target.name})
            new = Code(0, target.name, None, target.essence)
            origin = replace(new, id=codes.add(session, new))
            for member in links.codes.get(target.id, ()):
                if every[member].parent is None:
                    codes.change(session, member, parent_id=origin.id)
        memos.move(session, ("theme", target.id), ("code", origin.id))
        _take_out(deciding, target)
    return origin


def mark(project: Project, coding_id: int, theme: int, as_: CodingMark | None, reason: str = "") -> None:
    """Mark an extract as exemplary for a theme, contrary to it or dismissed from it; None takes the mark away."""
    with project.decide(Verb.MARK_CODING, why=reason) as deciding:
        home = naming.theme_by_id(project, theme)
        what = naming.describe_coding(project, naming.coding_by_id(project, coding_id))
        deciding.label = f"{what}: {as_ or 'no mark'} for {home.name}"
        themes.mark(deciding.session, home.id, coding_id, as_, reason)


def checked_mark(typed: str) -> CodingMark | None:
    """A mark as typed; `none` takes one away."""
    known: dict[str, CodingMark | None] = {"none": None, **{mark: mark for mark in CODING_MARKS}}
    if typed not in known:
        raise BadInput(f"mark {typed!r} is not known; choose {', '.join(known)}")
    return known[typed]


def members(project: Project, theme: int) -> tuple[Sequence[int], Mapping[int, str]]:
    """Ids of the codes of a theme and its subthemes, and its marks; what does not count in it is `dismissed`."""
    with project.read() as session:
        target = naming.theme_by_id(project, theme)
        counted = extracts(project)[target.id]
        every, links = themes.everything(session), themes.links(session)
        inside, below = set(), {target.id}
        while below:
            inside |= below
            below = {each.id for each in every if each.parent in below}
        found = sorted({code for theme_id in inside for code in links.codes.get(theme_id, ())})
        here = {coding.id for coding in codings.listing(session, codes=found)}
    marks = {coding: mark for (theme_id, coding), mark in links.marks.items() if theme_id == target.id}
    return found, marks | dict.fromkeys(here - counted, "dismissed")


def _take_out(deciding: Deciding, target: Theme) -> None:
    session = deciding.session
    children = [theme for theme in themes.everything(session) if theme.parent == target.id]
    for child in children:
        themes.change(session, child.id, parent_id=target.parent)
    memos.delete_on(session, ("theme", target.id))
    themes.delete(session, target.id)
    for child in children:
        _refuse_name(deciding, target.parent, child.name, child.id)


def _refuse_name(deciding: Deciding, parent: int | None, name: str, but_not: int | None = None) -> None:
    values = {"draft_id": themes.shown_draft(deciding.session), "parent_id": parent, "name": name}
    refuse_taken(deciding.session, "theme", values, but_not)
