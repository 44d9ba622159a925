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

    Coded = tuple[int, CodeEntry]
    Themed = tuple[int, ThemeEntry]

Added = dict[str, list[str]]


def import_codebook(project: Project, path: Path, why: str = "") -> Added:
    """Add what a YAML codebook holds, as one decision; what has the same name already stays as it is.

    Returns the names that were added, by kind.
    """
    from qualwork.ingest.codebook import read_codebook

    found = read_codebook(path)
    added: Added = {"codes": [], "themes": [], "families": []}
    with project.decide("import codebook", path.name, why) as deciding:
        coded = _add_codes(deciding, found.codes, None, added)
        themed = _add_themes(deciding, found.themes, None, added)
        _join_from_codes(deciding, coded, added)
        _join_from_themes(deciding, themed, added)
        _add_families(deciding, found, added)
    return added


def _add_codes(deciding: Deciding, new: Sequence[CodeEntry], parent: int | None, added: Added) -> list[Coded]:
    session = deciding.session
    placed: list[Coded] = []
    for one in new:
        siblings = [code for code in codes.everything(session) if code.parent == parent]
        known = next((code.id for code in siblings if fold(code.name) == fold(one.name)), None)
        if known is None:
            code = Code(0, one.name, parent, one.definition, one.use_when, one.use_not, one.colour)
            known = codes.add(session, code)
            added["codes"].append(one.name)
        placed += [(known, one), *_add_codes(deciding, one.children, known, added)]
    return placed


def _add_themes(deciding: Deciding, new: Sequence[ThemeEntry], parent: int | None, added: Added) -> list[Themed]:
    session = deciding.session
    placed: list[Themed] = []
    for one in new:
        siblings = [theme for theme in themes.everything(session) if theme.parent == parent]
        known = next((theme.id for theme in siblings if fold(theme.name) == fold(one.name)), None)
        if known is None:
            known = themes.add(session, one.name, parent, one.essence)
            fields = {name: getattr(one, name) for name in ("scope_in", "scope_out", "story", "narrative", "status")}
            themes.change(session, known, **{name: value for name, value in fields.items() if value})
            added["themes"].append(one.name)
        placed += [(known, one), *_add_themes(deciding, one.children, known, added)]
    return placed


def _join_from_codes(deciding: Deciding, coded: Sequence[Coded], added: Added) -> None:
    """Put codes under the themes that their own entries name."""
    session = deciding.session
    for code_id, entry in coded:
        for name in entry.themes:
            every = themes.everything(session)
            home = next((theme.id for theme in every if fold(theme.name) == fold(name)), None)
            if home is None:
                home = themes.add(session, name, None)
                added["themes"].append(name)
            themes.assign(session, home, code_id)


def _join_from_themes(deciding: Deciding, themed: Sequence[Themed], added: Added) -> None:
    """Put under a theme the codes its entry names; of several codes of one name, the one that says so itself."""
    session = deciding.session
    for theme_id, entry in themed:
        inside = themes.links(session).codes.get(theme_id, [])
        for name in entry.codes:
            fitting = [code.id for code in codes.everything(session) if fold(code.name) == fold(name)]
            if not fitting:
                fitting = [codes.add(session, Code(0, name))]
                added["codes"].append(name)
            if not set(fitting) & set(inside):
                themes.assign(session, theme_id, fitting[0])


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
