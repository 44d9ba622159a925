"""Codebooks read from files: codes, themes and term families merged by name with what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualwork.model.code import Code
from qualwork.model.errors import BadInput
from qualwork.model.refs import Ref
from qualwork.model.table import Table
from qualwork.model.theme import Theme
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import codes, families, themes
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import naming

if TYPE_CHECKING:
    from qualwork.ingest.sheets.codebook_entries import CodebookFile, CodeEntry, ThemeEntry

    Coded = tuple[int, CodeEntry]
    Themed = tuple[int, ThemeEntry]

Added = dict[str, list[str]]
EntryKind = Literal["code", "theme"]
Outcome = Literal["new", "filled", "changed", "kept", "same"]
_CODE_FIELDS = ("definition", "use_when", "use_not", "colour")
_THEME_FIELDS = ("essence", "scope_in", "scope_out", "story", "differs", "narrative")


@dataclass(slots=True)
class TakenIn:
    """What became of a codebook: names added by kind, a row for each entry, and names that may mean what is there.

    A row is kind, full name, outcome and details: `filled` says which empty fields were filled, `kept` which differ
    from the file and stayed, `changed` which took the file's text.
    """

    added: Added = field(default_factory=lambda: {"codes": [], "themes": [], "families": []})
    rows: list[tuple[str, str, Outcome, str]] = field(default_factory=list)
    near: list[tuple[str, str, str, float]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()

    def table(self) -> Table:
        """One row an entry, with the known name that it may mean."""
        like = {(kind, name): f"{known} ({score:.0f})" for kind, name, known, score in self.near}
        rows = tuple(
            (kind, name, outcome, details, like.get((kind, name)) if outcome == "new" else None)
            for kind, name, outcome, details in self.rows
        )
        return Table("codebook", ("kind", "name", "outcome", "details", "like"), rows)


class _Preview(Exception):
    """Takes back what a preview did."""


def import_codebook(project: Project, path: Path, why: str = "") -> Added:
    """Add what a codebook holds, as one decision; returns the names that were added, by kind."""
    return take_in(project, path, why=why).added


def take_in(
    project: Project,
    path: Path,
    same: Mapping[str, Ref] | None = None,
    update: bool = False,
    dry_run: bool = False,
    why: str = "",
) -> TakenIn:
    """Merge a codebook in YAML, CSV or XLSX into the project by name, as one decision.

    What is not there is added; empty fields of what is there are filled, others stay unless `update` takes the
    file's. `same` says which entry of the file is known under another name, and as what. A dry run tells all this and
    changes nothing.
    """
    from qualwork.ingest.sheets.codebook import read_codebook

    found = read_codebook(path)
    taken = TakenIn(left_out=found.left_out)
    try:
        with project.decide(Verb.IMPORT_CODEBOOK, path.name, why) as deciding:
            known_as = _known_as(project, found, same or {})
            merging = _Merging(deciding, update, known_as, taken)
            merging.all(found)
            _propose(merging, taken)
            if dry_run:
                raise _Preview
    except _Preview:
        pass
    return taken


def entry_kinds(path: Path, names: Iterable[str]) -> dict[str, EntryKind]:
    """Whether each name is one of the codes of a codebook or one of its themes."""
    from qualwork.ingest.sheets.codebook import read_codebook

    book = read_codebook(path)
    return {name: _kind(book, name) for name in names}


def _kind(book: CodebookFile, name: str) -> EntryKind:
    if fold(name) in _names(book.codes):
        return "code"
    if fold(name) in _names(book.themes):
        return "theme"
    raise BadInput(f"the codebook has no code or theme {name!r}; write NAME-IN-FILE=NAME-IN-PROJECT")


def _known_as(project: Project, book: CodebookFile, same: Mapping[str, Ref]) -> dict[tuple[str, str], int]:
    """Ids of the known codes and themes that entries of the file are said to be."""
    ids: dict[tuple[str, str], int] = {}
    for entry, known in same.items():
        kind = _kind(book, entry)
        if known.kind != kind:
            raise BadInput(f"{entry!r} is a {kind} in the codebook, and cannot be a {known.kind} of the project")
        naming.name_of(project, known)
        ids[kind, fold(entry)] = known.id
    return ids


def _names(entries: Sequence[CodeEntry] | Sequence[ThemeEntry]) -> set[str]:
    return {name for entry in entries for name in (fold(entry.name), *_names(entry.children))}


def _propose(merging: _Merging, taken: TakenIn) -> None:
    """Note for each new name the known one that it is most like."""
    from qualwork.analysis.words.similar import counterparts

    for kind, known in (("code", merging.known_codes), ("theme", merging.known_themes)):
        new = [name for of_kind, name, outcome, _ in taken.rows if of_kind == kind and outcome == "new"]
        last_parts: dict[str, list[str]] = {}
        for name in new:
            last_parts.setdefault(name.rpartition(naming.PATH)[2], []).append(name)
        for part, other, score in counterparts(list(last_parts), known):
            taken.near += [(kind, name, other, score) for name in last_parts[part]]


class _Merging:
    """One codebook on its way into a project, whose codes and themes are kept in memory meanwhile."""

    def __init__(
        self, deciding: Deciding, update: bool, known_as: Mapping[tuple[str, str], int], taken: TakenIn
    ) -> None:
        self.session = deciding.session
        self.update = update
        self.known_as = known_as
        self.taken = taken
        self.codes = {code.id: code for code in codes.everything(self.session)}
        self.themes = {theme.id: theme for theme in themes.everything(self.session)}
        self.known_codes = [code.name for code in self.codes.values()]
        self.known_themes = [theme.name for theme in self.themes.values()]
        self.by_place: dict[tuple[str, int | None, str], int] = {}
        for code in reversed(self.codes.values()):
            self.by_place["code", code.parent, fold(code.name)] = code.id
        for theme in reversed(self.themes.values()):
            self.by_place["theme", theme.parent, fold(theme.name)] = theme.id
        self.inside = {theme: set(mine) for theme, mine in themes.links(self.session).codes.items()}

    def all(self, found: CodebookFile) -> None:
        """Codes first, then themes, then what joins them, then families."""
        coded = self.add_codes(found.codes, None, "")
        themed = self.add_themes(found.themes, None, "")
        for code_id, entry in coded:
            for name in entry.themes:
                self.join(self.home(name), code_id)
        for theme_id, theme_entry in themed:
            for name in theme_entry.codes:
                self.join_one_of(theme_id, name)
        self.add_families(found)

    def place(self, kind: str, name: str, parent: int | None) -> int | None:
        """The known thing that an entry means."""
        return self.known_as.get((kind, fold(name))) or self.by_place.get((kind, parent, fold(name)))

    def add_codes(self, new: Sequence[CodeEntry], parent: int | None, above: str) -> list[Coded]:
        placed: list[Coded] = []
        for one in new:
            path = above + one.name
            known = self.place("code", one.name, parent)
            if known is None:
                known = self.new_code(one, parent, path)
            else:
                values = self.fill("code", path, self.codes[known], {name: getattr(one, name) for name in _CODE_FIELDS})
                if values:
                    codes.change(self.session, known, **values)
                    self.codes[known] = replace(self.codes[known], **values)  # type: ignore[arg-type]
            placed += [(known, one), *self.add_codes(one.children, known, path + naming.PATH)]
        return placed

    def new_code(self, entry: CodeEntry, parent: int | None, path: str) -> int:
        code = Code(0, entry.name, parent, entry.definition, entry.use_when, entry.use_not, entry.colour)
        made = codes.add(self.session, code)
        self.codes[made] = replace(code, id=made)
        self.by_place["code", parent, fold(entry.name)] = made
        self.taken.added["codes"].append(entry.name)
        self.taken.rows.append(("code", path, "new", ""))
        return made

    def add_themes(self, new: Sequence[ThemeEntry], parent: int | None, above: str) -> list[Themed]:
        placed: list[Themed] = []
        for one in new:
            path = above + one.name
            given = {name: getattr(one, name) for name in _THEME_FIELDS}
            known = self.place("theme", one.name, parent)
            if known is None:
                known = self.new_theme(one.name, parent, path)
                values = {name: value for name, value in (given | {"status": one.status}).items() if value}
            else:
                if self.update and one.status != "candidate":
                    given["status"] = one.status
                values = self.fill("theme", path, self.themes[known], given)
            if values:
                themes.change(self.session, known, **values)
                self.themes[known] = replace(self.themes[known], **values)
            placed += [(known, one), *self.add_themes(one.children, known, path + naming.PATH)]
        return placed

    def new_theme(self, name: str, parent: int | None, path: str) -> int:
        made = themes.add(self.session, name, parent)
        self.themes[made] = Theme(made, name, parent)
        self.by_place["theme", parent, fold(name)] = made
        self.taken.added["themes"].append(name)
        self.taken.rows.append(("theme", path, "new", ""))
        return made

    def fill(self, kind: str, path: str, known: Code | Theme, given: Mapping[str, str]) -> dict[str, str]:
        """The fields to set of what is there; notes what becomes of it."""
        differing = {name: value for name, value in given.items() if value and value != getattr(known, name)}
        empty = {name: value for name, value in differing.items() if not getattr(known, name)}
        outcome: Outcome = "same"
        if differing:
            outcome = "filled" if differing == empty else "changed" if self.update else "kept"
        said = "taken" if self.update else "differs"
        details = [f"{name.replace('_', ' ')} {said}" for name in differing if name not in empty]
        filled = [f"{name.replace('_', ' ')} filled" for name in empty]
        self.taken.rows.append((kind, path, outcome, ", ".join([*details, *filled])))
        return differing if self.update else empty

    def home(self, name: str) -> int:
        """The theme of that name, made at the top where there is none."""
        known = self.known_as.get(("theme", fold(name)))
        if known is None:
            known = next((theme.id for theme in self.themes.values() if fold(theme.name) == fold(name)), None)
        return self.new_theme(name, None, name) if known is None else known

    def join(self, theme: int, code: int) -> None:
        themes.assign(self.session, theme, code)
        self.inside.setdefault(theme, set()).add(code)

    def join_one_of(self, theme: int, name: str) -> None:
        """Put a code of that name under a theme; of several, the one whose own entry says so."""
        known = self.known_as.get(("code", fold(name)))
        fitting = (
            [code.id for code in self.codes.values() if fold(code.name) == fold(name)] if known is None else [known]
        )
        if not fitting:
            from qualwork.ingest.sheets.codebook_entries import CodeEntry

            fitting = [self.new_code(CodeEntry(name), None, name)]
        if not set(fitting) & self.inside.get(theme, set()):
            self.join(theme, fitting[0])

    def add_families(self, found: CodebookFile) -> None:
        known = {fold(family.name): family for family in families.everything(self.session)}
        for one in found.families:
            old = known.get(fold(one.name))
            judged = {fold(form) for form in (*old.accepted, *old.rejected)} if old else set()
            forms: list[tuple[str, Literal["accepted", "rejected"]]] = [
                *((form, "accepted") for form in one.accepted),
                *((form, "rejected") for form in one.rejected),
            ]
            missing = [(form, verdict) for form, verdict in forms if fold(form) not in judged]
            self.note_family(one.name, old is not None, [form for form, _ in missing])
            if old is not None and not self.update:
                continue
            family_id = families.add(self.session, one.name) if old is None else old.id
            for form, verdict in missing:
                families.judge(self.session, family_id, form, verdict)

    def note_family(self, name: str, is_known: bool, missing: Sequence[str]) -> None:
        if not is_known:
            self.taken.added["families"].append(name)
        outcome: Outcome = "new"
        if is_known:
            outcome = "same" if not missing else "changed" if self.update else "kept"
        self.taken.rows.append(("family", name, outcome, f"forms {', '.join(missing)}" if is_known and missing else ""))
