"""How a program counted: positions in its file turned into positions in our text, by what fits best.

Programs differ in whether a byte order mark counts, whether a line end counts one or two, and whether they count
code points or UTF-16 units. Each way is tried and scored by the quoted snippets, by whole words and by range.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from qualwork.ingest.formats.canonical import line_ends

_BEYOND_UTF16 = 0x10000
_FITS, _BEGINS, _SAME_BLANKS, _EDGE, _OUTSIDE = 6, 5, 1, 1, -3
_TELLING = 12  # signs of a snippet, white space aside, that are no coincidence
_ELLIPSES = ("…", "...")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A selection as a file gives it; `snippet` is the text it says stands there, or a title, or nothing."""

    start: int
    end: int
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a selection stands in our text; `doubt` says why that may be wrong, `end <= start` that it is nowhere.

    `fits` is true where its snippet stands there, `titled` where the snippet is no text of the source.
    """

    start: int
    end: int
    doubt: str = ""
    fits: bool = False
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """All selections of one source, how its positions were counted, and how many snippets stand where they should."""

    placed: tuple[Placed, ...]
    way: str
    unusual: bool
    quoted: int
    fitting: int


@dataclass(frozen=True)
class _Way:
    """One way of counting: what stands before the text, and which characters count more than one."""

    name: str
    before: int
    wide: tuple[tuple[int, int], ...]

    @cached_property
    def _extras(self) -> list[int]:
        return [0, *accumulate(extra for _, extra in self.wide)]

    @cached_property
    def _ends(self) -> list[int]:
        sums = self._extras
        return [at + 1 + self.before + sums[number + 1] for number, (at, _) in enumerate(self.wide)]

    def back(self, position: int) -> tuple[int, bool]:
        """The position in our text, and whether it falls inside a character."""
        passed = bisect_right(self._ends, position)
        if passed < len(self.wide):
            at = self.wide[passed][0]
            begins = at + self.before + self._extras[passed]
            if begins < position:
                return at, True
        return position - self.before - self._extras[passed], False


def place(raw: str, marked: bool, stretches: Sequence[Stretch], sure: bool = False) -> Placing:
    """The selections of a source in `line_ends(raw)`; `marked` says that a byte order mark stands before it.

    With `sure` they were counted as the standard says, and nothing else is tried.
    """
    text = line_ends(raw)
    ways = list(_ways(raw, text, marked))[: 1 if sure else None]
    if not stretches:
        return Placing((), ways[0].name, False, 0, 0)
    page = _Page(text)
    scores = [page.score(way, stretches) for way in ways]
    best = max(range(len(ways)), key=lambda number: (scores[number], -number))
    placed = tuple(page.place(stretch, ways[best], ways) for stretch in stretches)
    quoted = sum(bool(s.snippet.strip()) and not p.titled for s, p in zip(stretches, placed, strict=True))
    return Placing(placed, ways[best].name, best > 0, quoted, sum(p.fits for p in placed))


def _ways(raw: str, text: str, marked: bool) -> Iterator[_Way]:
    """The different ways to count in this text, the one of the standard first."""
    lines = [at for at, sign in enumerate(text) if sign == "\n"]
    astral = [] if text.isascii() else [at for at, sign in enumerate(text) if ord(sign) >= _BEYOND_UTF16]
    seen = set()
    for units, wide in (("code points", []), ("UTF-16 units", astral)):
        for ends, doubled in (("as they are", _doubled(raw)), ("once", []), ("twice", lines)):
            for before in (0, 1) if marked else (0,):
                counted = tuple((at, 1) for at in sorted((*wide, *doubled)))
                if (before, counted) not in seen:
                    seen.add((before, counted))
                    mark = ", the byte order mark counted" if before else ""
                    yield _Way(f"{units}, line ends counted {ends}{mark}", before, counted)


def _doubled(raw: str) -> list[int]:
    """Places, in our text, of the line ends that are two signs in the file."""
    found, at, gone = [], raw.find("\r\n"), 0
    while at >= 0:
        found.append(at - gone)
        gone += 1
        at = raw.find("\r\n", at + 2)
    return found


class _Page:
    """A text against which positions are tried."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def squeezed(self) -> str:
        return _squeeze(self.text)

    def is_quoted(self, snippet: str) -> bool:
        """True where a snippet is text of this page, not a title somebody gave."""
        parts = [part for part in _parts(snippet) if part]
        return bool(parts) and all(part in self.squeezed for part in parts)

    def span(self, way: _Way, stretch: Stretch) -> tuple[int, int, bool]:
        start, inside = way.back(stretch.start)
        end, also_inside = way.back(stretch.end)
        return start, end, inside or also_inside

    def score(self, way: _Way, stretches: Sequence[Stretch]) -> int:
        total = 0
        for stretch in stretches:
            start, end, split = self.span(way, stretch)
            if split or not 0 <= start < end <= len(self.text):
                total += _OUTSIDE
                continue
            total += self.fit(stretch.snippet, start, end) + self.edges(start, end)
        return total

    def fit(self, snippet: str, start: int, end: int) -> int:
        """How well a snippet goes with the text there: the whole of it, its beginning, or not."""
        parts = _parts(snippet)
        if not any(parts) or not 0 <= start < end <= len(self.text):
            return 0
        blanks = _SAME_BLANKS * (self.text[start].isspace() == snippet[0].isspace())
        if len(parts) == 1:
            here = _squeeze(self.text[start:end])
            if here == parts[0]:
                return _FITS + blanks + _SAME_BLANKS * (self.text[end - 1].isspace() == snippet[-1].isspace())
            return _BEGINS + blanks if len(parts[0]) >= _TELLING and here.startswith(parts[0]) else 0
        head = _squeeze(self.text[start : min(end, start + 4 * len(snippet) + 50)])
        tail = _squeeze(self.text[max(start, end - 4 * len(snippet) - 50) : end])
        return _FITS + blanks if head.startswith(parts[0]) and tail.endswith(parts[-1]) else 0

    def edges(self, start: int, end: int) -> int:
        return _EDGE * (self._between_words(start) + self._between_words(end))

    def _between_words(self, at: int) -> bool:
        return at in (0, len(self.text)) or not (self.text[at - 1].isalnum() and self.text[at].isalnum())

    def place(self, stretch: Stretch, way: _Way, ways: Sequence[_Way]) -> Placed:
        start, end, split = self.span(way, stretch)
        if start < 0 or end > len(self.text) or end <= start:
            start, end = max(0, start), min(end, len(self.text))
            titled = bool(stretch.snippet.strip()) and not self.is_quoted(stretch.snippet)
            return Placed(start, end, f"{stretch.start}-{stretch.end} lies outside the text", titled=titled)
        if self.fit(stretch.snippet, start, end):
            return Placed(start, end, fits=True)
        quoted = self.is_quoted(stretch.snippet)
        titled = bool(stretch.snippet.strip()) and not quoted
        doubt = ""
        if split:
            doubt = f"{stretch.start}-{stretch.end} begins or ends inside a character"
        elif quoted and len(_squeeze(stretch.snippet)) >= _TELLING:
            doubt = f"{stretch.start}-{stretch.end} is not where its text “{_short(stretch)}” stands"
        elif self.edges(start, end) < 2 and any(self.span(other, stretch)[:2] != (start, end) for other in ways):
            doubt = f"{stretch.start}-{stretch.end} cuts a word, and nothing quoted confirms it"
        return Placed(start, end, doubt, titled=titled)


def _parts(snippet: str) -> list[str]:
    """The pieces of a snippet between its ellipses, without white space; the last is empty where it was cut."""
    for sign in _ELLIPSES:
        snippet = snippet.replace(sign, "…")
    return [_squeeze(part) for part in snippet.split("…")]


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _short(stretch: Stretch) -> str:
    said = " ".join(stretch.snippet.split())
    return said if len(said) <= 40 else f"{said[:39]}…"
