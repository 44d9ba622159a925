"""Coded segments as MAXQDA exports them (.xlsx): documents made of the segments that were coded, with their codes.

The export holds no text that was not coded, so a document is only its segments, in their order, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.read import Said, finish
from qualwork.ingest.sheets.answer_table import AnswerTable
from qualwork.model import interchange
from qualwork.model.units import fold

_HEADERS = {
    "document": "document name, document, dokumentname, dokument",
    "group": "document group, dokumentgruppe",
    "code": "code",
    "begins": "beginning, begin, anfang",
    "ends": "end, ende",
    "segment": "segment, coded segment, coded segments, codiertes segment",
    "comment": "comment, kommentar",
    "author": "created by, author, erstellt von, autor",
}
_NEEDED = ("document", "code", "segment", "begins")
_LEVEL = re.compile(r"\s*(?:>|\\)\s*")
_NUMBER = re.compile(r"\d+")
_Row = Mapping[str, str]


def is_segments(table: AnswerTable) -> bool:
    """True for a table with the columns of such an export."""
    columns = _columns(table)
    return all(name in columns for name in _NEEDED)


def segments_study(table: AnswerTable, said: Said) -> interchange.Study:
    """The documents, codes and codings of an export."""
    making = _Making(table.path.name, said)
    columns = _columns(table)
    by_document: dict[tuple[str, str], list[_Row]] = {}
    for cells in table.rows:
        row = {name: cells[at] for name, at in columns.items()}
        if row["segment"].strip():
            by_document.setdefault((row.get("group", ""), row["document"]), []).append(row)
    empty = len(table.rows) - sum(map(len, by_document.values()))
    if empty:
        making.notices.append(f"rows without a segment left out: {empty}")
    titles = [document for _, document in by_document]
    for (group, document), rows in by_document.items():
        title = f"{group} {document}" if titles.count(document) > 1 else document
        making.take(title, group, rows)
    unused = [header for at, header in enumerate(table.headers) if header and at not in columns.values()]
    if unused:
        making.notices.append(f"columns not taken over: {', '.join(unused)}")
    return making.study()


def _columns(table: AnswerTable) -> dict[str, int]:
    plain = [" ".join(fold(header).split()) for header in table.headers]
    found: dict[str, int] = {}
    for name, known in _HEADERS.items():
        at = next((plain.index(header) for header in known.split(", ") if header in plain), None)
        if at is not None:
            found[name] = at
    return found


class _Making:
    """The study as it grows, document by document."""

    def __init__(self, file: str, said: Said) -> None:
        self.file, self.said = file, said
        self.codes: dict[tuple[str, ...], interchange.InterchangeCode] = {}
        self.users: dict[str, interchange.User] = {}
        self.sources: list[interchange.Source] = []
        self.codings: dict[tuple[object, ...], interchange.InterchangeCoding] = {}
        self.notes: list[interchange.Note] = []
        self.notices: list[str] = []

    def guid(self, *parts: object) -> str:
        return interchange.derived_guid("MAXQDA", self.file, *parts)

    def study(self) -> interchange.Study:
        return interchange.Study(
            users=tuple(self.users.values()),
            codes=tuple(self.codes.values()),
            sources=tuple(self.sources),
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            notices=tuple(self.notices),
        )

    def code(self, written: str) -> str:
        """The GUID of a code by its path, `Feelings > Fear`, made with those above it."""
        names = tuple(part for part in _LEVEL.split(" ".join(written.split())) if part) or ("unnamed code",)
        for depth in range(1, len(names) + 1):
            key = tuple(map(fold, names[:depth]))
            if key not in self.codes:
                above = self.codes[key[:-1]].guid if depth > 1 else None
                self.codes[key] = interchange.InterchangeCode(self.guid("code", *key), names[depth - 1], above)
        return self.codes[tuple(map(fold, names))].guid

    def user(self, name: str) -> str | None:
        shown = " ".join(name.split())
        if not shown:
            return None
        return self.users.setdefault(fold(shown), interchange.User(self.guid("user", fold(shown)), shown)).guid

    def take(self, title: str, group: str, rows: Sequence[_Row]) -> None:
        """One document: its segments in order, one inside of another not twice."""
        text, places = _laid_out(rows)
        guid = self.guid("document", fold(title))
        reading = finish(Draft(text, "maxqda"), f"{title}.txt", text.encode(), self.said)
        facts = {"group": group} if group else {}
        reading = replace(reading, title=title)
        self.sources.append(interchange.Source(guid, title, reading.text, facts, reading=reading))
        self.notices.append(f"{title}: only its {len(rows)} coded segments are in the export, not the whole text")
        for number, (row, (start, end)) in enumerate(zip(rows, places, strict=True)):
            code, user = self.code(row["code"]), self.user(row.get("author", ""))
            key = self.guid("coding", fold(title), number)
            made = interchange.InterchangeCoding(key, code, guid, start, end, user)
            kept = self.codings.setdefault((code, guid, start, end, user), made)
            if comment := clean(row.get("comment", "")).strip():
                self.notes.append(interchange.Note(self.guid("comment", key), comment, "coding", kept.guid, user=user))


def _laid_out(rows: Sequence[_Row]) -> tuple[str, list[tuple[int, int]]]:
    """The text of the segments in their order, and where each row's stands in it."""
    words = [clean(row["segment"]).strip() for row in rows]
    spans = [(_number(row["begins"]), _number(row.get("ends", "")) or _number(row["begins"])) for row in rows]
    holder: dict[int, int] = {}
    kept: list[int] = []
    for at in sorted(range(len(rows)), key=lambda at: -len(words[at])):
        over = next((k for k in kept if words[at] in words[k] and _meet(spans[at], spans[k])), None)
        holder[at] = at if over is None else over
        if over is None:
            kept.append(at)
    parts: list[str] = []
    begun: dict[int, int] = {}
    length = 0
    for at in sorted(kept, key=lambda at: (spans[at][0], at)):
        begun[at] = length
        parts.append(words[at] + "\n\n")
        length += len(words[at]) + 2
    places = []
    for at, text in enumerate(words):
        start = begun[holder[at]] + words[holder[at]].index(text)
        places.append((start, start + len(text)))
    return "".join(parts), places


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _number(cell: str) -> int:
    match = _NUMBER.search(cell)
    return int(match.group()) if match else 0
