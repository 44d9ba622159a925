"""OpenDocument texts, read from their XML: what tracked changes deleted stays deleted, notes go to the end."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qualwork.ingest.formats.container import attribute, local, parse_xml, read_part
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.formats.text_builder import Flow
from qualwork.ingest.speakers.label_words import listed
from qualwork.model.errors import BadInput
from qualwork.model.transcript import LeftOut

_CONTENT = "content.xml"
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_REPEATED = 100  # a cell or row said to repeat more often is padding
_SKIPPED = listed("tracked-changes sequence-decls variable-decls user-field-decls forms ruby-text note-citation")
_COMMENTS = listed("annotation annotation-end")
_LEAD = 50  # a bold beginning longer than this is no label
# XML cannot hold these signs: they stand for white space that is meant while the rest is collapsed.
_SPACE, _TAB, _BREAK = "\x01", "\x02", "\x03"
_FORCED = str.maketrans({_SPACE: " ", _TAB: "\t", _BREAK: "\n"})


class _Reader:
    """Walks a document body and fills a flow."""

    def __init__(self, bold: frozenset[str]) -> None:
        self.flow = Flow()
        self.bold = bold
        self.left_out: Counter[str] = Counter()
        self.notes: list[Element] = []
        self.comments: list[str] = []

    def blocks(self, parent: Element, *, silent: bool = False) -> None:
        """Add every paragraph, heading and table below `parent` in order."""
        for child in parent:
            kind = local(child.tag)
            if kind in ("p", "h"):
                self.paragraph(child, silent=silent or kind == "h")
            elif kind == "table":
                self.table(child, silent=silent)
            elif kind == "tracked-changes":
                self.left_out["tracked deletions"] += sum(local(item.tag) == "deletion" for item in child.iter())
            elif kind not in _SKIPPED:
                self.blocks(child, silent=silent)

    def paragraph(self, element: Element, *, silent: bool = False) -> None:
        """Add one paragraph and, after it, the text boxes anchored in it."""
        boxes: list[Element] = []
        parts = list(self.inline(element, False, boxes))
        text = _collapsed("".join(part for part, _ in parts))
        bold = _collapsed("".join(part for part, _ in _bold_beginning(parts)))
        lead = len(bold) if bold.strip() and len(bold) <= _LEAD and len(bold) < len(text.rstrip()) else 0
        self.flow.add(text, silent=silent, lead=lead)
        for box in boxes:
            self.left_out["text boxes (kept, after their paragraph)"] += 1
            self.blocks(box, silent=silent)

    def inline(self, element: Element, bold: bool, boxes: list[Element]) -> Iterator[tuple[str, bool]]:
        """Stretches of text and whether they are bold."""
        if element.text:
            yield element.text, bold
        for child in element:
            yield from self.child(child, bold, boxes)
            if child.tail:
                yield child.tail, bold

    def child(self, child: Element, bold: bool, boxes: list[Element]) -> Iterator[tuple[str, bool]]:
        """What one element inside a paragraph adds to it."""
        kind = local(child.tag)
        if kind == "s":
            yield _SPACE * min(int(attribute(child, "c") or 1), 1000), bold
        elif kind == "tab":
            yield _TAB, bold
        elif kind == "line-break":
            yield _BREAK, bold
        elif kind == "note":
            self.notes.append(child)
            yield f"[note {len(self.notes)}]", bold
        elif kind in _COMMENTS:
            if kind == "annotation":
                self.left_out["comments"] += 1
                self.comments.append(" ".join(" ".join(part.itertext()) for part in child if local(part.tag) == "p"))
        elif kind == "text-box":
            boxes.append(child)
        elif kind not in _SKIPPED:
            style = attribute(child, "style-name")
            yield from self.inline(child, style in self.bold if kind == "span" and style else bold, boxes)

    def table(self, table: Element, *, silent: bool = False) -> None:
        """Add a table row by row, its cells parted by tabs: a first cell may be the speaker."""
        for row in _rows(table):
            cells: list[str] = []
            for cell in row:
                if local(cell.tag) in ("table-cell", "covered-table-cell"):
                    repeated = int(attribute(cell, "number-columns-repeated") or 1)
                    cells += [self.cell(cell)] * (repeated if repeated <= _MOST_REPEATED else 1)
            self.flow.add("\t".join(cells).rstrip("\t"), silent=silent)

    def cell(self, cell: Element) -> str:
        """The text of a cell or note; paragraphs in it stay apart."""
        inner = _Reader(self.bold)
        inner.left_out, inner.notes, inner.comments = self.left_out, self.notes, self.comments
        inner.blocks(cell)
        return inner.flow.text().rstrip("\n")


def read_odt(archive: zipfile.ZipFile) -> Draft:
    """The text of an OpenDocument text; notes stand at its end, and comments and deletions are left out."""
    manifest = read_part(archive, "META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise BadInput("is protected by a password: save it without one")
    content = read_part(archive, _CONTENT)
    if content is None:
        raise BadInput("is an OpenDocument file without content in it")
    root = parse_xml(content, _CONTENT)
    body = next((child for child in root.iter() if local(child.tag) == "text" and _is_office(child)), None)
    if body is None:
        raise BadInput("is no OpenDocument text: only .odt files can be transcripts")
    reader = _Reader(_bold_styles(root))
    reader.blocks(body)
    for number, note in enumerate(list(reader.notes), start=1):
        inner = [child for child in note if local(child.tag) == "note-body"]
        reader.flow.add(f"[note {number}] {reader.cell(inner[0]) if inner else ''}", silent=True)
    counted = reader.left_out.items()
    warnings = [f"{n} {what}" if "kept" in what else f"left out: {n} {what}" for what, n in counted if n]
    left_out = tuple(LeftOut(comment, "", "a comment") for comment in reader.comments)
    structure = reader.flow.structure()
    return Draft(reader.flow.text(), "odt", structure=structure, warnings=tuple(warnings), left_out=left_out)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if local(child.tag) == "table-row":
            yield child
        elif local(child.tag) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _is_office(element: Element) -> bool:
    return "office" in element.tag


def _bold_styles(root: Element) -> frozenset[str]:
    found = set()
    for style in root.iter():
        if local(style.tag) == "style":
            weights = (attribute(child, "font-weight") for child in style)
            if any(weight in ("bold", "600", "700", "800", "900") for weight in weights):
                found.add(attribute(style, "name") or "")
    return frozenset(found)


def _bold_beginning(parts: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    for part, bold in parts:
        if not bold and part.strip():
            return
        yield part, bold


def _collapsed(text: str) -> str:
    """White space as OpenDocument means it: runs are one space, except what its own elements say."""
    return _SPACES.sub(" ", text).translate(_FORCED)
