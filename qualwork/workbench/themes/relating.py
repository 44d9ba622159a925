"""The thematic map: typed relations between themes made, changed, removed and listed."""

from __future__ import annotations

from dataclasses import replace

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.table import Table
from qualwork.model.theme import MUTUAL_KINDS, RELATION_KINDS, Relation, Theme
from qualwork.model.verbs import Verb
from qualwork.project.rows import relations as kept
from qualwork.project.rows import themes
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.codes.codebook import checked_name
from qualwork.workbench.log import auditing

COLUMNS = ("id", "theme", "relation", "other", "note")
_LONGEST_KIND = 40


def relations(project: Project) -> list[Relation]:
    """The relations between the themes of the shown draft, oldest first."""
    with project.read() as session:
        return kept.everything(session)


def kinds(project: Project) -> list[str]:
    """The kinds that are offered, and those of one's own that are in use."""
    own = {relation.kind for relation in relations(project)} - set(RELATION_KINDS)
    return [*RELATION_KINDS, *sorted(own)]


def relate(project: Project, source: int, kind: str, target: int, note: str = "", why: str = "") -> Relation:
    """Relate one theme to another; where they are so related already, the note is set anew.

    `kind` is one of RELATION_KINDS or a short text of one's own.
    """
    kind = _checked_kind(kind)
    with project.decide(Verb.RELATE_THEMES, why=why) as deciding:
        one, other = naming.theme_by_id(project, source), naming.theme_by_id(project, target)
        if one.id == other.id:
            raise BadInput(f"theme {one.name!r} cannot be related to itself; name another theme")
        deciding.label = f"{one.name} {kind} {other.name}"
        known = _find(kept.everything(deciding.session), one, kind, other)
        if known is not None:
            kept.change(deciding.session, known.id, note=note)
            return replace(known, note=note)
        made = kept.add(deciding.session, one.id, kind, other.id, note)
    return Relation(made, one.id, kind, other.id, note)


def unrelate(project: Project, source: int, kind: str, target: int, why: str = "") -> Relation:
    """Take a relation between two themes away; returns what it was."""
    kind = _checked_kind(kind)
    with project.decide(Verb.UNRELATE_THEMES, why=why) as deciding:
        one, other = naming.theme_by_id(project, source), naming.theme_by_id(project, target)
        deciding.label = f"{one.name} {kind} {other.name}"
        known = _find(kept.everything(deciding.session), one, kind, other)
        if known is None:
            raise NotFound(f"no relation says that {one.name!r} {kind} {other.name!r}; `themes relations` lists them")
        kept.delete(deciding.session, known.id)
    return known


def table(project: Project) -> Table:
    """One row a relation, with the full names of its themes."""
    with project.read() as session:
        names, found = naming.paths(themes.everything(session)), kept.everything(session)
    rows = tuple((each.id, names[each.source], each.kind, names[each.target], each.note) for each in found)
    return Table("relations", COLUMNS, rows, auditing.provenance(project))


def _checked_kind(typed: str) -> str:
    kind = checked_name(typed)
    if len(kind) > _LONGEST_KIND:
        raise BadInput(f"the kind of relation {kind!r} is too long; say it in {_LONGEST_KIND} characters")
    return next((known for known in RELATION_KINDS if known == kind.casefold()), kind)


def _find(found: list[Relation], one: Theme, kind: str, other: Theme) -> Relation | None:
    ends = {(one.id, other.id)} | ({(other.id, one.id)} if kind in MUTUAL_KINDS else set())
    return next((each for each in found if each.kind == kind and (each.source, each.target) in ends), None)
