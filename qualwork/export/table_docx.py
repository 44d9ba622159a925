"""Tables as DOCX: a heading, the table with a header that repeats on each page, provenance at the end."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from qualwork.export.plain import cell_text, is_number, is_right_to_left, unfit_cells, xml_text
from qualwork.model.table import Cell, Table

_EPOCH = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_UPRIGHT_COLUMNS = 5
_ROWS_MEASURED = 500
_MM_IN_TWIPS = 1440 / 25.4
_PAGE_MARGIN = 18  # mm
_CELL_MARGIN = 1.2  # mm
_LONGEST_WORD = 15  # letters that a column keeps together
_MM_PER_LETTER = 0.21  # of a wide letter, for each point of its size
_BREAK = re.compile("(\r\n|\n|\r|\t)")


def table_docx(table: Table) -> bytes:
    """The table on A4, lying where it has more than five columns; text in cells is only ever text."""
    import docx

    document = docx.Document()
    wide = len(table.columns) > _MOST_UPRIGHT_COLUMNS
    width = _set_page(document, wide)
    _set_properties(document, table)
    for style in ("Normal", "Heading 1", "Heading 2"):
        _set_font(document.styles[style])
    document.add_heading(xml_text(table.name), level=1)
    if table.columns:
        size = 8 if wide else 9
        _add_table(document, table.columns, table.rows, _widths(table, width, size), size)
    if rows := tuple({**table.provenance, **unfit_cells(table)}.items()):
        document.add_heading("Provenance", level=2)
        _add_table(document, (), rows, [width * 0.25, width * 0.75], 8)
    buffer = io.BytesIO()
    document.save(buffer)
    return same_zip(buffer.getvalue())


def same_zip(data: bytes) -> bytes:
    """The zip file without clock times and marks of the machine, so that the same content gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


def _set_page(document: Any, wide: bool) -> float:
    """Set A4 and margins; answers the width of the text in millimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = (297, 210) if wide else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_PAGE_MARGIN)
    return width - 2 * _PAGE_MARGIN


def _set_properties(document: Any, table: Table) -> None:
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = xml_text(table.name)[:255]
    properties.created = properties.modified = _EPOCH
    properties.revision = 1


def _set_font(style: Any) -> None:
    """Black Arial: every machine has it or one of its measure; the template's own fonts are only in Office."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = "Arial"
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add_table(
    document: Any, header: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float], size: int
) -> None:
    """Build the rows as XML: cell by cell through python-docx takes minutes for a thousand quotes."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    empty = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    empty.autofit = False
    twips = [round(width * _MM_IN_TWIPS) for width in widths]
    element = empty._tbl
    element.tblPr.append(parse_xml(_margins_xml(nsdecls("w"))))
    for column, width in zip(element.tblGrid.gridCol_lst, twips, strict=True):
        column.w = width * 635
    spaces = nsdecls("w")
    if header:
        element.append(parse_xml(_row_xml(header, twips, size, spaces, is_header=True)))
    for row in rows:
        element.append(parse_xml(_row_xml(row, twips, size, spaces)))


def _margins_xml(spaces: str) -> str:
    sides = "".join(
        f'<w:{side} w:w="{round(_CELL_MARGIN * _MM_IN_TWIPS)}" w:type="dxa"/>' for side in ("left", "right")
    )
    return f"<w:tblCellMar {spaces}>{sides}</w:tblCellMar>"


def _row_xml(cells: Sequence[Cell], twips: Sequence[int], size: int, spaces: str, is_header: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="ECECEC"/>' if is_header else ""
    start = f"<w:tr {spaces}>" + ("<w:trPr><w:tblHeader/></w:trPr>" if is_header else "")
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{_paragraph_xml(cell, size, is_header)}</w:tc>"
        for cell, width in zip(cells, twips, strict=True)
    )
    return f"{start}{inner}</w:tr>"


def _paragraph_xml(cell: Cell, size: int, bold: bool) -> str:
    text = xml_text(cell_text(cell))
    backwards = is_right_to_left(text)
    place = '<w:spacing w:before="20" w:after="20"/>'
    place = ("<w:bidi/>" if backwards else "") + place + ('<w:jc w:val="right"/>' if is_number(cell) else "")
    look = ("<w:b/>" if bold else "") + f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
    look += "<w:rtl/>" if backwards else ""
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr>{look}</w:rPr>{_text_xml(text)}</w:r></w:p>"


def _text_xml(text: str) -> str:
    parts = []
    for part in _BREAK.split(text):
        if part == "\t":
            parts.append("<w:tab/>")
        elif _BREAK.fullmatch(part):
            parts.append("<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(parts)


def _widths(table: Table, room: float, size: int) -> list[float]:
    """Shares of `room` (mm): each column its longest word where there is enough, and long texts most of the rest."""
    sample = list(islice(table.rows, _ROWS_MEASURED))
    needs, wishes = [], []
    for at, column in enumerate(table.columns):
        texts = [column, *(cell_text(row[at]) for row in sample)]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        needs.append(min(word, _LONGEST_WORD) * size * _MM_PER_LETTER + 2 * _CELL_MARGIN + 0.5)
        wishes.append(sum(map(len, texts)) / len(texts))
    left = room - sum(needs)
    if left < 0:
        return [room * need / sum(needs) for need in needs]
    return [need + left * wish / max(1.0, sum(wishes)) for need, wish in zip(needs, wishes, strict=True)]
