"""Manuscripts as PDF: paragraphs as printed, those set in from both their neighbours told apart."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from qualwork.ingest.formats.pdf import Margin, read_lines
from qualwork.model.manuscript import Paragraph

_ENDS = tuple(".?!:;…\"”’'»)]")
_SET_IN = 12.0  # points from the margin of the text


def pdf_paragraphs(data: bytes) -> list[Paragraph]:
    """The paragraphs in order, with their pages; a change of the left margin parts them too."""
    draft, margins = read_lines(data)
    body = _body_margin(margins, len(draft.text))
    found: list[Paragraph] = []
    for start, end in _stretches(draft.text, margins, draft.pages):
        text = draft.text[start:end].strip()
        lines = [line for line in margins if start <= line.offset < end]
        if text and lines:
            set_in = all(line.left >= body + _SET_IN for line in lines)
            page = bisect_right(draft.pages, start) or 1
            found.append(Paragraph(text, "indented" if set_in else "text", None, len(found), page))
    return found


def _body_margin(margins: Sequence[Margin], length: int) -> float:
    """The left edge at which most of the text stands."""
    signs: Counter[int] = Counter()
    ends = [*(line.offset for line in margins[1:]), length]
    for line, end in zip(margins, ends, strict=True):
        signs[round(line.left)] += end - line.offset
    return float(signs.most_common(1)[0][0]) if signs else 0.0


def _stretches(text: str, margins: Sequence[Margin], pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Paragraphs: from one blank line, or one lasting change of the margin, to the next; they may run over a page."""
    start = 0
    lefts = [line.left for line in margins]
    for at, line in enumerate(margins):
        if not at:
            continue
        moved = abs(lefts[at] - lefts[at - 1]) >= _SET_IN
        is_first_line = at == 1 or text[margins[at - 1].offset - 2 : margins[at - 1].offset] == "\n\n"
        blank = text[max(0, line.offset - 2) : line.offset] == "\n\n"
        if (
            blank
            and line.offset in pages
            and not moved
            and not text[max(0, line.offset - 9) : line.offset].rstrip().endswith(_ENDS)
        ):
            continue
        if blank or (moved and not is_first_line):
            yield start, line.offset
            start = line.offset
    yield start, len(text)
