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
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.model.errors import BadInput

_LONGEST_SECONDS = 300.0
_MOST_BOXES = 1000
_EDGE = 0.12  # share of the page height at top and bottom where running lines stand
_OFTEN = 0.4  # share of pages on which a line must come back to be a running line
_BLANK_GAP = 0.7  # of the line height: more white space than this is a new paragraph
_UNREADABLE = 0.3  # share of signs without letters that makes a file useless
_NUMBER = re.compile(r"\d{1,5}")
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|página|pagina|p\.?|s\.?)\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:/|\||of|von|de|sur|di)\s*\d{1,4})?\s*[-–—]?",
    re.IGNORECASE,
)
_LABEL_LIKE = re.compile(r"[^\W\d_][^:\n]{0,45}:(?:\s|$)")
_CID = re.compile(r"\(cid:\d+\)")
_ENDS_SENTENCE = (".", "?", "!", ":", "…", '"', "”", ")")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class _Line:
    """One line of print and where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class Margin:
    """Where a printed line begins in the text, and its left and right edge on the page, in points."""

    offset: int
    left: float
    right: float


@dataclass(slots=True)
class _Page:
    """The lines of a page in reading order."""

    height: float
    lines: list[_Line] = field(default_factory=list)


@dataclass(slots=True)
class _Report:
    """What was changed on the way."""

    page_numbers: int = 0
    line_numbers: int = 0
    running: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    kept: int = 0
    unreadable: int = 0

    def warnings(self) -> Iterator[str]:
        """The same in words."""
        if self.page_numbers:
            yield f"left out: {self.page_numbers} page numbers"
        if self.line_numbers:
            yield f"left out: {self.line_numbers} line numbers in the margin"
        for text, count in self.running.items():
            yield f"left out: the running line “{text[:60]}” on {count} pages"
        if self.joined or self.kept:
            yield f"hyphens at line ends: {self.joined} words joined, {self.kept} kept their hyphen"
        if self.unreadable:
            yield f"{self.unreadable} signs have no letter in this PDF and stand as (cid:...)"


def read_pdf(data: bytes) -> Draft:
    """The text of a PDF; raises BadInput for scans, protected and broken files."""
    return read_lines(data)[0]


def read_lines(data: bytes) -> tuple[Draft, tuple[Margin, ...]]:
    """The text of a PDF, and where each printed line of it begins and stands on the page."""
    pages = _pages(data)
    if not any(page.lines for page in pages):
        raise BadInput("holds no text, only pictures: it seems to be a scan; recognise its text (OCR) first")
    report = _Report()
    _drop_line_numbers(pages, report)
    _drop_running_lines(pages, report)
    text, starts, margins = _flowing(pages, report)
    report.unreadable = len(_CID.findall(text))
    if report.unreadable * 3 > _UNREADABLE * len(text):
        raise BadInput("its fonts do not tell which letters they show: recognise its text (OCR) first")
    return Draft(text, "pdf", pages=starts, warnings=tuple(report.warnings())), margins


def _pages(data: bytes) -> list[_Page]:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    begun = time.monotonic()
    pages = []
    try:
        for layout in _layouts(data):
            pages.append(_page(layout))
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
        layout.analyze(LAParams(boxes_flow=None))
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


def _page(layout: Any) -> _Page:
    from pdfminer.layout import LTTextBox, LTTextLine

    page = _Page(float(layout.height))
    for box in layout:
        if isinstance(box, LTTextBox):
            for line in box:
                text = (
                    line.get_text().replace("\t", " ").replace("\n", " ").rstrip()
                    if isinstance(line, LTTextLine)
                    else ""
                )
                if text.strip() and line.y1 > layout.y0 and line.y0 < layout.y1:
                    page.lines.append(_Line(text, line.x0, line.x1, line.y0 - layout.y0, line.y1 - layout.y0))
    return page


def _drop_line_numbers(pages: Sequence[_Page], report: _Report) -> None:
    """Numbers that stand alone beside the text, as printed by programs that count lines or paragraphs."""
    for page in pages:
        body = [line for line in page.lines if not _NUMBER.fullmatch(line.text.strip())]
        if not body:
            continue
        left = min(line.left for line in body if not _PAGE_NUMBER.fullmatch(line.text.strip())) if body else 0.0
        beside = [line for line in page.lines if _NUMBER.fullmatch(line.text.strip()) and line.right <= left + 1]
        if len(beside) > 2:
            report.line_numbers += len(beside)
            dropped = set(map(id, beside))
            page.lines = [line for line in page.lines if id(line) not in dropped]


def _drop_running_lines(pages: Sequence[_Page], report: _Report) -> None:
    """Lines at the edges that come back from page to page, whatever number they hold."""
    places: dict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in _at_edges(page):
            places[_key(line)].add(number)
    needed = max(2, _OFTEN * len(pages))
    running = {key for key, found in places.items() if len(found) >= needed}
    for page in pages:
        for line in _at_edges(page):
            text = line.text.strip()
            is_number = _PAGE_NUMBER.fullmatch(text) is not None
            if _key(line) in running or (is_number and len(pages) == 1 and not text.isdigit()):
                page.lines.remove(line)
                if is_number:
                    report.page_numbers += 1
                else:
                    report.running[" ".join(text.split())] += 1


def _at_edges(page: _Page) -> list[_Line]:
    """The two highest and the two lowest lines, where they stand near the edge of the paper."""
    by_height = sorted(page.lines, key=lambda line: line.bottom)
    low = [line for line in by_height[:2] if line.bottom < _EDGE * page.height]
    return low + [line for line in by_height[2:][-2:] if line.top > (1 - _EDGE) * page.height]


def _key(line: _Line) -> str:
    place = "top" if line.bottom > 300 else "bottom"
    return place + re.sub(r"\d+", "#", " ".join(line.text.split()))


def _flowing(pages: Sequence[_Page], report: _Report) -> tuple[str, tuple[int, ...], tuple[Margin, ...]]:
    """Wrapped lines joined to paragraphs, the offset at which each page starts, and that of each line."""
    known = Counter(word.lower() for page in pages for line in page.lines for word in _WORD.findall(line.text))
    parts: list[str] = []
    starts: list[int] = []
    margins: list[Margin] = []
    length = 0
    before: _Line | None = None
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


def _close_hyphen(parts: list[str], cut: re.Match[str], line: _Line, known: Counter[str], report: _Report) -> int:
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


def _column(line: _Line) -> int:
    return round(line.left / 72)


def _right_edges(lines: Sequence[_Line]) -> dict[int, float]:
    """How far lines reach that begin at about the same place."""
    edges: dict[int, float] = defaultdict(float)
    for line in lines:
        for near in (-1, 0, 1):
            column = _column(line) + near
            edges[column] = max(edges[column], line.right)
    return edges


def _is_apart(before: _Line, line: _Line) -> bool:
    gap = before.bottom - line.top
    return gap > _BLANK_GAP * min(before.height, line.height) or gap < -before.height


def _is_wrapped(before: _Line, line: _Line, right: float, new_page: bool) -> bool:
    """True where the line before was full, so that its end is none of the speaker's."""
    if _LABEL_LIKE.match(line.text.strip()):
        return False
    if new_page and (before.text.rstrip().endswith(_ENDS_SENTENCE) or not line.text.strip()[:1].islower()):
        return False
    if not new_page and _is_apart(before, line):
        return False
    sign_width = (line.right - line.left) / max(len(line.text), 1)
    first_word = line.text.split(maxsplit=1)[0]
    return before.right + (len(first_word) + 1) * sign_width * 0.9 >= right
