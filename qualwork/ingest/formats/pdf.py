"""PDF: lines by place on the page, without page numbers and running heads, wrapped lines joined, with a page map.

pdfminer.six keeps the order of columns. Ligatures stay as they are; tabs become spaces, as some writers put them
between all words.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.formats.page_furniture import (
    Dropped,
    Line,
    Page,
    drop_line_numbers,
    drop_running_lines,
    list_dropped,
)
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.model.errors import BadInput
from qualwork.model.transcript import LeftOut

_LONGEST_SECONDS = 300.0
_MOST_BOXES = 1000
_BLANK_GAP = 0.7  # of the line height: more white space than this is a new paragraph
_UNREADABLE = 0.3  # share of signs without letters that makes a file useless
_LABEL_LIKE = re.compile(r"[^\W\d_][^:\n]{0,45}:(?:\s|$)")
_TIMED_LABEL = re.compile(r"[^\W\d_][^:\n]{0,45}?\s[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?:?$")
_CID = re.compile(r"\(cid:\d+\)")
_ENDS_SENTENCE = (".", "?", "!", ":", "…", '"', "”", ")")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Margin:
    """Where a printed line begins in the text, and its left and right edge on the page, in points."""

    offset: int
    left: float
    right: float


@dataclass(slots=True)
class _Report:
    """What was changed on the way."""

    dropped: list[Dropped] = field(default_factory=list)
    joined: int = 0
    kept: int = 0
    unreadable: int = 0

    def left_out(self) -> tuple[LeftOut, ...]:
        """The lines that are not in the text."""
        return tuple(LeftOut(line.text, f"page {line.page}", line.kind) for line in self.dropped)

    def warnings(self) -> Iterator[str]:
        """The same in words; what was left out with every line of it."""
        yield from list_dropped(self.dropped)
        if self.joined or self.kept:
            yield f"hyphens at line ends: {self.joined} words joined, {self.kept} kept their hyphen"
        if self.unreadable:
            yield f"{self.unreadable} signs have no letter in this PDF and stand as (cid:...)"


def read_pdf(data: bytes) -> Draft:
    """The text of a PDF; raises BadInput for scans, protected and broken files."""
    return read_lines(data)[0]


def read_lines(data: bytes) -> tuple[Draft, tuple[Margin, ...]]:
    """The text of a PDF, and where each printed line of it begins and stands on the page."""
    report = _Report()
    pages = _pages(data, report)
    if not any(page.lines for page in pages):
        raise BadInput("holds no text, only pictures: it seems to be a scan; recognise its text (OCR) first")
    report.dropped += drop_line_numbers(pages)
    report.dropped += drop_running_lines(pages)
    text, starts, margins = _flowing(pages, report)
    report.unreadable = len(_CID.findall(text))
    if report.unreadable * 3 > _UNREADABLE * len(text):
        raise BadInput("its fonts do not tell which letters they show: recognise its text (OCR) first")
    return Draft(text, "pdf", pages=starts, warnings=tuple(report.warnings()), left_out=report.left_out()), margins


def _pages(data: bytes, report: _Report) -> list[Page]:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    begun = time.monotonic()
    pages: list[Page] = []
    try:
        for layout in _layouts(data):
            pages.append(_page(layout, len(pages) + 1, report))
            if time.monotonic() - begun > _LONGEST_SECONDS:
                raise BadInput(f"takes more than {_LONGEST_SECONDS:.0f} seconds to read: split it")
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise BadInput("is protected by a password: save it without one") from None
    except (PDFException, PSException) as fault:
        raise BadInput(f"is damaged or no PDF ({str(fault).splitlines()[0] if str(fault) else 'no objects'})") from None
    return pages


def _layouts(data: bytes) -> Iterator[Any]:
    """The pages, analysed."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    # What it logs may hold words of the interview.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        layout = device.get_result()
        layout.analyze(LAParams(boxes_flow=None, all_texts=True))
        _order_columns(layout, LAParams())
        yield layout


def _order_columns(layout: Any, laparams: Any) -> None:
    """Put the boxes of a page in the order of reading, column by column.

    All boxes are compared with all others, which takes minutes where a damaged page has thousands of them: such a
    page stays in the order from top to bottom.
    """
    from pdfminer.layout import IndexAssigner, LTTextBox

    boxes = [item for item in layout if isinstance(item, LTTextBox)]
    if not 1 < len(boxes) <= _MOST_BOXES:
        return
    assigner = IndexAssigner()
    for group in layout.group_textboxes(laparams, boxes):
        group.analyze(laparams)
        assigner.run(group)
    others = [item for item in layout if not isinstance(item, LTTextBox)]
    layout._objs = sorted(boxes, key=lambda box: box.index) + others


def _page(layout: Any, number: int, report: _Report) -> Page:
    page = Page(float(layout.height))
    for line in _printed(layout):
        text = line.get_text().replace("\t", " ").replace("\n", " ").rstrip()
        if not text.strip():
            continue
        if line.y1 > layout.y0 and line.y0 < layout.y1:
            page.lines.append(Line(text, line.x0, line.x1, line.y0 - layout.y0, line.y1 - layout.y0))
        else:
            report.dropped.append(Dropped(number, " ".join(text.split()), "line outside the paper"))
    return page


def _printed(container: Any) -> Iterator[Any]:
    """The lines of a page in reading order, then those that programs put into its figures."""
    from pdfminer.layout import LTFigure, LTTextBox, LTTextLine

    for box in container:
        if isinstance(box, LTTextBox):
            yield from (line for line in box if isinstance(line, LTTextLine))
    for figure in container:
        if isinstance(figure, LTFigure):
            yield from _printed(figure)


def _flowing(pages: Sequence[Page], report: _Report) -> tuple[str, tuple[int, ...], tuple[Margin, ...]]:
    """Wrapped lines joined to paragraphs, the offset at which each page starts, and that of each line."""
    known = Counter(word.lower() for page in pages for line in page.lines for word in _WORD.findall(line.text))
    parts: list[str] = []
    starts: list[int] = []
    margins: list[Margin] = []
    length = 0
    before: Line | None = None
    right_before = 0.0
    for page in pages:
        rights = _right_edges(page.lines)
        new_page = True
        for line in page.lines:
            between = ""
            if before is not None:
                wrapped = _is_wrapped(before, line, right_before, new_page)
                between = " " if wrapped else "\n\n" if new_page or _is_apart(before, line) else "\n"
                if wrapped and (cut := _HYPHENATED.search(parts[-1])) and line.text[:1].islower():
                    between = ""
                    length -= _close_hyphen(parts, cut, line, known, report)
            if new_page:
                starts.append(length + len(between))
                new_page = False
            text = clean(line.text.strip()).replace("\n", " ")
            parts += [between, text]
            margins.append(Margin(length + len(between), line.left, line.right))
            length += len(between) + len(text)
            before, right_before = line, rights[_column(line)]
        if new_page:
            starts.append(length)
    text = "".join(parts) + "\n"
    if starts:
        starts[0] = 0
    return text, tuple(min(start, len(text)) for start in starts), tuple(margins)


def _close_hyphen(parts: list[str], cut: re.Match[str], line: Line, known: Counter[str], report: _Report) -> int:
    """Take a hyphen at a line end away where the word stands elsewhere without it; returns the signs taken."""
    rest = _WORD.match(line.text)
    first = cut.group(1)
    second = rest.group() if rest else ""
    sure = parts[-1].endswith("\u00ad") or known[(first + second).lower()] > known[f"{first}-{second}".lower()]
    if sure:
        parts[-1] = parts[-1][:-1]
        report.joined += 1
        return 1
    report.kept += 1
    return 0


def _column(line: Line) -> int:
    return round(line.left / 72)


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """How far lines reach that begin at about the same place."""
    edges: dict[int, float] = defaultdict(float)
    for line in lines:
        for near in (-1, 0, 1):
            column = _column(line) + near
            edges[column] = max(edges[column], line.right)
    return edges


def _is_apart(before: Line, line: Line) -> bool:
    gap = before.bottom - line.top
    return gap > _BLANK_GAP * min(before.height, line.height) or gap < -before.height


def _is_wrapped(before: Line, line: Line, right: float, new_page: bool) -> bool:
    """True where the line before was full, so that its end is none of the speaker's."""
    if _LABEL_LIKE.match(line.text.strip()) or any(_TIMED_LABEL.match(one.text.strip()) for one in (before, line)):
        return False
    if new_page and (before.text.rstrip().endswith(_ENDS_SENTENCE) or not line.text.strip()[:1].islower()):
        return False
    if not new_page and _is_apart(before, line):
        return False
    sign_width = (line.right - line.left) / max(len(line.text), 1)
    first_word = line.text.split(maxsplit=1)[0]
    return before.right + (len(first_word) + 1) * sign_width * 0.9 >= right
