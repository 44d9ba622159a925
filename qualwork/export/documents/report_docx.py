"""The report as DOCX: headings that fold, figures, quotes linked to where they were said, tables, method log."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from qualwork.export.documents.docx_parts import bookmark_xml, finished, link_xml, new_document, paragraph_xml, run_xml
from qualwork.export.documents.illustrative import add_illustrative
from qualwork.export.documents.tree_outline import tree_text
from qualwork.export.figures.map_figure import map_bytes
from qualwork.export.figures.tree_figure import tree_png
from qualwork.export.figures.tree_layout import PAGE_HEIGHT, counts_note, label_of
from qualwork.export.plain import xml_text
from qualwork.export.tables.table_docx import add_fitted, add_provenance
from qualwork.model.errors import BadInput
from qualwork.model.quote import Quote
from qualwork.model.report import Passage, Report, ThemePart
from qualwork.model.table import Table

_DEEPEST_HEADING = 4
_QUOTE_INDENT = 8  # mm
_WIDE_TABLE_SIZE, _TABLE_SIZE = 7, 8
_WIDE = 6  # columns
_TALLEST_FIGURE = 0.8  # of a page, which has room for the title then


def report_docx(report: Report) -> bytes:
    """The report on upright A4; a figure that no font here can draw stands as an outline."""
    document, width = new_document(report.title or "Report")
    document.add_heading(xml_text(report.title) or "Report", level=0)
    for name, value in report.about.items():
        _add(document, run_xml(f"{name}: ", bold=True) + run_xml(value))
    _add_figures(document, report, width)
    document.add_heading("Themes", level=1)
    for depth, part in report.walk():
        _add_part(document, part, depth)
    document.add_heading("Illustrative quotes", level=1)
    add_illustrative(document, report.illustrative, width)
    _add_tables(document, "Tables", report.tables, width)
    document.add_heading("Passages", level=1)
    for passage in report.passages:
        _add_passage(document, passage)
    _add_tables(document, "Method log", report.method, width)
    add_provenance(document, report.provenance, width)
    return finished(document)


def _add_figures(document: Any, report: Report, width: float) -> None:
    if report.tree.roots:
        document.add_heading("Theme tree", level=1)
        try:
            _add_picture(document, tree_png(report.tree, "right", counts=True), width)
        except BadInput:
            _add(document, run_xml(tree_text(report.tree)))
    if report.relations:
        document.add_heading("Thematic map", level=1)
        try:
            _add_picture(document, map_bytes(report.tree, report.relations, "png"), width)
        except BadInput:
            _add(document, run_xml(map_bytes(report.tree, report.relations, "md").decode()))


def _add_picture(document: Any, png: bytes, width: float) -> None:
    """A picture as wide as it is meant to be printed, less where it would not fit the page."""
    from docx.shared import Mm, Pt

    picture = document.add_picture(io.BytesIO(png))
    scale = min(1.0, Mm(width) / picture.width, Pt(PAGE_HEIGHT * _TALLEST_FIGURE) / picture.height)
    picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)


def _add_part(document: Any, part: ThemePart, depth: int) -> None:
    theme = part.node.theme
    document.add_heading(f"{part.place} {label_of(part.node)}", level=min(depth + 1, _DEEPEST_HEADING))
    _add(document, run_xml(counts_note(part.node), italic=True))
    fields = (
        ("", theme.essence),
        ("In", theme.scope_in),
        ("Out", theme.scope_out),
        ("Differs", theme.differs),
        ("Story", theme.story),
    )
    for name, value in fields:
        if value.strip():
            _add(document, (run_xml(f"{name}: ", bold=True) if name else "") + run_xml(value))
    for paragraph in part.narrative:
        _add(document, "".join(_piece(piece) for piece in paragraph))
    _add_quotes(document, part.exemplary)
    if part.contrary:
        _add(document, run_xml("Against it", bold=True), keep=True)
        _add_quotes(document, part.contrary)
    if part.node.codes:
        _add(document, run_xml(f"Codes: {'; '.join(part.node.codes)}", italic=True))


def _piece(piece: str | Quote) -> str:
    if isinstance(piece, str):
        return run_xml(piece)
    return link_xml(f"c{piece.coding}", run_xml(f"“{piece.text}”")) + run_xml(f" ({piece.who})")


def _add_quotes(document: Any, quotes: Iterable[Quote]) -> None:
    for quote in quotes:
        source = link_xml(f"c{quote.coding}", run_xml(f"{quote.transcript}, quote {quote.coding}", underline=True))
        reason = run_xml(f"; {quote.reason}") if quote.reason else ""
        said = run_xml(f"“{quote.text}” ") + run_xml(f"({quote.who}; ") + source + reason + run_xml(")")
        _add(document, said, _QUOTE_INDENT)


def _add_passage(document: Any, passage: Passage) -> None:
    head = f"Quote {passage.coding}: {passage.who}, {passage.transcript} {passage.start}:{passage.end}"
    _add(document, bookmark_xml(f"c{passage.coding}", passage.coding, run_xml(head, bold=True)), keep=True)
    said = run_xml(passage.before)
    said += run_xml(passage.extract, underline=True)
    said += run_xml(passage.after)
    _add(document, said, _QUOTE_INDENT)


def _add_tables(document: Any, title: str, tables: Iterable[Table], width: float) -> None:
    filled = [table for table in tables if table.rows]
    if filled:
        document.add_heading(title, level=1)
    for table in filled:
        document.add_heading(xml_text(table.name).capitalize(), level=2)
        add_fitted(document, table, width, _WIDE_TABLE_SIZE if len(table.columns) > _WIDE else _TABLE_SIZE)


def _add(document: Any, runs: str, indent: float = 0, keep: bool = False) -> None:
    """A paragraph at the end of the document."""
    from docx.oxml import parse_xml

    document.element.body.insert_element_before(parse_xml(paragraph_xml(runs, indent, keep)), "w:sectPr")
