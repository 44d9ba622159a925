"""The theme tree put in order: themes and codes moved among their siblings, themes merged."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.model.theme import Theme
from qualwork.model.verbs import Verb
from qualwork.project.rows import memos, relations, themes
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming

TEXTS = ("essence", "scope_in", "scope_out", "story", "differs", "narrative")


def shift_theme(project: Project, theme: int, by: int, why: str = "") -> bool:
    """Move a theme up (`by` -1) or down (1) among its siblings; False where it is the first or last already."""
    with project.decide(Verb.ORDER_THEMES, why=why) as deciding:
        moved = naming.theme_by_id(project, theme)
        deciding.label = moved.name
        beside = [each for each in themes.everything(deciding.session) if each.parent == moved.parent]
        wanted = _shifted([each.id for each in beside], moved.id, by)
        places = sorted({each.position for each in beside})
        if len(places) < len(beside):
            places = list(range(1, len(beside) + 1))
        for theme_id, place in zip(wanted, places, strict=True):
            themes.change(deciding.session, theme_id, position=place)
    return wanted != [each.id for each in beside]


def shift_code(project: Project, code: int, theme: int, by: int, why: str = "") -> bool:
    """Move a code up (`by` -1) or down (1) among the codes of a theme; False where it is the first or last already."""
    with project.decide(Verb.ORDER_CODES, why=why) as deciding:
        one, home = naming.code_by_id(project, code), naming.theme_by_id(project, theme)
        deciding.label = f"{one.name} in {home.name}"
        there = themes.links(deciding.session).codes.get(home.id, [])
        if one.id not in there:
            raise NotFound(f"code {one.name!r} is not in theme {home.name!r}")
        wanted = _shifted(there, one.id, by)
        if wanted != there:
            themes.order_codes(deciding.session, home.id, wanted)
    return wanted != there


def _shifted(ids: Sequence[int], moved: int, by: int) -> list[int]:
    rest = [each for each in ids if each != moved]
    at = max(0, min(len(rest), ids.index(moved) + by))
    return [*rest[:at], moved, *rest[at:]]


def merge_themes(project: Project, sources: Sequence[int], into: int, why: str = "") -> Theme:
    """Give all that hangs on some themes to another one and remove them.

    Codes, subthemes, marks, relations and notes go over; what the other has written on its card stays, and empty
    fields are filled. A target that lies below one of them takes its place in the tree.
    """
    with project.decide(Verb.MERGE_THEMES, why=why) as deciding:
        target = naming.theme_by_id(project, into)
        gone = [naming.theme_by_id(project, source) for source in dict.fromkeys(sources)]
        if any(theme.id == target.id for theme in gone):
            raise BadInput(f"theme {target.name!r} cannot be merged into itself")
        deciding.label = f"{', '.join(theme.name for theme in gone)} into {target.name}"
        for theme in gone:
            _merge(deciding, theme.id, target.id)
        every = themes.everything(deciding.session)
        moved = [each for each in every if each.id == target.id or each.parent == target.id]
        for each in moved:
            _refuse_twin(deciding, each)
    return next(each for each in moved if each.id == target.id)


def _merge(deciding: Deciding, source: int, target: int) -> None:
    session = deciding.session
    every = {theme.id: theme for theme in themes.everything(session)}
    old, new = every[source], every[target]
    above = every.get(new.parent or 0)
    while above is not None and above.id != source:
        above = every.get(above.parent or 0)
    if above is not None:
        themes.change(session, target, parent_id=old.parent, position=old.position)
    for child in every.values():
        if child.parent == source and child.id != target:
            themes.change(session, child.id, parent_id=target)
    filled = {field: getattr(old, field) for field in TEXTS if not getattr(new, field)}
    themes.change(session, target, **filled)
    links = themes.links(session)
    for code in links.codes.get(source, ()):
        themes.assign(session, target, code)
    themes.hand_on_marks(session, source, target)
    _hand_on_relations(deciding, source, target)
    memos.move(session, ("theme", source), ("theme", target))
    themes.delete(session, source)


def _hand_on_relations(deciding: Deciding, source: int, target: int) -> None:
    every = relations.everything(deciding.session)
    there = {(each.source, each.kind, each.target) for each in every}
    for each in every:
        ends = (target if each.source == source else each.source, target if each.target == source else each.target)
        wanted = (ends[0], each.kind, ends[1])
        if source in (each.source, each.target) and ends[0] != ends[1] and wanted not in there:
            relations.change(deciding.session, each.id, source_id=ends[0], target_id=ends[1])
            there.add(wanted)


def _refuse_twin(deciding: Deciding, theme: Theme) -> None:
    place = {"draft_id": themes.shown_draft(deciding.session), "parent_id": theme.parent, "name": theme.name}
    try:
        refuse_taken(deciding.session, "theme", place, theme.id)
    except Refused as fault:
        raise Refused(f"{fault.message}; rename {theme.name!r} first") from fault
