"""Word manuscripts: every paragraph with its number in the file, block quotations by style or indentation."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.formats.container import attribute, local, parse_xml, read_part
from qualwork.ingest.formats.docx import main_part
from qualwork.model.errors import BadInput
from qualwork.model.manuscript import Paragraph, ParagraphKind

_QUOTE_STYLE = re.compile(
    r"quot|block ?text|zitat|citation|citazione|citaat|\bcita\b|citação|extract|verbatim", re.IGNORECASE
)
_HEADING_STYLE = re.compile(r"heading|title|subtitle|überschrift|titre|título|titolo|caption|toc\b", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list|bibliograph|references|literatur", re.IGNORECASE)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "instrText", "delText", "rt"})
_INDENTED = 200  # twentieths of a point: less is no block
_DEEPEST = 12


@dataclass(slots=True)
class _Style:
    name: str
    left: int | None
    hanging: bool
    parent: str


@dataclass(slots=True)
class _Walk:
    """What is found on the way through the document."""

    numbers: dict[int, int]
    styles: dict[str, _Style]
    found: list[Paragraph] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    tables: int = 0


def docx_paragraphs(archive: zipfile.ZipFile) -> list[Paragraph]:
    """The paragraphs of the body in order, text boxes after the paragraph they hang on, then notes.

    Their text has each tab and line break as one sign; deletions are left out, and so are marks of notes.
    """
    main = main_part(archive)
    content = read_part(archive, main)
    if content is None:
        raise BadInput("is a zip archive without a Word document in it")
    root = parse_xml(content, main)
    folder = main.rpartition("/")[0]
    paragraphs = (element for element in root.iter() if local(str(element.tag)) == "p")
    walk = _Walk({id(element): at for at, element in enumerate(paragraphs)}, _styles(archive, folder))
    _blocks(root, walk, None)
    _add_notes(archive, folder, walk)
    return walk.found


def _styles(archive: zipfile.ZipFile, folder: str) -> dict[str, _Style]:
    content = read_part(archive, f"{folder}/styles.xml")
    found: dict[str, _Style] = {}
    for style in parse_xml(content, "styles.xml") if content is not None else ():
        if local(style.tag) == "style":
            name, parent = _value(style, "name"), _value(style, "basedOn")
            left, hanging = _indentation(_child(style, "pPr"))
            found[attribute(style, "styleId") or ""] = _Style(name, left, hanging, parent)
    return found


def _blocks(parent: Element, walk: _Walk, cell: tuple[int, int, int] | None) -> None:
    for child in parent:
        kind = local(str(child.tag))
        if kind == "p":
            _paragraph(child, walk, cell)
        elif kind == "tbl":
            walk.tables += 1
            number = walk.tables
            for row, line in enumerate(_inside(child, "tr"), start=1):
                for column, each in enumerate(_inside(line, "tc"), start=1):
                    _blocks(each, walk, (number, row, column))
        elif kind not in _SKIPPED:
            _blocks(child, walk, cell)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in parent:
        kind = local(str(child.tag))
        if kind == wanted:
            yield child
        elif kind in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _inside(child, wanted)


def _paragraph(element: Element, walk: _Walk, cell: tuple[int, int, int] | None) -> None:
    parts: list[str] = []
    boxes: list[Element] = []
    notes: list[str] = []
    _inline(element, parts, boxes, notes)
    number = walk.numbers[id(element)]
    kind: ParagraphKind = "cell" if cell is not None else _kind(_child(element, "pPr"), walk.styles)
    walk.found.append(Paragraph(clean("".join(parts)), kind, cell, number))
    walk.notes += [(note, number) for note in notes]
    for box in boxes:
        _blocks(box, walk, None)


def _inline(parent: Element, parts: list[str], boxes: list[Element], notes: list[str]) -> None:
    for child in parent:
        kind = local(str(child.tag))
        if kind == "t":
            parts.append(child.text or "")
        elif kind in _SIGNS:
            parts.append(_SIGNS[kind])
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind in ("footnoteReference", "endnoteReference"):
            notes.append(f"{kind[:-9]}s/{attribute(child, 'id') or ''}")
        elif kind not in _SKIPPED:
            _inline(child, parts, boxes, notes)


def _kind(properties: Element | None, styles: dict[str, _Style]) -> ParagraphKind:
    if properties is None:
        return "text"
    names, left, hanging = _inherited(_value(properties, "pStyle"), styles)
    own_left, own_hanging = _indentation(properties)
    left, hanging = (left if own_left is None else own_left), hanging or own_hanging
    if any(_HEADING_STYLE.search(name) for name in names):
        return "heading"
    if any(_QUOTE_STYLE.search(name) for name in names):
        return "block"
    listed = _child(properties, "numPr") is not None or any(_LIST_STYLE.search(name) for name in names)
    centred = _value(properties, "jc") == "center"
    return "indented" if (left or 0) >= _INDENTED and not (hanging or listed or centred) else "text"


def _inherited(style: str, styles: dict[str, _Style]) -> tuple[list[str], int | None, bool]:
    """Names of a style and those it is based on, and the first indentation among them."""
    names, left, hanging = [style] if style else [], None, False
    for _ in range(_DEEPEST):
        known = styles.get(style)
        if known is None:
            break
        names.append(known.name)
        left, hanging = (known.left if left is None else left), hanging or known.hanging
        style = known.parent
    return names, left, hanging


def _indentation(properties: Element | None) -> tuple[int | None, bool]:
    place = _child(properties, "ind") if properties is not None else None
    if place is None:
        return None, False
    left = attribute(place, "left") or attribute(place, "start") or ""
    return (int(left) if left.lstrip("-").isdecimal() else None), attribute(place, "hanging") not in (None, "0")


def _child(parent: Element, wanted: str) -> Element | None:
    return next((child for child in parent if local(str(child.tag)) == wanted), None)


def _value(parent: Element, wanted: str) -> str:
    child = _child(parent, wanted)
    return (attribute(child, "val") or "") if child is not None else ""


def _add_notes(archive: zipfile.ZipFile, folder: str, walk: _Walk) -> None:
    parts: dict[str, dict[str, Element]] = {}
    for key, number in walk.notes:
        kind, _, identifier = key.partition("/")
        if kind not in parts:
            content = read_part(archive, f"{folder}/{kind}.xml")
            found = parse_xml(content, f"{kind}.xml") if content is not None else ()
            parts[kind] = {attribute(note, "id") or "": note for note in found}
        for paragraph in parts[kind].get(identifier, ()):
            said: list[str] = []
            _inline(paragraph, said, [], [])
            walk.found.append(Paragraph(clean("".join(said)), "text", None, number, is_note=True))
