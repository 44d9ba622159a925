"""Codebooks read from files: codes, themes and term families added to what is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.code import Code
from qualwork.model.units import fold
from qualwork.project import codes, families, themes
from qualwork.project.decisions import Deciding, Project

if TYPE_CHECKING:
    from qualwork.ingest.codebook import CodebookFile, CodeEntry, ThemeEntry

Added = dict[str, list[str]]


def import_codebook(project: Project, path: Path, why: str = "") -> Added:
    """Add what a YAML codebook holds, as one decision; what has the same name already stays as it is.

    Returns the names that were added, by kind.
    """
    from qualwork.ingest.codebook import read_codebook

    found = read_codebook(path)
    added: Added = {"codes": [], "themes": [], "families": []}
    with project.decide("import codebook", path.name, why) as deciding:
        _add_codes(deciding, found.codes, None, added)
        _add_themes(deciding, found.themes, None, added)
        _add_families(deciding, found, added)
    return added


def _add_codes(deciding: Deciding, new: Sequence[CodeEntry], parent: int | None, added: Added) -> None:
    session = deciding.session
    for one in new:
        siblings = [code for code in codes.everything(session) if code.parent == parent]
        known = next((code for code in siblings if fold(code.name) == fold(one.name)), None)
        if known is None:
            code = Code(0, one.name, parent, one.definition, one.use_when, one.use_not, one.colour)
            code_id = codes.add(session, code)
            added["codes"].append(one.name)
        else:
            code_id = known.id
        _add_codes(deciding, one.children, code_id, added)


def _add_themes(deciding: Deciding, new: Sequence[ThemeEntry], parent: int | None, added: Added) -> None:
    session = deciding.session
    by_name = {fold(code.name): code.id for code in codes.everything(session)}
    for one in new:
        every = themes.everything(session)
        known = next((t for t in every if fold(t.name) == fold(one.name) and t.parent == parent), None)
        if known is None:
            theme_id = themes.add(session, one.name, parent, one.essence)
            fields = {name: getattr(one, name) for name in ("scope_in", "scope_out", "story", "narrative", "status")}
            themes.change(session, theme_id, **{name: value for name, value in fields.items() if value})
            added["themes"].append(one.name)
        else:
            theme_id = known.id
        for name in one.codes:
            if fold(name) not in by_name:
                by_name[fold(name)] = codes.add(session, Code(0, name))
                added["codes"].append(name)
            themes.assign(session, theme_id, by_name[fold(name)])
        _add_themes(deciding, one.children, theme_id, added)


def _add_families(deciding: Deciding, found: CodebookFile, added: Added) -> None:
    session = deciding.session
    known = {fold(family.name) for family in families.everything(session)}
    for one in found.families:
        if fold(one.name) in known:
            continue
        family_id = families.add(session, one.name)
        for form in one.accepted:
            families.judge(session, family_id, form, "accepted")
        for form in one.rejected:
            families.judge(session, family_id, form, "rejected")
        added["families"].append(one.name)
