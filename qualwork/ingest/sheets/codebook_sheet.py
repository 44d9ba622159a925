"""Codebooks in tables: CSV, XLSX and ODS with a row a code, under the headers that researchers give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from qualwork.ingest.sheets.codebook_entries import CodebookFile, CodeEntry, FamilyEntry, ThemeEntry
from qualwork.ingest.sheets.sheet import read_sheet, sheet_names
from qualwork.model.errors import BadInput
from qualwork.model.family import parse_pattern, split_forms
from qualwork.model.theme import ThemeStatus
from qualwork.model.units import fold

SHEET_SUFFIXES = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods")
_PATH = "/"
_TAG = "tag"  # the column in which Taguette names a code
_LEVEL = "."  # between a tag of Taguette's and the one above it
_DEEPEST = 100
# What a column may be called, by the field it fills; the first one of a field that is there is taken.
_CODE_HEADERS = {
    "name": "name, code, code name, label, title, tag",
    "under": "under, parent, parent code, category, group, main code",
    "definition": "definition, description, meaning, explanation, memo, comment",
    "use_when": "use when, when to use, inclusion, inclusion criteria, include, apply when",
    "use_not": "use not, do not use when, when not to use, exclusion, exclusion criteria, exclude",
    "colour": "colour, color",
    "themes": "themes, theme",
}
_THEME_HEADERS = {
    "name": "name, theme, title",
    "under": "under, parent, parent theme",
    "essence": "essence, definition, description",
    "scope_in": "scope in, in",
    "scope_out": "scope out, out",
    "story": "story",
    "differs": "differs",
    "narrative": "narrative",
    "status": "status",
    "codes": "codes",
}
_FAMILY_HEADERS = {"name": "name, family", "accepted": "accepted, forms", "rejected": "rejected"}
_COUNTS = ("codings", "participants", "example", "number of highlights")  # columns of ours that say how a code was used
_COLOUR = re.compile(r"#?([0-9a-fA-F]{6})")


@dataclass(slots=True)
class _Node:
    """A row that other rows may stand under."""

    fields: dict[str, str]
    children: list[_Node] = field(default_factory=list)


def read_codebook_sheet(path: Path) -> CodebookFile:
    """The codebook in a table; raises BadInput naming the row that is wrong, or the headers that are missing.

    Codes stand on a sheet called codes, else on the first; themes and term families on sheets of these names.
    Columns that mean nothing here are named in `left_out`.
    """
    sheets = {fold(name): name for name in sheet_names(path)}
    codes, left_out = _rows(path, sheets.get("codes"), _CODE_HEADERS)
    themes, _ = _rows(path, sheets["themes"], _THEME_HEADERS) if "themes" in sheets else ([], ())
    families, _ = _rows(path, sheets["families"], _FAMILY_HEADERS) if "families" in sheets else ([], ())
    return CodebookFile(
        codes=tuple(_code(path, node) for node in _nested(path, codes)),
        themes=tuple(_theme(path, node) for node in _nested(path, themes)),
        families=tuple(_family(path, node) for node in families),
        left_out=tuple(left_out),
    )


def _rows(path: Path, sheet: str | None, headers: Mapping[str, str]) -> tuple[list[_Node], list[str]]:
    """The rows of a sheet as fields, and the headers of columns that mean nothing here."""
    found, body = read_sheet(path, sheet=sheet)
    columns = _columns(found, headers)
    if "name" not in columns:
        wanted = headers["name"].replace(", ", " or ")
        raise BadInput(f"{path}, line 1: no column is called {wanted}; its headers are {', '.join(found)}")
    nodes = []
    for row in body:
        fields = {name: row[at].strip() for name, at in columns.items()}
        if not fields["name"] and any(fields.values()):
            held = next(value for value in fields.values() if value)
            raise BadInput(f"{path}: the row with {held[:60]!r} has no name; give it one or empty the row")
        if fields["name"]:
            nodes.append(_Node(fields))
    if "under" not in columns and fold(found[columns["name"]]) == _TAG:
        _nest_tags(nodes)
    unknown = [name for at, name in enumerate(found) if name and at not in columns.values() and name not in _COUNTS]
    return nodes, unknown


def _nest_tags(nodes: Sequence[_Node]) -> None:
    """Taguette's tags, whose names hold those above them (`work.hours`): each goes under the longest that has a row."""
    names = {node.fields["name"] for node in nodes}
    for node in nodes:
        name = node.fields["name"]
        above = [name[:at] for at, sign in enumerate(name) if sign == _LEVEL and name[:at] in names and name[at + 1 :]]
        if above:
            node.fields |= {"name": name[len(above[-1]) + 1 :], "under": above[-1].replace(_LEVEL, _PATH)}


def _columns(found: Sequence[str], headers: Mapping[str, str]) -> dict[str, int]:
    plain = [" ".join(fold(header).replace("_", " ").split()) for header in found]
    columns: dict[str, int] = {}
    for name, known in headers.items():
        for header in known.split(", "):
            if header in plain and plain.index(header) not in columns.values():
                columns[name] = plain.index(header)
                break
    return columns


def _nested(path: Path, nodes: Sequence[_Node]) -> list[_Node]:
    """The rows as a tree: each under the row whose full name it gives, wherever that stands; else under a new one."""
    by_path: dict[str, _Node] = {}
    for node in nodes:
        under = node.fields.get("under", "")
        full = f"{under}{_PATH}{node.fields['name']}" if under else node.fields["name"]
        if by_path.setdefault(fold(full), node) is not node:
            raise BadInput(f"{path}: {full!r} stands in two rows; give one of them another name")
    roots: list[_Node] = []
    for node in nodes:
        under = node.fields.get("under", "")
        if under and fold(under) not in by_path:
            by_path[fold(under)] = _Node({"name": under})
            roots.append(by_path[fold(under)])
        (by_path[fold(under)].children if under else roots).append(node)
    if _counted(path, roots) < len(by_path):
        raise BadInput(f"{path}: some rows stand under each other in a ring; check the column of what is above")
    return roots


def _counted(path: Path, roots: Sequence[_Node]) -> int:
    """How many rows hang on those at the top; raises BadInput where they are nested deeper than any codebook."""
    count = depth = 0
    level = list(roots)
    while level:
        count, depth = count + len(level), depth + 1
        if depth > _DEEPEST:
            raise BadInput(f"{path}: nested deeper than any codebook; check the column of what is above")
        level = [child for node in level for child in node.children]
    return count


def _code(path: Path, node: _Node) -> CodeEntry:
    get = node.fields.get
    colour = get("colour", "")
    matched = _COLOUR.fullmatch(colour)
    if colour and matched is None:
        raise BadInput(f"{path}: {node.fields['name']!r}: colour {colour!r} is not known; write #RRGGBB, as in #1f77b4")
    return CodeEntry(
        name=node.fields["name"],
        definition=get("definition", ""),
        use_when=get("use_when", ""),
        use_not=get("use_not", ""),
        colour=f"#{matched[1].lower()}" if matched else "",
        themes=_list(get("themes", "")),
        children=tuple(_code(path, child) for child in node.children),
    )


def _theme(path: Path, node: _Node) -> ThemeEntry:
    get = node.fields.get
    status = next((known for known in get_args(ThemeStatus) if known == fold(get("status", ""))), None)
    if status is None and get("status", ""):
        known = ", ".join(get_args(ThemeStatus))
        raise BadInput(f"{path}: {node.fields['name']!r}: no status {get('status')!r}; use one of {known}")
    texts = {name: get(name, "") for name in ("essence", "scope_in", "scope_out", "story", "differs", "narrative")}
    return ThemeEntry(
        name=node.fields["name"],
        **texts,
        status=status or "candidate",
        codes=_list(get("codes", "")),
        children=tuple(_theme(path, child) for child in node.children),
    )


def _list(cell: str) -> tuple[str, ...]:
    """Names on a line each, else parted by semicolons."""
    return tuple(part.strip() for part in cell.split("\n" if "\n" in cell else ";") if part.strip())


def _family(path: Path, node: _Node) -> FamilyEntry:
    def forms(name: str) -> tuple[str, ...]:
        try:
            found = split_forms(node.fields.get(name, ""))
            for form in found:
                parse_pattern(form)
        except BadInput as fault:
            raise BadInput(f"{path}: {node.fields['name']!r}: {fault.message}") from None
        return tuple(found)

    return FamilyEntry(node.fields["name"], forms("accepted"), forms("rejected"))
