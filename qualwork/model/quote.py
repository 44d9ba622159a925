"""Extracts as they are quoted: with cuts shown as [...], pseudonyms for labels, and a link to all that was said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualwork.model.errors import BadInput

CUT = "[...]"
_NO_BLANK_BEFORE = frozenset(".,;:!?…)]}”’»")
_NO_BLANK_AFTER = frozenset("([{“‘«")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")

Cut = tuple[int, int]
Label = tuple[int, int, str]
"""A stretch of an extract that names a speaker, and the name shown for it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An extract as a theme quotes it. `text` is what is printed, `extract` all that the coding stands on.

    `theme` is the id of the theme that marks it (0 where none does), `code` the full name of its code, `mark`
    exemplary, contrary or empty; `cuts` are half-open ranges of the extract.
    """

    coding: int
    theme: int
    mark: str
    code: str
    participants: tuple[str, ...]
    transcript: str
    start: int
    end: int
    extract: str
    text: str
    cuts: tuple[Cut, ...] = ()
    reason: str = ""

    @property
    def who(self) -> str:
        """The pseudonyms behind it, as they are printed."""
        return ", ".join(self.participants)


def quoted(extract: str, cuts: Iterable[Cut] = (), labels: Iterable[Label] = ()) -> str:
    """The extract on one line a paragraph: each cut as [...], each label as the name that is shown for it.

    A cut is parted by one blank from the words beside it, whatever white space it left; the signs that close or open
    a sentence stay where they are.
    """
    left_out = merged(cuts)
    shown = [
        (start, end, f"\n\n{name}")
        for start, end, name in labels
        if not any(low <= start < high for low, high in left_out)
    ]
    said, at = "", 0
    for start, end, name in sorted([*((start, end, "") for start, end in left_out), *shown]):
        said = _joined(said, extract[at:start])
        said = said + name if name else _cut_short(said)
        at = max(at, end)
    paragraphs = _PARAGRAPH.split(_joined(said, extract[at:]))
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip())


def _joined(said: str, more: str) -> str:
    kept = more.lstrip() if said.endswith(CUT) else more
    blank = said.endswith(CUT) and kept and kept[0] not in _NO_BLANK_BEFORE
    return f"{said} {kept}" if blank else said + kept


def _cut_short(said: str) -> str:
    kept = said.rstrip()
    return f"{kept} {CUT}" if kept and kept[-1] not in _NO_BLANK_AFTER else kept + CUT


def merged(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """Cuts in order, those that touch or overlap as one."""
    found: list[Cut] = []
    for start, end in sorted(cuts):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def checked_cuts(extract: str, cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """Cuts in order, joined where only white space lies between.

    Raises BadInput where they leave no word, or part of one: `[...] he said` of “she said” is another word.
    """
    for start, end in cuts:
        if not 0 <= start < end <= len(extract):
            raise BadInput(f"there is no cut {start}:{end}; the extract has the places 0:{len(extract)}")
        for edge in (start, end):
            if _splits_word(extract, edge):
                around = f"{extract[max(0, edge - 10) : edge]}|{extract[edge : edge + 10]}"
                raise BadInput(
                    f"the cut {start}:{end} splits a word ({' '.join(around.split())}); leave out whole words"
                )
    found: list[Cut] = []
    for start, end in merged(cuts):
        if found and not extract[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    kept, at = "", 0
    for start, end in [*found, (len(extract), len(extract))]:
        kept += extract[at:start]
        at = end
    if not any(sign.isalnum() for sign in kept):
        raise BadInput("the cuts leave no word of the extract; leave out less, or take the mark away")
    return tuple(found)


def _splits_word(extract: str, edge: int) -> bool:
    return 0 < edge < len(extract) and _is_spelt(extract[edge - 1]) and _is_spelt(extract[edge])


def _is_spelt(sign: str) -> bool:
    """Is it a digit or a letter of a script with capitals? All of these part words by blanks."""
    return sign.isdigit() or sign.lower() != sign.upper()


def find_cut(extract: str, words: str) -> Cut:
    """The place of words in an extract, whatever its white space; raises BadInput unless there is exactly one."""
    wanted = words.split()
    if not wanted:
        raise BadInput("the words to cut are empty")
    pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
    places = [match.span() for match in pattern.finditer(extract)]
    whole = [place for place in places if not any(_splits_word(extract, edge) for edge in place)]
    places = whole or places
    if len(places) == 1:
        return places[0]
    if not places:
        raise BadInput(f"the extract does not hold {words!r}; give the words as they stand there, or START:END")
    where = ", ".join(f"{start}:{end}" for start, end in places)
    raise BadInput(f"the extract holds {words!r} {len(places)} times ({where}); give one of these places instead")
