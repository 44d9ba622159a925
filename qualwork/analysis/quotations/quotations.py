"""The quotations of a manuscript: between marks, set as a block or in a table, each with the speaker it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from qualwork.analysis.quotations.attributions import (
    before,
    behind,
    label_of,
    named_at_end,
    refers_to_literature,
    speaks_behind,
)
from qualwork.analysis.quotations.known_names import Named, Names
from qualwork.analysis.quotations.quotation_marks import left_open, quoted_spans
from qualwork.model.manuscript import Manuscript, Paragraph
from qualwork.model.units import trim, words

FEWEST_WORDS = 4
MOST_WORDS = 1_500
_FEWEST_IN_A_CELL = 8
_MOST_SET_IN = 0.5
_QUOTE_COLUMN = re.compile(
    r"quot|extract|excerpt|verbatim|illustrat|example|in their words|data|zitat|citation|cita\b", re.IGNORECASE
)
_WHO_COLUMN = re.compile(
    r"participant|pseudonym|speaker|interviewee|respondent|who\b|name|source|said by|person|informant", re.IGNORECASE
)
_ENDS = re.compile(r"[.?!…:;,\"”’'»)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text` stands at `start` to `end` of a paragraph; `claimed` is whom the manuscript names.

    What only looks like a quotation (`sure` is False), or refers to literature, counts only where it is found.
    """

    text: str
    paragraph: int
    start: int
    end: int
    claimed: Named | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The quotations of a manuscript in order, and how many passages between marks are none.

    `terms` have fewer than four words and no speaker; `too_long` have more than any quotation. In the paragraphs
    `left_open` a mark is opened and not closed.
    """

    quotations: tuple[Quotation, ...]
    terms: int
    too_long: int
    left_open: tuple[int, ...]


def find_quotations(manuscript: Manuscript, names: Names) -> Found:
    """All quotations of a manuscript; one inside another is part of it."""
    masked = [replace(paragraph, text=names.masked(paragraph.text)) for paragraph in manuscript.paragraphs]
    paragraphs = _without_novels(masked)
    found: list[Quotation] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind in ("block", "indented"):
            found += _in_block(paragraphs, number, names)
        elif paragraph.kind != "cell":
            found += _in_text(paragraphs, number, names)
    found += _in_tables(paragraphs, names)
    found = _shared_names(found, paragraphs)
    counts = [len(words(quotation.text)) for quotation in found]
    pairs = [(q, count) for q, count in zip(found, counts, strict=True) if count]
    terms = sum(1 for q, count in pairs if q.sure and q.claimed is None and count < FEWEST_WORDS)
    too_long = sum(1 for _, count in pairs if count > MOST_WORDS)
    kept = [q for q, count in pairs if count <= MOST_WORDS and (q.claimed or count >= FEWEST_WORDS)]
    texts = [paragraph.text for paragraph in manuscript.paragraphs]
    spelled = [replace(each, text=texts[each.paragraph][each.start : each.end]) for each in kept]
    unclosed = tuple(at for at, text in enumerate(texts) if left_open(text) and not _goes_on(paragraphs, at))
    return Found(tuple(sorted(spelled, key=lambda each: (each.paragraph, each.start))), terms, too_long, unclosed)


def _without_novels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Where most paragraphs are set in, indentation marks no quotation."""
    plain = [each for each in paragraphs if each.kind in ("text", "indented")]
    set_in = sum(1 for each in plain if each.kind == "indented")
    if set_in <= _MOST_SET_IN * len(plain) or len(plain) < FEWEST_WORDS:
        return list(paragraphs)
    return [replace(each, kind="text") if each.kind == "indented" else each for each in paragraphs]


def _in_text(paragraphs: Sequence[Paragraph], number: int, names: Names) -> Iterator[Quotation]:
    text, ended = paragraphs[number].text, 0
    for start, end in quoted_spans(text):
        claimed, ends = behind(text, end + 1, names)
        if claimed is None:
            claimed = before(text[ended : start - 1], names) or speaks_behind(text, end + 1, names)
        if claimed is None and not text[end + 1 :].strip(" .*_"):
            claimed = _next_names(paragraphs, number, names)
        literature = (claimed is None or not claimed.known) and refers_to_literature(text, start - 1, end + 1)
        yield _trimmed(text, number, start, end, claimed, not literature)
        ended = max(ends, end + 1)
    start_of_open = left_open(text)
    if start_of_open is not None and _goes_on(paragraphs, number):
        claimed = before(text[ended : start_of_open - 1], names)
        yield _trimmed(text, number, start_of_open, len(text), claimed, True)


def _goes_on(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """True where the next paragraph begins with an opening mark, as one of a quotation of several paragraphs does."""
    return number + 1 < len(paragraphs) and paragraphs[number + 1].text[:1] in ("“", "«", "»", "„")


def _in_block(paragraphs: Sequence[Paragraph], number: int, names: Names) -> Iterator[Quotation]:
    paragraph = paragraphs[number]
    text, set_in = paragraph.text, paragraph.kind == "indented"
    if set_in and _only_names(text, names):
        return
    if _rest_has_no_words(text, names):
        yield from _in_text(paragraphs, number, names)
        return
    label, start = label_of(text, names)
    at_end, end = named_at_end(text, names)
    claimed = at_end or label or _next_names(paragraphs, number, names)
    led_to = _led_to(paragraphs, number)
    if claimed is None and led_to:
        claimed = before(paragraphs[number - 1].text, names)
    literature = at_end is None and end < len(text)
    looks_said = bool(_ENDS.search(text[:end])) and paragraph.page is None
    sure = not literature and (not set_in or claimed is not None or led_to or looks_said)
    low, high = trim(text, start, end)
    if low < high:
        inner = next(iter(quoted_spans(text[low:high])), None)
        if inner and inner[0] == 1 and not words(text[low + inner[1] : high]):
            low, high = low + 1, low + inner[1]
        yield _trimmed(text, number, low, high, claimed, sure)


def _rest_has_no_words(text: str, names: Names) -> bool:
    """True where a block is made of quotations between marks and of names alone."""
    spans = quoted_spans(text)
    at = label_of(text, names)[1]
    for start, end in spans:
        if words(text[at : max(at, start - 1)]):
            return False
        at = max(behind(text, end + 1, names)[1], end + 1)
    return bool(spans) and not words(text[at:])


def _led_to(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """True where the paragraph before ends with a colon."""
    return number > 0 and paragraphs[number - 1].kind == "text" and paragraphs[number - 1].text.rstrip().endswith(":")


def _next_names(paragraphs: Sequence[Paragraph], number: int, names: Names) -> Named | None:
    """Who is named by a next paragraph that is nothing but a name in brackets or behind a dash."""
    if number + 1 >= len(paragraphs) or paragraphs[number + 1].kind == "cell":
        return None
    return _only_names(paragraphs[number + 1].text, names)


def _only_names(text: str, names: Names) -> Named | None:
    found, start = named_at_end(text, names)
    return found if not text[:start].strip() else None


def _in_tables(paragraphs: Sequence[Paragraph], names: Names) -> Iterator[Quotation]:
    cells = [(each.cell, number) for number, each in enumerate(paragraphs) if each.cell is not None]
    for _, table in groupby(cells, key=lambda pair: pair[0][0]):
        listed = list(table)
        heads = {cell[2]: paragraphs[number].text for cell, number in listed if cell[1] == 1}
        has_heads = any(_QUOTE_COLUMN.search(head) and len(words(head)) < FEWEST_WORDS for head in heads.values())
        for row, members in groupby(listed, key=lambda pair: pair[0][1]):
            if not (has_heads and row == 1):
                yield from _in_row(paragraphs, list(members), heads if has_heads else {}, names)


def _in_row(
    paragraphs: Sequence[Paragraph], row: list[tuple[tuple[int, int, int], int]], heads: dict[int, str], names: Names
) -> Iterator[Quotation]:
    for cell, number in row:
        text, head = paragraphs[number].text, heads.get(cell[2], "")
        beside = [paragraphs[other].text for place, other in row if place[2] != cell[2]]
        found = list(_in_text(paragraphs, number, names)) if quoted_spans(text) else []
        if not found and not names.person(text.strip()):
            sure = bool(_QUOTE_COLUMN.search(head)) and not _WHO_COLUMN.search(head)
            at_end, end = named_at_end(text, names)
            if sure or len(words(text[:end])) >= _FEWEST_IN_A_CELL:
                label, start = label_of(text, names)
                found = [_trimmed(text, number, start, end, at_end or label, sure)]
        who = next((each for other in beside if (each := _cell_names(other, names))), None)
        yield from (each if each.claimed else replace(each, claimed=who) for each in found)


def _cell_names(text: str, names: Names) -> Named | None:
    """Who is named by a cell that holds little else."""
    return names.look_up(text) if len(words(text)) <= FEWEST_WORDS else None


def _shared_names(found: list[Quotation], paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """Paragraphs of one block quotation have the speaker who is named at its end, or before it."""
    blocks = {number for number, each in enumerate(paragraphs) if each.kind in ("block", "indented")}
    shared = list(found)
    for way in (range(len(shared) - 2, -1, -1), range(1, len(shared))):
        step = 1 if way.step < 0 else -1
        for at in way:
            one, other = shared[at], shared[at + step]
            neighbours = abs(one.paragraph - other.paragraph) == 1 and {one.paragraph, other.paragraph} <= blocks
            if neighbours and one.claimed is None and other.claimed is not None:
                shared[at] = replace(one, claimed=other.claimed, sure=True)
    return shared


def _trimmed(text: str, number: int, start: int, end: int, claimed: Named | None, sure: bool) -> Quotation:
    low, high = trim(text, start, end)
    return Quotation(text[low:high], number, low, high, claimed, sure)
