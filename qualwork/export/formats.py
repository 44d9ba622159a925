"""The formats of every export, one row each.

What a content can be written as, what offers and names its formats (`-o FILE`, the dialogs of the screen, help, the
message about an unknown kind) and what writes them all ask here, so that a new format is one function and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from qualwork.export.provenance import save_with_meta
from qualwork.export.write import kind_of, write_atomically
from qualwork.model.errors import BadInput

Writer = Callable[..., bytes | str]


def _at(module: str, name: str) -> Writer:
    """A writer that is imported when it first writes: python-docx, XlsxWriter and fonts are slow to load."""

    def write(*content: Any, **options: Any) -> bytes | str:
        writer: Writer = getattr(import_module(f"qualwork.export.{module}"), name)
        return writer(*content, **options)

    return write


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of content is written as files of one suffix.

    `options` are the keywords that the writer takes, each with its default, and `reason` says why where a default needs
    one. Where the file has room for its provenance, `provenance_inside`; other files get a `.meta.json` beside them.
    """

    content: str
    suffix: str
    write: Writer
    options: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    provenance_inside: bool = False


_OUTLINE = "an outline is read at the desk, where counts help"
_FIGURE = "a figure is printed, where counts would read as ranks"
_CSV_PLAIN = "cells verbatim: other programs read them, and marks for Excel would be data to them"
_CODEBOOK: Mapping[str, Any] = {"examples": {}, "provenance": {}}

FORMATS: list[Format] = [
    Format(
        "table",
        "csv",
        _at("tables.table_text", "table_csv"),
        {"spreadsheet_safe": False, "excel_bom": False},
        _CSV_PLAIN,
    ),
    Format("table", "xlsx", _at("tables.table_xlsx", "table_xlsx"), provenance_inside=True),
    Format("table", "docx", _at("tables.table_docx", "table_docx"), provenance_inside=True),
    Format("table", "html", _at("tables.table_html", "table_html"), provenance_inside=True),
    Format("table", "md", _at("tables.table_text", "table_markdown")),
    Format("table", "json", _at("tables.table_text", "table_json")),
    Format("illustrative", "docx", _at("documents.illustrative", "illustrative_docx"), provenance_inside=True),
    Format("illustrative", "html", _at("documents.illustrative", "illustrative_html"), provenance_inside=True),
    Format("illustrative", "md", _at("documents.illustrative", "illustrative_markdown")),
    Format("chart", "svg", _at("figures.chart", "chart_svg")),
    Format("chart", "png", _at("figures.chart", "chart_png")),
    Format("tree", "txt", _at("documents.tree_outline", "tree_text"), {"counts": True}, _OUTLINE),
    Format("tree", "md", _at("documents.tree_outline", "tree_markdown"), {"counts": True}, _OUTLINE),
    Format("tree", "json", _at("documents.tree_outline", "tree_json")),
    Format("tree", "docx", _at("documents.tree_docx", "tree_docx"), {"counts": True}, _OUTLINE),
    Format("tree", "svg", _at("figures.tree_figure", "tree_svg"), {"direction": "right", "counts": False}, _FIGURE),
    Format("tree", "png", _at("figures.tree_figure", "tree_png"), {"direction": "right", "counts": False}, _FIGURE),
    Format("map", "svg", _at("figures.map_figure", "map_svg"), {"counts": False}, _FIGURE),
    Format("map", "png", _at("figures.map_figure", "map_png"), {"counts": False}, _FIGURE),
    Format("map", "md", _at("figures.map_figure", "map_markdown")),
    Format("story", "svg", _at("documents.story", "story_svg")),
    Format("story", "png", _at("documents.story", "story_png")),
    Format("draft", "md", _at("documents.story", "story_draft")),
    Format("draft", "txt", _at("documents.story", "story_draft")),
    Format("report", "docx", _at("documents.report_docx", "report_docx"), provenance_inside=True),
    Format("report", "html", _at("documents.report_html", "report_html"), provenance_inside=True),
    Format("transcript", "docx", _at("documents.coded_transcript", "coded_docx"), provenance_inside=True),
    Format("transcript", "html", _at("documents.coded_transcript", "coded_html"), provenance_inside=True),
    Format("codebook", "yaml", _at("documents.codebook", "codebook_yaml")),
    Format("codebook", "docx", _at("documents.codebook_pages", "codebook_docx"), _CODEBOOK, provenance_inside=True),
    Format("codebook", "xlsx", _at("documents.codebook_pages", "codebook_xlsx"), _CODEBOOK, provenance_inside=True),
    Format("codebook", "md", _at("documents.codebook_pages", "codebook_markdown"), {"examples": {}}),
    Format("log", "jsonl", _at("documents.audit", "audit_jsonl")),
    Format("manuscript", "docx", _at("documents.check_docx", "commented_docx"), {"provenance": {}}, "", True),
    Format("study", "qdpx", _at("refi_qda.refi_file", "project_file")),
    Format("study", "qdc", _at("refi_qda.refi_file", "codebook_file")),
]


def kinds(*contents: str, first: Sequence[str] = ()) -> tuple[str, ...]:
    """The suffixes that any of these contents can be written as; those named `first` stand in front."""
    suffixes = [each.suffix for content in contents for each in FORMATS if each.content == content]
    ahead = [suffix for suffix in first if suffix in suffixes]
    return tuple(dict.fromkeys([*ahead, *suffixes]))


def find(content: str, kind: str) -> Format:
    """The row of a content and suffix; raises BadInput that names the suffixes there are."""
    for each in FORMATS:
        if (each.content, each.suffix) == (content, kind):
            return each
    raise BadInput(f"a {content} cannot be written as {kind!r}; choose one of {', '.join(kinds(content))}")


def file_bytes(content: str, kind: str, *values: Any, **options: Any) -> bytes:
    """The bytes of a file; options that are None, or that the format knows nothing of, leave its defaults."""
    row = find(content, kind)
    taken = {name: usual if options.get(name) is None else options[name] for name, usual in row.options.items()}
    data = row.write(*values, **taken)
    return data.encode() if isinstance(data, str) else data


def save(
    path: Path,
    content: str,
    *values: Any,
    name: str,
    provenance: Mapping[str, str],
    about: Mapping[str, Any] | None = None,
    **options: Any,
) -> tuple[Path, ...]:
    """Write a file of the kind that its name says; answers the paths written.

    `name` and `about` go into the `.meta.json` beside files that have no room for their provenance.
    """
    kind = kind_of(path, kinds(content))
    data = file_bytes(content, kind, *values, provenance=provenance, **options)
    return put(path, find(content, kind), data, name, provenance, about or {})


def put(
    path: Path, row: Format, data: bytes, name: str, provenance: Mapping[str, str], about: Mapping[str, Any]
) -> tuple[Path, ...]:
    """Write bytes that are made already, with their provenance where the format keeps it."""
    if row.provenance_inside:
        write_atomically(path, data)
        return (path,)
    return save_with_meta(path, data, name, provenance, **about)
