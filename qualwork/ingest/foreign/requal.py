"""requal projects: documents, codes, categories as sets of codes, segments counted from 1, cases, memos."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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


def read_requal(database: Database, file: str, said: Said) -> interchange.Study:
    """The study in a requal database; `file` names it, and tells its GUIDs from another file's."""
    return _Reading(database, file, said).study()


@dataclass
class _Reading(Reading):
    program = "requal"

    of_user: dict[int | None, str] = field(default_factory=dict)
    of_code: dict[int | None, str] = field(default_factory=dict)
    raw: dict[int | None, str] = field(default_factory=dict)

    def study(self) -> interchange.Study:
        for row in self.database.rows("users", "user_id user_name user_login"):
            key, name = whole(row["user_id"]), line(row["user_name"]) or line(row["user_login"])
            if name:
                guid = self.of_user[key] = self.guid("user", key)
                self.users[guid] = interchange.User(guid, name)
        self.read_codes()
        names = [name for row in self.database.rows("cases", "case_name") if (name := line(row["case_name"]))]
        for row in self.database.rows("documents", "doc_id doc_name doc_description doc_text user_id created_at"):
            self.source(row, names)
        facts = self.facts("documents", "doc_id")
        sources = tuple(replace(source, attributes=facts.get(key, {})) for key, source in self.sources.items())
        places = self.places()
        self.apply(places)
        self.memos(places)
        project = next(iter(self.database.rows("projects", "project_name project_description")), {})
        if words := clean(text(project.get("project_description"))).strip():
            self.notes.append(interchange.Note(self.guid("memo", "project"), words, "project"))
        return interchange.Study(
            title=line(project.get("project_name")),
            users=tuple(self.users.values()),
            codes=tuple(self.codes.values()),
            cases=tuple(self.cases()),
            sources=sources,
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            groups=tuple(self.groups()),
            notices=(*self.notices, *counts_told(self.counts), *self.unread()),
        )

    def read_codes(self) -> None:
        for row in self.database.rows("codes", "code_id code_name code_description code_color"):
            key, definition = whole(row["code_id"]), clean(text(row["code_description"])).strip()
            guid = self.of_code[key] = self.guid("code", key)
            name = line(row["code_name"]) or "unnamed code"
            shade = colour(text(row["code_color"]))
            self.codes[guid] = interchange.InterchangeCode(guid, name, None, definition, colour=shade)

    def groups(self) -> Iterator[interchange.Group]:
        """Categories: a code may be in several, so they are sets of codes and no codes themselves."""
        members: dict[int | None, list[str]] = {}
        for row in self.database.rows("categories_codes_map", "category_id code_id"):
            if code := self.of_code.get(whole(row["code_id"])):
                members.setdefault(whole(row["category_id"]), []).append(code)
        for row in self.database.rows("categories", "category_id category_name category_description"):
            key, words = whole(row["category_id"]), clean(text(row["category_description"])).strip()
            texts = {"essence": words} if words else {}
            name = line(row["category_name"]) or "unnamed category"
            yield interchange.Group(self.guid("category", key), name, texts=texts, codes=tuple(members.get(key, ())))

    def source(self, row: dict[str, Any], names: list[str]) -> None:
        key, words = whole(row["doc_id"]), text(row["doc_text"])
        guid = take_text(self, key, line(row["doc_name"]), words, names)
        if guid is not None:
            self.raw[key] = words
            if said := clean(text(row["doc_description"])).strip():
                note = interchange.Note(self.guid("description", key), said, "transcript", guid)
                self.notes.append(
                    replace(note, user=self.of_user.get(whole(row["user_id"])), at=moment(row["created_at"]))
                )

    def places(self) -> dict[int | None, Placed]:
        stretches: dict[int | None, list[tuple[int | None, Stretch]]] = {}
        for row in self.database.rows("segments", "segment_id doc_id segment_start segment_end segment_text"):
            selected = stretch(row["segment_start"], row["segment_end"], text(row["segment_text"]), before=1)
            stretches.setdefault(whole(row["doc_id"]), []).append((whole(row["segment_id"]), selected))
        return place_all(self, self.raw, stretches, sure=True)

    def apply(self, places: dict[int | None, Placed]) -> None:
        for row in self.database.rows("segments", "segment_id doc_id code_id user_id"):
            key, source = whole(row["segment_id"]), self.sources.get(whole(row["doc_id"]))
            code, placed = self.of_code.get(whole(row["code_id"])), places.get(key)
            if row["code_id"] is None:
                continue
            if source is None or code is None or placed is None or placed.end <= placed.start:
                self.counts["segments left out, as their text, code or place is missing"] += 1
                continue
            user = self.of_user.get(whole(row["user_id"]))
            at = (code, source.guid, placed.start, placed.end)
            made = interchange.InterchangeCoding(self.guid("segment", key), *at, user, None, bool(placed.doubt))
            if self.codings.setdefault((*at, user), made) is not made:
                self.counts["codings that are there twice, made one"] += 1

    def memos(self, places: dict[int | None, Placed]) -> None:
        """Memos on documents, segments and codes; what is on nothing is on the project."""
        segments = {
            whole(row["segment_id"]): row for row in self.database.rows("segments", "segment_id doc_id code_id")
        }
        noted: set[int | None] = set()
        on: dict[int | None, interchange.Note] = {}
        for row in self.database.rows("memos_segments_map", "memo_id segment_id"):
            key = whole(row["segment_id"])
            source = self.sources.get(whole(segments.get(key, {}).get("doc_id")))
            placed = places.get(key)
            if source is not None:
                note = interchange.Note("", "", "transcript", source.guid)
                if placed is not None and placed.start < placed.end:
                    note = replace(note, start=placed.start, end=placed.end, needs_review=bool(placed.doubt))
                on[whole(row["memo_id"])] = note
                noted.add(key)
        for row in self.database.rows("memos_documents_map", "memo_id doc_id"):
            if source := self.sources.get(whole(row["doc_id"])):
                on[whole(row["memo_id"])] = interchange.Note("", "", "transcript", source.guid)
        for row in self.database.rows("memos_codes_map", "memo_id code_id"):
            if code := self.of_code.get(whole(row["code_id"])):
                on[whole(row["memo_id"])] = interchange.Note("", "", "code", code)
        for row in self.database.rows("memos", "memo_id user_id text"):
            key, words = whole(row["memo_id"]), clean(text(row["text"])).strip()
            if words:
                note = on.get(key, interchange.Note("", "", "project"))
                user = self.of_user.get(whole(row["user_id"]))
                self.notes.append(replace(note, guid=self.guid("memo", key), text=words, user=user))
        bare = [key for key, row in segments.items() if row["code_id"] is None and key not in noted]
        if bare:
            self.counts["segments without a code or a memo, left out"] += len(bare)

    def cases(self) -> Iterator[interchange.Case]:
        speaks: dict[int | None, dict[str, None]] = {}
        for row in self.database.rows("cases_documents_map", "case_id doc_id"):
            if source := self.sources.get(whole(row["doc_id"])):
                speaks.setdefault(whole(row["case_id"]), {})[source.guid] = None
        facts = self.facts("cases", "case_id")
        for row in self.database.rows("cases", "case_id case_name case_description"):
            key = whole(row["case_id"])
            guid = self.guid("case", key)
            if words := clean(text(row["case_description"])).strip():
                self.notes.append(interchange.Note(self.guid("memo on case", key), words, "participant", guid))
            name = line(row["case_name"]) or f"case {key}"
            yield interchange.Case(guid, name, facts.get(key, {}), tuple(speaks.get(key, ())))

    def facts(self, things: str, key: str) -> dict[int | None, dict[str, str]]:
        """Attributes of documents or cases by their key."""
        names = {whole(row["attribute_id"]): line(row["attribute_name"]) for row in self.attributes()}
        rows = self.database.rows("attribute_values", "attribute_value_id value")
        values = {whole(row["attribute_value_id"]): clean(text(row["value"])).strip() for row in rows}
        found: dict[int | None, dict[str, str]] = {}
        for row in self.database.rows(f"attributes_{things}_map", f"{key} attribute_id attribute_value_id"):
            name, value = names.get(whole(row["attribute_id"])), values.get(whole(row["attribute_value_id"]))
            if name and value:
                found.setdefault(whole(row[key]), {})[name] = value
        return found

    def attributes(self) -> list[dict[str, Any]]:
        return self.database.rows("attributes", "attribute_id attribute_name attribute_object")

    def unread(self) -> Iterator[str]:
        count = self.database.count("attributes_users_map")
        if count:
            yield f"not taken over: {count:,} attributes of the people who coded"
        if self.database.count("projects") > 1:
            yield f"{self.database.count('projects')} projects share this file; all of them came in"
