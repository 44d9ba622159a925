"""Comments that a text export puts at its end: `[a]` in the text, `[a]What is meant?` below it. They are no speech."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase

from qualwork.model.transcript import FoundNote

_FIRST = re.compile(r"^\\?\[a\\?\](?=[ \t]*\S)", re.MULTILINE)
_COMMENT = re.compile(r"^\\?\[([a-z]{1,2})\\?\][ \t]*(?=\S)", re.MULTILINE)
_LABEL = re.compile(r"^[^\n:：]{1,40}[:：][ \t]", re.MULTILINE)
_MARKS_BEFORE = re.compile(r"(?:\\?\[[a-z]{1,2}\\?\])+\Z")
_WORD_BEFORE = re.compile(r"\S+\s*\Z")
_LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class AppendedComments:
    """Where the comments stand below the text, their marks in it, and each as a note on the word it hangs on."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()
    notes: tuple[FoundNote, ...] = ()

    def below(self) -> tuple[tuple[int, int], ...]:
        """The range of the comments below the text, if there are any."""
        return ((self.start, self.end),) if self.notes else ()


def find_comments(text: str) -> AppendedComments:
    """The comments at the end of a text; an empty range at its end where it has none."""
    none = AppendedComments(len(text), len(text))
    starts = list(_FIRST.finditer(text))
    if not starts:
        return none
    start = starts[-1].start()
    found = list(_COMMENT.finditer(text, start))
    names = [match[1] for match in found]
    if names != [_name(number) for number in range(len(names))]:
        return none
    edges = [*(match.start() for match in found), len(text)]
    bodies = [text[match.end() : end].strip() for match, end in zip(found, edges[1:], strict=True)]
    if any(_LABEL.search(body, body.find("\n") + 1) for body in bodies if "\n" in body):
        return none  # a turn below them: they are no end of the text
    marks = {name: mark for name in names if (mark := _mark(text, name, start)) is not None}
    if "a" not in marks:
        return none
    notes, place = [], (0, 0)
    for name, body in zip(names, bodies, strict=True):
        place = _word_before(text, marks[name]) if name in marks else place  # without a mark it answers the one before
        notes.append(FoundNote(*place, body))
    return AppendedComments(start, len(text), tuple(sorted(marks.values())), tuple(notes))


def _name(number: int) -> str:
    rest, letter = divmod(number, len(ascii_lowercase))
    return (ascii_lowercase[rest - 1] if rest else "") + ascii_lowercase[letter]


def _mark(text: str, name: str, end: int) -> tuple[int, int] | None:
    match = re.compile(rf"\\?\[{name}\\?\]").search(text, 0, end)
    return match.span() if match else None


def _word_before(text: str, mark: tuple[int, int]) -> tuple[int, int]:
    """The word that a mark stands behind, other marks between them left out; the mark itself where there is none."""
    before = text[max(0, mark[0] - _LONGEST_WORD) : mark[0]]
    others = _MARKS_BEFORE.search(before)
    before = before[: others.start()] if others else before
    word = _WORD_BEFORE.search(before)
    if word is None:
        return mark
    end = mark[0] - (len(others.group()) if others else 0)
    start = end - len(word.group())
    return start, start + len(word.group().rstrip())
