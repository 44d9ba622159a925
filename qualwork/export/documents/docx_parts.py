"""What all our DOCX files share: page, fonts, paragraphs and tables as XML, and bytes without clock or machine."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from qualwork.export.plain import cell_text, is_number, is_right_to_left, xml_text
from qualwork.model.table import Cell

_EPOCH = datetime.datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_MM_IN_TWIPS = 1440 / 25.4
_PAGE_MARGIN = 18  # mm
CELL_MARGIN = 1.2  # mm
_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet", "Caption")
_BREAK = re.compile("(\r\n|\n|\r|\t)")


@dataclass(frozen=True, slots=True)
class Block:
    """A cell made of ready paragraphs; `continue` makes it one with the cell above, which said `restart`."""

    paragraphs: str
    merge: Literal["", "restart", "continue"] = ""


def new_document(title: str, lying: bool = False) -> tuple[Any, float]:
    """An empty A4 document in black Arial, and the width of its text in millimetres."""
    import docx

    document = docx.Document()
    width = _set_page(document, lying)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = xml_text(title)[:255]
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    for style in _STYLES:
        _set_font(document.styles[style])
    return document, width


def finished(document: Any) -> bytes:
    """The file; the same document gives the same bytes."""
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


def _set_page(document: Any, lying: bool) -> float:
    """Set A4 and margins; answers the width of the text in millimetres."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = (297, 210) if lying else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_PAGE_MARGIN)
    return width - 2 * _PAGE_MARGIN


def _set_font(style: Any) -> None:
    """Black Arial: every machine has it or one of its measure; the template's own fonts are only in Office."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = "Arial"
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def add_table(
    document: Any, header: Sequence[str], rows: Sequence[Sequence[Cell | Block]], widths: Sequence[float], size: int
) -> None:
    """Add rows of `size` points under a header that repeats on each page; `widths` are millimetres.

    The rows are built as XML: cell by cell through python-docx takes minutes for a thousand quotes.
    """
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
    sides = "".join(f'<w:{side} w:w="{round(CELL_MARGIN * _MM_IN_TWIPS)}" w:type="dxa"/>' for side in ("left", "right"))
    return f"<w:tblCellMar {spaces}>{sides}</w:tblCellMar>"


def _row_xml(
    cells: Sequence[Cell | Block], twips: Sequence[int], size: int, spaces: str, is_header: bool = False
) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="ECECEC"/>' if is_header else ""
    start = f"<w:tr {spaces}>" + ("<w:trPr><w:tblHeader/></w:trPr>" if is_header else "")
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_merge_xml(cell)}{shade}</w:tcPr>'
        f"{cell.paragraphs if isinstance(cell, Block) else cell_xml(cell, size, bold=is_header)}</w:tc>"
        for cell, width in zip(cells, twips, strict=True)
    )
    return f"{start}{inner}</w:tr>"


def _merge_xml(cell: Cell | Block) -> str:
    return f'<w:vMerge w:val="{cell.merge}"/>' if isinstance(cell, Block) and cell.merge else ""


def cell_xml(cell: Cell, size: int, bold: bool = False, italic: bool = False, right: bool = False) -> str:
    """A paragraph with the text of a cell: numbers to the right, as what is `right`, text by its own direction."""
    text = xml_text(cell_text(cell))
    backwards = is_right_to_left(text)
    place = '<w:spacing w:before="20" w:after="20"/>'
    place = ("<w:bidi/>" if backwards else "") + place + ('<w:jc w:val="right"/>' if right or is_number(cell) else "")
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look += f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>' + ("<w:rtl/>" if backwards else "")
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:rPr>{look}</w:rPr>{text_xml(text)}</w:r></w:p>"


def text_xml(text: str) -> str:
    """Text inside a run, with tabs and line ends as Word has them."""
    parts = []
    for part in _BREAK.split(text):
        if part == "\t":
            parts.append("<w:tab/>")
        elif _BREAK.fullmatch(part):
            parts.append("<w:br/>")
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return "".join(parts)


def paragraph_xml(runs: str, indent: float = 0, keep: bool = False) -> str:
    """A paragraph of runs, so many millimetres from the edge; `keep` holds it on the page of what follows."""
    from docx.oxml.ns import nsdecls

    place = ("<w:keepNext/>" if keep else "") + '<w:spacing w:before="40" w:after="80"/>'
    place += f'<w:ind w:left="{round(indent * _MM_IN_TWIPS)}"/>' if indent else ""
    return f"<w:p {nsdecls('w')}><w:pPr>{place}</w:pPr>{runs}</w:p>"


def run_xml(text: str, bold: bool = False, italic: bool = False, underline: bool = False) -> str:
    """Text that can only be text, in one look; it runs from right to left where its first letter does."""
    clean = xml_text(text)
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look += '<w:u w:val="single"/>' if underline else ""
    look += "<w:rtl/>" if is_right_to_left(clean) else ""
    return f"<w:r><w:rPr>{look}</w:rPr>{text_xml(clean)}</w:r>"


def link_xml(anchor: str, runs: str) -> str:
    """Runs that lead to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{runs}</w:hyperlink>'


def bookmark_xml(name: str, number: int, runs: str) -> str:
    """Runs that a link can lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
