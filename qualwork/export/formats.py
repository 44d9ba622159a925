"""The formats of every export, one row each.

What a content can be written as, what offers and names its formats (`-o FILE`, the dialogs of the screen, help, the
message about an unknown kind) and what writes them all ask here, so that a new format is one function and one row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, cast

from qualwork.model.errors import BadInput

Writer = Callable[..., bytes | str]


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of content is written as files of one suffix.

    `writer` is a function, or names one below `qualwork/export` as `file:function`, imported when it first writes: help
    names every format at each start, and python-docx, XlsxWriter and fonts are slow to load. `options` are the keywords
    that the writer takes, each with its default, and `reason` says why where a default needs one. Where the file has
    room for its provenance, `provenance_inside`; other files get a `.meta.json` beside them.
    """

    content: str
    suffix: str
    writer: str | Writer
    options: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    provenance_inside: bool = False

    def write(self, *values: Any, **options: Any) -> bytes | str:
        """What stands in a file of these values."""
        function = self.writer
        if isinstance(function, str):
            file, _, name = function.partition(":")
            function = cast(Writer, getattr(import_module(f"qualwork.export.{file}"), name))
        return function(*values, **options)


_OUTLINE = "an outline is read at the desk, where counts help"
_FIGURE = "a figure is printed, where counts would read as ranks"
_CSV_PLAIN = "cells verbatim: other programs read them, and marks for Excel would be data to them"
_CODEBOOK: Mapping[str, Any] = {"examples": {}, "provenance": {}}

FORMATS: list[Format] = [
    Format(
        "table",
        "csv",
        "tables.table_text:table_csv",
        {"spreadsheet_safe": False, "excel_bom": False},
        _CSV_PLAIN,
    ),
    Format("table", "xlsx", "tables.table_xlsx:table_xlsx", provenance_inside=True),
    Format("table", "docx", "tables.table_docx:table_docx", provenance_inside=True),
    Format("table", "html", "tables.table_html:table_html", provenance_inside=True),
    Format("table", "md", "tables.table_text:table_markdown"),
    Format("table", "json", "tables.table_text:table_json"),
    Format("illustrative", "docx", "documents.illustrative:illustrative_docx", provenance_inside=True),
    Format("illustrative", "html", "documents.illustrative:illustrative_html", provenance_inside=True),
    Format("illustrative", "md", "documents.illustrative:illustrative_markdown"),
    Format("chart", "svg", "figures.chart:chart_svg"),
    Format("chart", "png", "figures.chart:chart_png"),
    Format("tree", "txt", "documents.tree_outline:tree_text", {"counts": True}, _OUTLINE),
    Format("tree", "md", "documents.tree_outline:tree_markdown", {"counts": True}, _OUTLINE),
    Format("tree", "json", "documents.tree_outline:tree_json"),
    Format("tree", "docx", "documents.tree_docx:tree_docx", {"counts": True}, _OUTLINE),
    Format("tree", "svg", "figures.tree_figure:tree_svg", {"direction": "right", "counts": False}, _FIGURE),
    Format("tree", "png", "figures.tree_figure:tree_png", {"direction": "right", "counts": False}, _FIGURE),
    Format("map", "svg", "figures.map_figure:map_svg", {"counts": False}, _FIGURE),
    Format("map", "png", "figures.map_figure:map_png", {"counts": False}, _FIGURE),
    Format("map", "md", "figures.map_figure:map_markdown"),
    Format("story", "svg", "documents.story:story_svg"),
    Format("story", "png", "documents.story:story_png"),
    Format("draft", "md", "documents.story:story_draft"),
    Format("draft", "txt", "documents.story:story_draft"),
    Format("report", "docx", "documents.report_docx:report_docx", provenance_inside=True),
    Format("report", "html", "documents.report_html:report_html", provenance_inside=True),
    Format("transcript", "docx", "documents.coded_transcript:coded_docx", provenance_inside=True),
    Format("transcript", "html", "documents.coded_transcript:coded_html", provenance_inside=True),
    Format("codebook", "yaml", "documents.codebook:codebook_yaml"),
    Format("codebook", "docx", "documents.codebook_pages:codebook_docx", _CODEBOOK, provenance_inside=True),
    Format("codebook", "xlsx", "documents.codebook_pages:codebook_xlsx", _CODEBOOK, provenance_inside=True),
    Format("codebook", "csv", "documents.codebook_pages:codebook_csv", {"examples": {}}),
    Format("codebook", "md", "documents.codebook_pages:codebook_markdown", {"examples": {}}),
    Format("log", "jsonl", "documents.audit:audit_jsonl"),
    Format("manuscript", "docx", "documents.check_docx:commented_docx", {"provenance": {}}, "", True),
    Format("study", "qdpx", "refi_qda.refi_file:project_file"),
    Format("study", "qdc", "refi_qda.refi_file:codebook_file"),
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
