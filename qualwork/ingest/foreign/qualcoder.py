"""QualCoder projects: texts, codes in their categories, codings checked against the stored extract, cases, memos.

Categories are codes that hold codes, here as there. Most projects have categories of the same name as a code in
them; such a pair is one code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from qualwork.ingest.foreign.foreign_sqlite import Database, line, moment, text, whole
from qualwork.ingest.foreign.notices import counts_told, listed
from qualwork.ingest.foreign.reading import Reading
from qualwork.ingest.foreign.selections import place_all, stretch, take_text
from qualwork.ingest.formats.canonical import clean
from qualwork.ingest.read import Said
from qualwork.ingest.refi_qda.refi_offsets import Placed, Stretch
from qualwork.ingest.refi_qda.refi_xml import colour
from qualwork.model import interchange
from qualwork.model.units import fold

_UNREAD = (
    ("code_image", "codings of pictures"),
    ("code_av", "codings of recordings"),
    ("stored_sql", "stored queries"),
    ("graph", "graphs"),
    ("ris", "entries of the list of references"),
    ("files_filter", "file filters"),
    ("manage_files_display", "displays of files"),
)
Node = tuple[str, int | None]


def read_qualcoder(database: Database, file: str, said: Said) -> interchange.Study:
    """The study in a QualCoder database; `file` names it, and tells its GUIDs from another file's."""
    return _Reading(database, file, said).study()


@dataclass
class _Reading(Reading):
    program = "QualCoder"

    of_node: dict[Node, str] = field(default_factory=dict)
    categories: set[str] = field(default_factory=set)
    raw: dict[int | None, str] = field(default_factory=dict)

    def study(self) -> interchange.Study:
        self.read_codes()
        for row in self.database.rows("source", "id name fulltext mediapath memo owner date"):
            self.source(row)
        places = self.places()
        self.apply(places)
        self.annotations(places)
        cases = tuple(self.cases())
        facts = self.facts("file")
        sources = (replace(each, attributes=facts.get(key, {})) for key, each in self.sources.items())
        self.journals()
        return interchange.Study(
            users=tuple(self.users.values()),
            codes=tuple(self.codes.values()),
            cases=cases,
            sources=tuple(sources),
            codings=tuple(self.codings.values()),
            notes=tuple(self.notes),
            notices=(*self.notices, *counts_told(self.counts), *self.unread()),
        )

    def user(self, row: dict[str, Any]) -> str | None:
        name = line(row["owner"])
        if not name:
            return None
        user = self.users.setdefault(fold(name), interchange.User(self.guid("user", fold(name)), name))
        return user.guid

    def note(self, row: dict[str, Any], said: object, on: interchange.On, thing: str, key: object) -> None:
        """A memo of QualCoder's as a note, unless it is empty."""
        if words := clean(text(said)).strip():
            guid = self.guid(f"memo on {on}", key)
            self.notes.append(interchange.Note(guid, words, on, thing, user=self.user(row), at=moment(row["date"])))

    def read_codes(self) -> None:
        """Categories and codes as one tree; in newer files a code may lie below a code."""
        nodes: dict[Node, tuple[dict[str, Any], Node]] = {}
        for row in self.database.rows("code_cat", "catid name memo owner date supercatid"):
            nodes["category", whole(row["catid"])] = row, ("category", whole(row["supercatid"]))
        for row in self.database.rows("code_name", "cid name memo catid owner date color supercid"):
            above = ("category", whole(row["catid"])) if row["supercid"] is None else ("code", whole(row["supercid"]))
            nodes["code", whole(row["cid"])] = row, above
        for node in _parents_first(nodes):
            row, over = nodes[node]
            if over in nodes and over not in self.of_node:
                self.counts["codes or categories that lie in themselves, put at the top"] += 1
            self._place(node, row, self.of_node.get(over))

    def _place(self, node: Node, row: dict[str, Any], parent: str | None) -> None:
        """Make a code; one that has the name of its own category, or of one beside it, is that code."""
        name, shade = fold(line(row["name"])), colour(text(row.get("color")))
        named = (guid for guid in self.categories if fold(self.codes[guid].name) == name)
        twin = next((guid for guid in named if parent in (guid, self.codes[guid].parent)), None)
        if node[0] == "category" or twin is None:
            guid = self.of_node[node] = self.guid(*node)
            self._add(guid, row, parent, shade)
            if node[0] == "category":
                self.categories.add(guid)
            return
        self.categories.remove(twin)
        self.of_node[node] = twin
        self.counts["codes that have the name of their category, made one code with it"] += 1
        old = self.codes[twin]
        definition = "\n".join(part for part in (old.definition, clean(text(row["memo"])).strip()) if part)
        self.codes[twin] = replace(old, definition=definition, colour=shade or old.colour)

    def _add(self, guid: str, row: dict[str, Any], parent: str | None, shade: str) -> None:
        name = line(row["name"]) or "unnamed code"
        self.codes[guid] = interchange.InterchangeCode(
            guid, name, parent, clean(text(row["memo"])).strip(), colour=shade
        )

    def source(self, row: dict[str, Any]) -> None:
        key, words = whole(row["id"]), text(row["fulltext"])
        guid = take_text(self, key, line(row["name"]), words, self.case_names())
        if guid is not None:
            self.raw[key] = words
            self.note(row, row["memo"], "transcript", guid, key)

    def case_names(self) -> list[str]:
        return [name for row in self.database.rows("cases", "name") if (name := line(row["name"]))]

    def places(self) -> dict[tuple[str, int | None], Placed]:
        """Where each coding and annotation stands."""
        stretches: dict[int | None, list[tuple[tuple[str, int | None], Stretch]]] = {}
        for row in self.database.rows("code_text", "ctid fid seltext pos0 pos1"):
            key, selected = ("coding", whole(row["ctid"])), stretch(row["pos0"], row["pos1"], text(row["seltext"]))
            stretches.setdefault(whole(row["fid"]), []).append((key, selected))
        for row in self.database.rows("annotation", "anid fid pos0 pos1"):
            key = "annotation", whole(row["anid"])
            stretches.setdefault(whole(row["fid"]), []).append((key, stretch(row["pos0"], row["pos1"], "")))
        return place_all(self, self.raw, stretches)

    def apply(self, places: dict[tuple[str, int | None], Placed]) -> None:
        for row in self.database.rows("code_text", "ctid cid fid owner date memo important"):
            key, source = whole(row["ctid"]), self.sources.get(whole(row["fid"]))
            code, placed = self.of_node.get(("code", whole(row["cid"]))), places.get(("coding", key))
            if source is None or code is None or placed is None or placed.end <= placed.start:
                self.counts["codings left out, as their text, code or place is missing"] += 1
                continue
            user, when = self.user(row), moment(row["date"])
            at = (code, source.guid, placed.start, placed.end)
            made = interchange.InterchangeCoding(self.guid("coding", key), *at, user, when, bool(placed.doubt))
            kept = self.codings.setdefault((*at, user), made)
            if kept is not made:
                self.counts["codings that are there twice, made one"] += 1
            self.note(row, row["memo"], "coding", kept.guid, key)
            if row["important"]:
                self.counts["codings marked as important, which is not taken over"] += 1

    def annotations(self, places: dict[tuple[str, int | None], Placed]) -> None:
        for row in self.database.rows("annotation", "anid fid memo owner date"):
            key, source = whole(row["anid"]), self.sources.get(whole(row["fid"]))
            placed, words = places.get(("annotation", key)), clean(text(row["memo"])).strip()
            if source is None or not words:
                self.counts["annotations left out, as they are empty or their text is missing"] += 1
                continue
            note = interchange.Note(self.guid("annotation", key), words, "transcript", source.guid)
            note = replace(note, user=self.user(row), at=moment(row["date"]))
            if placed is not None and placed.start < placed.end:
                note = replace(note, start=placed.start, end=placed.end, needs_review=bool(placed.doubt))
            self.notes.append(note)

    def cases(self) -> Iterator[interchange.Case]:
        speaks: dict[int | None, dict[str, None]] = {}
        for row in self.database.rows("case_text", "caseid fid pos0 pos1"):
            if source := self.sources.get(whole(row["fid"])):
                speaks.setdefault(whole(row["caseid"]), {})[source.guid] = None
        facts = self.facts("case")
        for row in self.database.rows("cases", "caseid name memo owner date"):
            key = whole(row["caseid"])
            guid, name = self.guid("case", key), line(row["name"]) or f"case {key}"
            self.note(row, row["memo"], "participant", guid, key)
            yield interchange.Case(guid, name, facts.get(key, {}), tuple(speaks.get(key, ())))

    def facts(self, kind: str) -> dict[int | None, dict[str, str]]:
        found: dict[int | None, dict[str, str]] = {}
        for row in self.database.rows("attribute", "name attr_type value id"):
            name, value = line(row["name"]), clean(text(row["value"])).strip()
            if text(row["attr_type"]) == kind and name and value:
                found.setdefault(whole(row["id"]), {})[name] = value
        return found

    def journals(self) -> None:
        for row in self.database.rows("journal", "jid name jentry date owner"):
            words = "\n".join(part for part in (line(row["name"]), clean(text(row["jentry"])).strip()) if part)
            self.note(row, words, "project", "", f"journal {whole(row['jid'])}")
        for row in self.database.rows("project", "memo date codername"):
            self.note({**row, "owner": row["codername"]}, row["memo"], "project", "", "project")

    def unread(self) -> Iterator[str]:
        for table, what in _UNREAD:
            if count := self.database.count(table):
                yield f"not taken over: {count:,} {what}"
        known = [
            name
            for row in self.database.rows("attribute_type", "name memo")
            if row["memo"] and (name := line(row["name"]))
        ]
        if known:
            yield f"not taken over: memos on {len(known):,} attributes ({listed(known)})"


def _parents_first(nodes: Mapping[Node, tuple[object, Node]]) -> Iterator[Node]:
    """Each node after the one above it; where some lie in each other in a ring, one of them comes first."""
    done: set[Node] = set()
    for node in nodes:
        chain: dict[Node, None] = {}
        while node in nodes and node not in done and node not in chain:
            chain[node] = None
            node = nodes[node][1]
        done.update(chain)
        yield from reversed(chain)
