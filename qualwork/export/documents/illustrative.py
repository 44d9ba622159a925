"""The table of themes with illustrative quotes as papers print it: a theme, its subthemes beside it, quotes in each.

What is laid out on a page (DOCX, HTML, Markdown) is grouped; what is filtered and computed with (XLSX, CSV, JSON) has a
row for each quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from qualwork.export import files, formats
from qualwork.export.documents.docx_parts import Block, add_table, cell_xml, finished, new_document
from qualwork.export.documents.pages import page
from qualwork.export.plain import cell_text, unfit_cells, xml_text
from qualwork.export.tables.table_docx import add_provenance
from qualwork.export.tables.table_files import save_table
from qualwork.export.tables.table_text import markdown_text
from qualwork.export.write import kind_of
from qualwork.model.table import Table

HEADER = ("Theme and definition", "Subtheme", "Illustrative quotes (pseudonym)")
NO_QUOTE = "no quote chosen yet"
_SHARES = (0.26, 0.22, 0.52)
_SIZE = 9


@dataclass(frozen=True, slots=True)
class Subtheme:
    """A subtheme (without a name: the theme itself) with its quotes, each with who says it."""

    name: str
    definition: str
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A theme with its subthemes."""

    theme: str
    definition: str
    subthemes: tuple[Subtheme, ...] = field(default=())


def save_illustrative(table: Table, path: Path, spreadsheet_safe: bool = False) -> tuple[Path, ...]:
    """Write the table of illustrative quotes as the kind its name says; answers the paths written.

    Its columns begin with theme, definition, subtheme, subtheme_definition, quote, participants.
    """
    kind = kind_of(path, formats.kinds("table"))
    if kind not in formats.kinds("illustrative"):
        return save_table(table, path, spreadsheet_safe)
    about = {"rows": len(table.rows)}
    return files.save(path, "illustrative", table, name=table.name, provenance=table.provenance, about=about)


def groups(table: Table) -> Iterator[Group]:
    """The rows by theme and subtheme, in their order."""
    texts = [tuple(xml_text(cell_text(cell)) for cell in row) for row in table.rows]
    for (theme, definition), below in groupby(texts, key=lambda row: row[:2]):
        subthemes = [
            Subtheme(name, essence, tuple((row[4], row[5]) for row in quotes if row[4]))
            for (name, essence), quotes in groupby(below, key=lambda row: row[2:4])
        ]
        yield Group(theme, definition, tuple(subthemes))


def illustrative_docx(table: Table) -> bytes:
    """The grouped table on an upright page."""
    document, width = new_document(table.name)
    document.add_heading(xml_text(table.name).capitalize(), level=1)
    add_illustrative(document, table, width)
    add_provenance(document, {**table.provenance, **unfit_cells(table)}, width)
    return finished(document)


def add_illustrative(document: object, table: Table, width: float) -> None:
    """Add the grouped table to a document."""
    rows = [row for group in groups(table) for row in _rows(group)]
    add_table(document, HEADER, rows, [width * share for share in _SHARES], _SIZE)


def _rows(group: Group) -> Iterator[tuple[Block, Block, Block]]:
    for at, subtheme in enumerate(group.subthemes):
        first = cell_xml(group.theme, _SIZE, bold=True) + (
            cell_xml(group.definition, _SIZE) if group.definition else ""
        )
        theme = Block(first, "restart") if at == 0 else Block("<w:p/>", "continue")
        name = cell_xml(subtheme.name or "–", _SIZE)
        if subtheme.definition:
            name += cell_xml(subtheme.definition, _SIZE - 1, italic=True)
        quotes = "".join(cell_xml(printed(text, who), _SIZE) for text, who in subtheme.quotes)
        yield theme, Block(name), Block(quotes or cell_xml(NO_QUOTE, _SIZE, italic=True))


def printed(text: str, who: str) -> str:
    """A quotation with its marks and who says it."""
    return f"“{text}” ({who})" if who else f"“{text}”"


def illustrative_html(table: Table) -> bytes:
    """The grouped table as one self-contained page."""
    provenance = {**table.provenance, **unfit_cells(table)}
    return page(
        "illustrative.html",
        name=xml_text(table.name).capitalize(),
        header=HEADER,
        groups=list(groups(table)),
        nothing=NO_QUOTE,
        printed=printed,
        provenance=[(xml_text(name), xml_text(value)) for name, value in provenance.items()],
    )


def illustrative_markdown(table: Table) -> bytes:
    """The grouped table as a pipe table; a theme stands in the first of its rows."""
    lines = ["| " + " | ".join(HEADER) + " |", "| --- | --- | --- |"]
    for group in groups(table):
        for at, subtheme in enumerate(group.subthemes):
            definition = f"<br>{markdown_text(group.definition)}" if group.definition else ""
            theme = f"**{markdown_text(group.theme)}**{definition}" if at == 0 else ""
            essence = f"<br>*{markdown_text(subtheme.definition)}*" if subtheme.definition else ""
            quotes = "<br><br>".join(markdown_text(printed(text, who)) for text, who in subtheme.quotes)
            lines.append(f"| {theme} | {markdown_text(subtheme.name or '–')}{essence} | {quotes or f'*{NO_QUOTE}*'} |")
    return ("\n".join(lines) + "\n").encode()
