"""Texts of another program's project, and the selections in them checked against the extracts stored beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from qualwork.ingest.foreign.foreign_sqlite import whole
from qualwork.ingest.foreign.notices import plain_title, to_check
from qualwork.ingest.foreign.reading import Reading
from qualwork.ingest.formats.canonical import line_ends
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.read import finish
from qualwork.ingest.refi_qda.refi_offsets import Placed, Stretch, place
from qualwork.ingest.refi_qda.refi_sources import with_names
from qualwork.model import interchange
from qualwork.model.errors import BadInput

_MARK = "\ufeff"
Key = TypeVar("Key")


def take_text(reading: Reading, key: int | None, name: str, words: str, case_names: Sequence[str]) -> str | None:
    """Keep one text as a source; returns its GUID, or None, with a notice, where it holds none that can be read."""
    title = plain_title(name or f"source {key}")
    if not words.strip(" \r\n\t\ufeff"):
        reading.notices.append(f"not taken over: {title}, which has no text (a picture, a recording or an empty file)")
        return None
    body = clean_raw(words.removeprefix(_MARK))
    try:
        draft = Draft(line_ends(body), "txt", "utf-8")
        said = with_names(reading.said, draft.text, list(case_names))
        made = replace(finish(draft, f"{title}.txt", words.encode("utf-8", "replace"), said), title=title)
    except BadInput as fault:
        reading.notices.append(f"{title}: cannot be read ({fault.message})")
        return None
    guid = reading.guid("source", key)
    reading.sources[key] = interchange.Source(guid, title, made.text, reading=made)
    return guid


def place_all(
    reading: Reading,
    raw: Mapping[int | None, str],
    stretches: Mapping[int | None, Sequence[tuple[Key, Stretch]]],
    sure: bool = False,
) -> dict[Key, Placed]:
    """Where each selection stands, counted as fits its text best; doubtful ones are noticed.

    With `sure` the program is known to count characters, and only line ends of two signs leave a choice.
    """
    found: dict[Key, Placed] = {}
    for source, known in stretches.items():
        if source not in reading.sources:
            continue
        words = raw[source]
        marked, title = words.startswith(_MARK), reading.sources[source].title
        known_way = sure and "\r" not in words
        placing = place(clean_raw(words.removeprefix(_MARK)), marked, [stretch for _, stretch in known], known_way)
        if placing.unusual:
            fit = f"{placing.fitting:,} of {placing.quoted:,} stored extracts fit"
            reading.notices.append(f"{title}: positions are {placing.way}; {fit}")
        for (key, stretch), placed in zip(known, placing.placed, strict=True):
            found[key] = _checked(stretch, placed)
        doubts = [found[key].doubt for key, _ in known if found[key].doubt]
        reading.notices += to_check(title, "selection", doubts)
    return found


def stretch(first: object, last: object, snippet: str, before: int = 0) -> Stretch:
    """A selection as a database gives it; `before` is what its count of the first sign is too high."""
    start, end = whole(first), whole(last)
    bad = start is None or end is None or abs(start) > 2**53 or abs(end) > 2**53
    return Stretch(0, 0, snippet) if bad else Stretch((start or 0) - before, end or 0, snippet)


def clean_raw(words: str) -> str:
    """Text of a database without null characters, sign for sign, so that positions stand."""
    if "\0" in words:
        words = words.replace("\0", "\ufffd")
    if words.isascii():
        return words
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in words)


def _checked(stretch: Stretch, placed: Placed) -> Placed:
    """The stored extract is no title: where it does not stand there, the place is doubtful."""
    if placed.doubt or placed.fits or not stretch.snippet.strip():
        return placed
    return replace(placed, doubt=f"{stretch.start}-{stretch.end} does not hold its stored extract")
