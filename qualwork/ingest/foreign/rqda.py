"""RQDA projects (.rqda): files, codes, code categories as sets of codes, codings, cases, annotations, journals.

A row whose status is not 1 was deleted there and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from qualwork.ingest.foreign.foreign_sqlite import Database, line, moment, text, whole
from qualwork.ingest.foreign.notices import counts_told
from qualwork.ingest.foreign.reading import Reading
from qualwork.ingest.foreign.selections import place_all, stretch, take_text
from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.read import Said
from qualwork.ingest.refi_qda.refi_offsets import Placed, Stretch
from qualwork.ingest.refi_qda.refi_xml import colour
from qualwork.model import interchange
from qualwork.model.units import fold

_DELETED = "deleted in RQDA and left out"
_UNREAD = (("image", "pictures"), ("imageCoding", "codings of pictures"), ("coding2", "codings of a second round"))
_R_DATE = "%a %b %d %H:%M:%S %Y"


def read_rqda(database: Database, file: str, said: Said) -> interchange.Study:
    """The study in an RQDA database; `file` names it, and tells its GUIDs from another file's."""
    return _Reading(database, file, said).study()


@dataclass
class _Reading(Reading):
    program = "RQDA"

    of_code: dict[int | None, str] = field(default_factory=dict)
    raw: dict[int | None, str] = field(default_factory=dict)

    def study(self) -> interchange.Study:
        self.read_codes()
        names = [line(row["name"]) for row in self.live("cases", "name status")]
        for row in self.live("source", "id name file memo owner date status"):
            key, words = whole(row["id"]), text(row["file"])
            guid = take_text(self, key, line(row["name"]), words, [name for name in names if name])
            if guid is not None:
                self.raw[key] = words
                self.note(row, row["memo"], "transcript", guid, key)
        self.apply()
        self.annotations()
        facts = self.facts("fileAttr", "fileID")
        sources = tuple(replace(source, attributes=facts.get(key, {})) for key, source in self.sources.items())
        cases = tuple(self.cases())
        for number, row in enumerate(self.live("journal", "name journal owner date status")):
            words = "\n".join(part for part in (line(row["name"]), clean(text(row["journal"])).strip()) if part)
            self.note(row, words, "project", "", f"journal {number}")
        for row in self.database.rows("project", "memo owner date"):
            self.note(row, row["memo"], "project", "", "project")
        return interchange.Study(
            users=tuple(self.users.values()),
            codes=tuple(self.codes.values()),
            cases=cases,
            sources=sources,
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            groups=tuple(self.groups()),
            notices=(*self.notices, *counts_told(self.counts), *self.unread()),
        )

    def live(self, table: str, columns: str) -> Iterator[dict[str, Any]]:
        """Rows that were not deleted."""
        for row in self.database.rows(table, columns):
            if row["status"] is None or whole(row["status"]) == 1:
                yield row
            else:
                self.counts[f"rows of {table} {_DELETED}"] += 1

    def user(self, row: dict[str, Any]) -> str | None:
        name = line(row.get("owner"))
        if not name:
            return None
        return self.users.setdefault(fold(name), interchange.User(self.guid("user", fold(name)), name)).guid

    def note(self, row: dict[str, Any], said: object, on: interchange.On, thing: str, key: object) -> None:
        """A memo as a note, unless it is empty."""
        if words := clean(text(said)).strip():
            guid = self.guid(f"memo on {on}", key)
            self.notes.append(interchange.Note(guid, words, on, thing, user=self.user(row), at=_when(row.get("date"))))

    def read_codes(self) -> None:
        for row in self.live("freecode", "id name memo owner date color status"):
            key = whole(row["id"])
            guid = self.of_code[key] = self.guid("code", key)
            shade, definition = colour(text(row["color"])), clean(text(row["memo"])).strip()
            name = line(row["name"]) or "unnamed code"
            self.codes[guid] = interchange.InterchangeCode(guid, name, None, definition, colour=shade)

    def groups(self) -> Iterator[interchange.Group]:
        """Code categories: a code may be in several, so they are sets of codes and no codes themselves."""
        members: dict[int | None, dict[str, None]] = {}
        for row in self.live("treecode", "cid catid status"):
            if code := self.of_code.get(whole(row["cid"])):
                members.setdefault(whole(row["catid"]), {})[code] = None
        for row in self.live("codecat", "catid name memo status"):
            key, words = whole(row["catid"]), clean(text(row["memo"])).strip()
            name, texts = line(row["name"]) or "unnamed category", {"essence": words} if words else {}
            yield interchange.Group(self.guid("category", key), name, texts=texts, codes=tuple(members.get(key, ())))

    def apply(self) -> None:
        rows = list(self.live("coding", "rowid cid fid seltext selfirst selend owner date memo status"))
        stretches: dict[int | None, list[tuple[int, Stretch]]] = {}
        for number, row in enumerate(rows):
            selected = stretch(row["selfirst"], row["selend"], text(row["seltext"]))
            stretches.setdefault(whole(row["fid"]), []).append((number, selected))
        places: dict[int, Placed] = place_all(self, self.raw, stretches)
        for number, row in enumerate(rows):
            source, code = self.sources.get(whole(row["fid"])), self.of_code.get(whole(row["cid"]))
            placed = places.get(number)
            if source is None or code is None or placed is None or placed.end <= placed.start:
                self.counts["codings left out, as their text, code or place is missing"] += 1
                continue
            user, at = self.user(row), (code, source.guid, placed.start, placed.end)
            key = f"{row['cid']} {row['fid']} {row['selfirst']} {row['selend']} {row['owner']}"
            when = _when(row["date"])
            made = interchange.InterchangeCoding(self.guid("coding", key), *at, user, when, bool(placed.doubt))
            kept = self.codings.setdefault((*at, user), made)
            if kept is not made:
                self.counts["codings that are there twice, made one"] += 1
            self.note(row, row["memo"], "coding", kept.guid, f"{key} {number}")

    def annotations(self) -> None:
        for number, row in enumerate(self.live("annotation", "fid position annotation owner date status")):
            source, words = self.sources.get(whole(row["fid"])), clean(text(row["annotation"])).strip()
            if source is None or not words:
                self.counts["annotations left out, as they are empty or their text is missing"] += 1
                continue
            at = min(max(whole(row["position"]) or 0, 0), len(source.text) - 1)
            note = interchange.Note(self.guid("annotation", number), words, "transcript", source.guid)
            self.notes.append(replace(note, user=self.user(row), at=_when(row["date"]), start=at, end=at + 1))

    def cases(self) -> Iterator[interchange.Case]:
        speaks: dict[int | None, dict[str, None]] = {}
        for row in self.live("caselinkage", "caseid fid status"):
            if source := self.sources.get(whole(row["fid"])):
                speaks.setdefault(whole(row["caseid"]), {})[source.guid] = None
        facts = self.facts("caseAttr", "caseID")
        for row in self.live("cases", "id name memo owner date status"):
            key = whole(row["id"])
            guid = self.guid("case", key)
            self.note(row, row["memo"], "participant", guid, key)
            name = line(row["name"]) or f"case {key}"
            yield interchange.Case(guid, name, facts.get(key, {}), tuple(speaks.get(key, ())))

    def facts(self, table: str, key: str) -> dict[int | None, dict[str, str]]:
        found: dict[int | None, dict[str, str]] = {}
        for row in self.live(table, f"variable value {key} status"):
            name, value = line(row["variable"]), clean(text(row["value"])).strip()
            if name and value and value != "NA":
                found.setdefault(whole(row[key]), {})[name] = value
        return found

    def unread(self) -> Iterator[str]:
        for table, what in _UNREAD:
            if count := self.database.count(table):
                yield f"not taken over: {count:,} {what}"
        categories = [line(row["name"]) for row in self.live("filecat", "name status")]
        if categories:
            yield f"not taken over: file categories ({', '.join(categories)})"


def _when(typed: object) -> str | None:
    """A date as R writes it, `Tue Mar 10 12:00:00 2015`, or as others do."""
    with suppress(ValueError):
        return datetime.strptime(text(typed).strip(), _R_DATE).isoformat()
    return moment(typed)
