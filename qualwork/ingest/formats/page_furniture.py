"""What is printed on a page and belongs to the paper: page numbers, running heads, numbers in the margin.

An interview has short lines too, and they may come back at page edges: `Bert: Yes.`, `Ana 00:10`. So a line is
furniture only where its shape and its place prove it, and whatever could be a label or an answer stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qualwork.ingest.speakers.label_words import STOP

_EDGE = 0.12  # share of the page height at top and bottom where running lines stand
_MOST_ROWS = 4  # of furniture at one edge
_OFTEN = 0.4  # share of pages on which a line must come back to be a running line
_NEARLY_ALL = 0.8  # share of pages on which a line must come back that is not set apart from the text
_SURE_PAGES = 5  # fewer pages prove nothing by their number alone
_FEW_PAGES = 3  # on fewer, a line that could be a label is never furniture
_NAMES_A_VOICE = 2  # times that a short line stands in the text by itself: a name above what was said
_LONGEST_NAME = 3  # words
_APART = 1.15  # times the usual distance of lines: more is a gap
_WIDE = 2.0  # heights of a line, where the text has too few lines to tell their usual distance
_SAME_ROW = 3.0  # points
_SAME_PLACE = 4.0  # points
_NUMBER = re.compile(r"\d{1,5}")
_LONE_NUMBER = re.compile(r"(?<![\d:.,])\d{1,5}(?![\d:]|[.,]\d)")
PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|página|pagina|p\.?|s\.?)\s*)?[-–—]?\s*\d{1,4}\s*(?:(?:/|\||of|von|de|sur|di)\s*\d{1,4})?\s*[-–—]?",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}:\d{2}")
_LABEL = re.compile(r"\W*([^\W\d_][^:\n]{0,45}?)\s*(?::(?:\s|$)|[\[(]?\d{1,2}:\d{2})")
_ENDS_SENTENCE = tuple('.?!…"”')


@dataclass(slots=True)
class Line:
    """One line of print and where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Of the letters, never nothing."""
        return max(self.top - self.bottom, 1.0)


@dataclass(slots=True)
class Page:
    """The lines of a page in reading order."""

    height: float
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that was left out: the number of its page from 1, and what it was taken for."""

    page: int
    text: str
    kind: str


def list_dropped(dropped: Sequence[Dropped]) -> Iterator[str]:
    """Every line that was left out, with its page; lines that come back unchanged are named once."""
    kinds: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for line in _counted_together(dropped):
        kinds[line.kind][line.text].append(line.page)
    counts = Counter(line.kind for line in dropped)
    for kind, texts in kinds.items():
        listed = ", ".join(f"{text} on {_listed(numbers)}" for text, numbers in texts.items())
        name = kind.replace("line", "lines", 1) if "outside" in kind else f"{kind}s"
        yield f"left out: {counts[kind]} {name}: {listed}"


def _counted_together(dropped: Sequence[Dropped]) -> Iterator[Dropped]:
    """The same with quotation marks; numbers of a page that go on by one are one entry, `“1” to “24”`."""
    run: list[Dropped] = []
    for line in (*dropped, None):
        goes_on = (
            line is not None
            and run
            and (run[-1].page, run[-1].kind) == (line.page, line.kind)
            and _NUMBER.fullmatch(line.text)
            and _NUMBER.fullmatch(run[-1].text)
            and int(line.text) == int(run[-1].text) + 1
        )
        if not goes_on and run:
            last = f" to “{run[-1].text}”" if len(run) > 1 else ""
            yield Dropped(run[0].page, f"“{run[0].text}”{last}", run[0].kind)
            run = []
        if line is not None:
            run.append(line)


def _listed(numbers: Sequence[int]) -> str:
    """`page 3`, `3 pages (1 to 3)`, `2 pages (1, 3)`."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{len(numbers)} pages ({numbers[0]} to {numbers[-1]})"
    return f"{len(numbers)} pages ({', '.join(map(str, numbers))})"


def drop_line_numbers(pages: Sequence[Page]) -> list[Dropped]:
    """Take out numbers that stand alone beside the text, as printed by programs that count lines or paragraphs."""
    dropped = []
    for number, page in enumerate(pages, start=1):
        lefts = [line.left for line in page.lines if not PAGE_NUMBER.fullmatch(line.text.strip())]
        if not lefts:
            continue
        beside = [line for line in page.lines if _NUMBER.fullmatch(line.text.strip()) and line.right <= min(lefts) + 1]
        if len(beside) > 2:
            dropped += [Dropped(number, line.text.strip(), "line number") for line in beside]
            gone = set(map(id, beside))
            page.lines = [line for line in page.lines if id(line) not in gone]
    return dropped


def drop_running_lines(pages: Sequence[Page]) -> list[Dropped]:
    """Take out lines at the edges that are proved to come back from page to page, whatever page number they hold."""
    edges = _Edges(pages)
    dropped = []
    gone: set[int] = set()
    for (number, is_top), rows in edges.rows.items():
        for row in rows:
            furniture = [line for line in row if edges.is_furniture(number, is_top, line)]
            for line in furniture:
                kind = "page number" if PAGE_NUMBER.fullmatch(line.text.strip()) else "running line"
                dropped.append(Dropped(number + 1, " ".join(line.text.split()), kind))
            gone.update(map(id, furniture))
            if len(furniture) < len(row):
                break
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone]
    return dropped


class _Edges:
    """The lines at the edges of all pages, how often each comes back, and what looks like a label elsewhere."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.rows = {
            (number, is_top): _edge_rows(page, is_top) for number, page in enumerate(pages) for is_top in (True, False)
        }
        self.places: dict[tuple[bool, str], dict[int, float]] = defaultdict(dict)
        for number, is_top, line in self._lines():
            for key in _keys(line, number):
                self.places[is_top, key][number] = line.bottom
        self.usual = _usual_distance(pages)
        self.repeated = {id(line) for number, is_top, line in self._lines() if self._comes_back(number, is_top, line)}
        body = [line.text for page in pages for line in page.lines if id(line) not in self.repeated]
        self.labels = {match[1].casefold() for text in body if (match := _LABEL.match(text))}
        self.alone = Counter(" ".join(text.split()).casefold() for text in body)

    def _lines(self) -> Iterator[tuple[int, bool, Line]]:
        for (number, is_top), rows in self.rows.items():
            for row in rows:
                for line in row:
                    yield number, is_top, line

    def is_furniture(self, number: int, is_top: bool, line: Line) -> bool:
        """True where enough speaks for it, and nothing for a label or for speech."""
        text = " ".join(line.text.split())
        if PAGE_NUMBER.fullmatch(text):
            return self._counts_pages(number, is_top, line)
        if id(line) not in self.repeated or _TIME.search(text):
            return False
        on, counts_pages = self._most(number, is_top, line)
        is_apart = self._is_apart(is_top, on, line)
        if match := _LABEL.match(text):
            is_known = match[1].casefold() in self.labels
            return is_apart and len(on) >= _FEW_PAGES and (counts_pages or not is_known)
        if self.alone[text.casefold()] >= _NAMES_A_VOICE and len(text.split()) <= _LONGEST_NAME:
            return False
        is_everywhere = len(on) >= max(_SURE_PAGES, _NEARLY_ALL * len(self.pages))
        if _could_be_said(text):
            return is_apart and is_everywhere
        return is_apart or (is_everywhere and (counts_pages or len(text.split()) >= _LONGEST_NAME))

    def _most(self, number: int, is_top: bool, line: Line) -> tuple[list[int], bool]:
        """The pages on which a line comes back at the same height, and whether it counts them."""
        ways = [(self._on(is_top, key, line.bottom), "#" in key) for key in _keys(line, number)]
        return max(ways, key=lambda way: len(way[0]))

    def _comes_back(self, number: int, is_top: bool, line: Line) -> bool:
        return len(self._most(number, is_top, line)[0]) >= max(2, _OFTEN * len(self.pages))

    def _on(self, is_top: bool, key: str, bottom: float) -> list[int]:
        heights = self.places[is_top, key]
        return [number for number, height in heights.items() if abs(height - bottom) <= _SAME_PLACE]

    def _counts_pages(self, number: int, is_top: bool, line: Line) -> bool:
        """True for a number that goes on by one with the pages; or one on a single page that is more than digits."""
        if len(self.pages) == 1:
            return not line.text.strip().isdigit()
        on, counts_pages = self._most(number, is_top, line)
        return counts_pages and len(on) > 1

    def _is_apart(self, is_top: bool, on: Sequence[int], line: Line) -> bool:
        """True where most of its pages have a gap between it and the text, wider than between lines of the text."""
        return 2 * sum(self._has_gap(number, is_top, line) for number in on) > len(on)

    def _has_gap(self, number: int, is_top: bool, line: Line) -> bool:
        """True where the next line inward is far; one that comes back too may stand between."""
        at = line.bottom
        wide = _APART * self.usual if self.usual else _WIDE * line.height
        opposite = {id(other) for row in self.rows[number, not is_top] for other in row}
        inward = [other for other in self.pages[number].lines if (other.bottom < at) == is_top]
        for other in sorted(inward, key=lambda other: abs(other.bottom - at)):
            distance = abs(other.bottom - at)
            if distance > wide:
                return id(other) not in opposite
            if distance > _SAME_ROW:
                if id(other) not in self.repeated:
                    return False
                at = other.bottom
        return False


def _could_be_said(text: str) -> bool:
    """True for a short answer: it ends like a sentence, or all its words are such as begin answers (`yes`, `okay`)."""
    words = [word.strip(",.;!?-–…'’").casefold() for word in text.split()]
    return text.endswith(_ENDS_SENTENCE) or all(not word or word in STOP for word in words)


def _edge_rows(page: Page, is_top: bool) -> list[list[Line]]:
    """Rows of lines near an edge of the paper, the outermost first."""
    near = [
        line
        for line in page.lines
        if (line.top > (1 - _EDGE) * page.height if is_top else line.bottom < _EDGE * page.height)
    ]
    rows: list[list[Line]] = []
    for line in sorted(near, key=lambda line: line.bottom, reverse=is_top):
        if rows and abs(rows[-1][0].bottom - line.bottom) <= _SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows[:_MOST_ROWS]


def _keys(line: Line, number: int) -> Iterator[str]:
    """The text, and the text with each number in it as its distance from the number of the page.

    So lines are the same if they differ in nothing but a number that counts pages; a time counts none.
    """
    text = " ".join(line.text.split())
    yield text
    for match in _LONE_NUMBER.finditer(text):
        yield f"{text[: match.start()]}#{int(match.group()) - number}{text[match.end() :]}"


def _usual_distance(pages: Sequence[Page]) -> float:
    """From one line of the text to the next, in points: the distance that four in five do not exceed."""
    distances: Counter[float] = Counter()
    for page in pages:
        heights = sorted({round(line.bottom, 1) for line in page.lines}, reverse=True)[1:-1]
        distances.update(round(upper - lower, 1) for upper, lower in pairwise(heights) if upper - lower > _SAME_ROW)
    ordered = sorted(distances.elements())
    return ordered[int(0.8 * (len(ordered) - 1))] if ordered else 0.0
