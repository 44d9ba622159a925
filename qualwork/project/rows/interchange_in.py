"""A whole project taken in inside one decision: what is there already is joined by GUID or name and stays as it is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualwork.model import interchange
from qualwork.model.transcript import Reading
from qualwork.model.units import fold
from qualwork.project.rows import participants, themes, transcripts
from qualwork.project.rows.codings import extract_hash
from qualwork.project.rows.interchange import guids
from qualwork.project.store.decisions import IN_ONE_STATEMENT, Deciding, now

People = Mapping[str, Mapping[str, str | None]]
Indexed = Callable[[str, int, Reading], None]
_CODE_TEXTS = ("definition", "use_when", "use_not", "colour")
_THEME_TEXTS = ("essence", "differs", "scope_in", "scope_out", "story", "narrative")


def take(deciding: Deciding, study: interchange.Study, people: People, indexed: Indexed) -> interchange.Taken:
    """Store a study; `people` are the participants meant by the labels of each source, by its GUID.

    `indexed` is called with each new source, its revision and its reading: words are indexed in the transaction.
    """
    taking = _Taking(deciding, study)
    taking.users()
    taking.cases()
    taking.sources(people, indexed)
    taking.codes()
    taking.codings()
    taking.themes()
    taking.marks()
    taking.relations()
    taking.notes()
    notices = [f"{what}: {count:,}" for what, count in taking.kept.items()]
    return interchange.Taken(dict(taking.new), (*taking.renamed, *notices))


class _Taking:
    """The import at work: ids by the GUIDs of the file, and what is known of the project."""

    def __init__(self, deciding: Deciding, study: interchange.Study) -> None:
        self.deciding = deciding
        self.session = deciding.session
        self.study = study
        self.ids: dict[str, dict[str, int]] = {}
        self.revisions: dict[str, tuple[int, int]] = {}
        self.texts = {source.guid: source.text for source in study.sources}
        self.coding_ids: dict[str, int] = {}
        self.new: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()
        self.renamed: list[str] = []

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        return self.deciding.execute(sql, values).fetchall()

    def known(self, table: str) -> dict[str, int]:
        """Ids of the rows of a table by their GUIDs, in capitals."""
        return {guid.upper(): key for key, guid in guids(self.session, table).items()}

    def adopt(self, table: str, key: int, guid: str, known: Mapping[str, int]) -> None:
        """A row that was joined by name and has no GUID of its own takes the one of the file."""
        if known.get(guid.upper()) != key:
            self.deciding.execute(f"UPDATE {table} SET guid = ? WHERE id = ? AND guid IS NULL", (guid, key))

    def insert_many(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = f"({', '.join('?' * len(columns))})"
        for at in range(0, len(rows), IN_ONE_STATEMENT):
            some = rows[at : at + IN_ONE_STATEMENT]
            sql = f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * len(some))}"
            self.deciding.execute(sql, [value for row in some for value in row])

    def next_id(self, table: str) -> int:
        found = self.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return (found[0][0] if found else 0) + 1

    def users(self) -> None:
        ids = self.ids["user"] = {}
        by_guid = self.known("coder")
        by_name = {fold(name): key for key, name in self.rows("SELECT id, name FROM coder")}
        for user in self.study.users:
            key = by_guid.get(user.guid.upper()) or by_name.get(fold(user.name))
            if key is None:
                sql = "INSERT INTO coder (guid, name, colour) VALUES (?, ?, '')"
                key = self.deciding.execute(sql, (user.guid, user.name)).lastrowid or 0
                by_name[fold(user.name)] = key
                self.new["coders"] += 1
            else:
                self.adopt("coder", key, user.guid, by_guid)
            ids[user.guid] = key

    def cases(self) -> None:
        ids = self.ids["participant"] = {}
        by_guid = self.known("participant")
        by_name = {fold(name): key for key, name in self.rows("SELECT id, pseudonym FROM participant")}
        before = set(by_name.values())
        for case in self.study.cases:
            key = by_guid.get(case.guid.upper()) or by_name.get(fold(case.name))
            if key is None or key not in before:
                name = self.free(case.name, by_name)
                sql = "INSERT INTO participant (guid, pseudonym) VALUES (?, ?)"
                key = self.deciding.execute(sql, (case.guid, name)).lastrowid or 0
                by_name[fold(name)] = key
                self.new["participants"] += 1
            else:
                self.adopt("participant", key, case.guid, by_guid)
            ids[case.guid] = key
            self.facts("participant", key, case.attributes)

    def free(self, name: str, taken: Mapping[str, int]) -> str:
        """The name, or with a number behind it where it is taken, which is told."""
        free, number = name, 1
        while fold(free) in taken:
            number += 1
            free = f"{name} ({number})"
        if free != name:
            self.renamed.append(f"the name {name!r} is there twice: one is {free!r} here")
        return free

    def facts(self, kind: str, key: int, values: Mapping[str, str]) -> None:
        there = dict(self.rows(f"SELECT name, value FROM {kind}_attribute WHERE {kind}_id = ?", (key,)))
        fresh = [(key, name, value) for name, value in values.items() if name not in there]
        self.insert_many(f"{kind}_attribute", (f"{kind}_id", "name", "value"), fresh)
        self.new["attributes"] += len(fresh)
        if others := sum(there.get(name, value) != value for name, value in values.items()):
            self.kept["attributes with another value in the file, where the project's stays"] += others

    def sources(self, people: People, indexed: Indexed) -> None:
        ids = self.ids["transcript"] = {}
        query = """
            SELECT transcript.id, revision.id, text_sha256 FROM transcript
            JOIN revision ON revision.transcript_id = transcript.id AND revision.number = transcript.revision
        """
        by_guid = self.known("transcript")
        there = self.rows(query)
        for source in self.study.sources:
            twin = _twin(source, there, by_guid, ids.values())
            if twin is None:
                ids[source.guid] = self.add(source, people, indexed, by_guid)
            else:
                ids[source.guid] = self.join(source, *twin, by_guid)
            self.facts("transcript", ids[source.guid], source.attributes)

    def join(self, source: interchange.Source, key: int, revision: int, known: Mapping[str, int]) -> int:
        self.adopt("transcript", key, source.guid, known)
        self.revisions[source.guid] = (key, revision)
        self.kept["transcripts that are in the project already, with the same text"] += 1
        return key

    def add(self, source: interchange.Source, people: People, indexed: Indexed, known: Mapping[str, int]) -> int:
        assert source.reading is not None
        meant = people.get(source.guid, {})
        ids = {label: participants.ensure(self.session, name) for label, name in meant.items() if name is not None}
        title = transcripts.free_title(self.session, source.title)
        if title != source.title:
            self.renamed.append(f"the title {source.title!r} was taken; it is {title!r} here")
        reading = replace(source.reading, title=title)
        key, revision = transcripts.add(self.deciding, reading, {label: ids.get(label) for label in meant})
        if source.guid.upper() not in known:
            self.adopt("transcript", key, source.guid, known)
        self.revisions[source.guid] = (key, revision)
        indexed(source.guid, revision, reading)
        self.new["transcripts"] += 1
        return key

    def codes(self) -> None:
        ids = self.ids["code"] = {}
        by_guid = self.known("code")
        position = self.rows("SELECT coalesce(max(position), 0) FROM code")[0][0]
        siblings: dict[int | None, dict[str, int]] = {}
        texts: dict[int, tuple[str, ...]] = {}
        for key, parent, name, *said in self.rows(f"SELECT id, parent_id, name, {', '.join(_CODE_TEXTS)} FROM code"):
            siblings.setdefault(parent, {})[fold(name)] = key
            texts[key] = tuple(said)
        for code in self.study.codes:
            parent = ids.get(code.parent or "")
            beside = siblings.setdefault(parent, {})
            key = by_guid.get(code.guid.upper()) or beside.get(fold(code.name))
            said = (code.definition, code.use_when, code.use_not, code.colour)
            if key is None or key not in texts:
                position += 1
                name = self.free(code.name, beside)
                columns = ("guid", "name", "parent_id", "position", *_CODE_TEXTS)
                key = self.insert("code", columns, (code.guid, name, parent, position, *said))
                beside[fold(name)] = key
                self.new["codes"] += 1
            else:
                self.adopt("code", key, code.guid, by_guid)
                if any(mine and mine != other for mine, other in zip(said, texts[key], strict=True)):
                    self.kept["codes defined otherwise in the file, where the project's definition stays"] += 1
            ids[code.guid] = key

    def insert(self, table: str, columns: Sequence[str], values: Sequence[Any]) -> int:
        names = ", ".join(f'"{name}"' for name in columns)
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        return self.deciding.execute(sql, values).lastrowid or 0

    def codings(self) -> None:
        taken = set(self.known("coding"))
        places = {}
        if self.kept:
            query = 'SELECT id, code_id, revision_id, start, "end", coder_id FROM coding'
            places = {tuple(place): key for key, *place in self.rows(query)}
        key, rows = self.next_id("coding"), []
        for coding in self.study.codings:
            _, revision = self.revisions[coding.source]
            coder = self.ids["user"].get(coding.user or "", self.deciding.coder_id)
            place = (self.ids["code"][coding.code], revision, coding.start, coding.end, coder)
            if place in places:
                self.coding_ids[coding.guid] = places[place]
                continue
            guid = None if coding.guid.upper() in taken else coding.guid
            extract = extract_hash(self.texts[coding.source][coding.start : coding.end])
            rows.append((key, guid, *place, extract, int(coding.needs_review), coding.at))
            places[place] = self.coding_ids[coding.guid] = key
            key += 1
        columns = ("id", "guid", "code_id", "revision_id", "start", "end", "coder_id", "extract_hash")
        self.insert_many("coding", (*columns, "needs_review", "at"), rows)
        self.new["codings"] += len(rows)

    def themes(self) -> None:
        if not self.study.groups:
            return
        ids = self.ids["theme"] = {}
        draft = themes.shown_draft(self.session)
        by_guid = self.known("theme")
        position = self.rows("SELECT coalesce(max(position), 0) FROM theme")[0][0]
        siblings: dict[int | None, dict[str, int]] = {}
        for key, parent, name in self.rows("SELECT id, parent_id, name FROM theme WHERE draft_id = ?", (draft,)):
            siblings.setdefault(parent, {})[fold(name)] = key
        before = {key for beside in siblings.values() for key in beside.values()}
        for group in self.study.groups:
            parent = ids.get(group.parent or "")
            beside = siblings.setdefault(parent, {})
            key = by_guid.get(group.guid.upper()) or beside.get(fold(group.name))
            if key is None or key not in before:
                position += 1
                name = self.free(group.name, beside)
                texts = [group.texts.get(column, "") for column in _THEME_TEXTS]
                guid = None if group.guid.upper() in by_guid else group.guid
                columns = ("guid", "draft_id", "name", "parent_id", "position", "status", "colour", *_THEME_TEXTS)
                key = self.insert("theme", columns, (guid, draft, name, parent, position, group.status, "", *texts))
                beside[fold(name)] = key
                self.new["themes"] += 1
            else:
                self.adopt("theme", key, group.guid, by_guid)
            ids[group.guid] = key
            self.members(key, group.codes)

    def members(self, theme: int, codes: Iterable[str]) -> None:
        there = {code for (code,) in self.rows("SELECT code_id FROM theme_code WHERE theme_id = ?", (theme,))}
        wanted = dict.fromkeys(self.ids["code"][code] for code in codes)
        fresh = [(theme, code, len(there) + at) for at, code in enumerate(wanted, 1) if code not in there]
        self.insert_many("theme_code", ("theme_id", "code_id", "position"), fresh)

    def marks(self) -> None:
        there = {tuple(row) for row in self.rows("SELECT theme_id, coding_id FROM theme_coding")}
        rows = []
        for mark in self.study.marks:
            place = (self.ids["theme"][mark.theme], self.coding_ids[mark.coding])
            if place not in there:
                there.add(place)
                rows.append((*place, mark.mark, mark.reason, "[]"))
        self.insert_many("theme_coding", ("theme_id", "coding_id", "mark", "reason", "cuts"), rows)
        self.new["marks"] += len(rows)

    def relations(self) -> None:
        there = {tuple(row) for row in self.rows("SELECT source_id, target_id, kind FROM theme_relation")}
        rows = []
        for relation in self.study.relations:
            ids = self.ids["theme"]
            place = (ids[relation.source], ids[relation.target], relation.kind)
            if place not in there and place[0] != place[1]:
                there.add(place)
                rows.append((*place, relation.note))
        self.insert_many("theme_relation", ("source_id", "target_id", "kind", "note"), rows)
        self.new["relations"] += len(rows)

    def notes(self) -> None:
        taken = set(self.known("memo"))
        made, rows = now(), []
        for note in self.study.notes:
            thing = self.thing(note)
            if note.guid.upper() in taken or thing is None:
                continue
            passage = None if note.start is None else self.revisions[note.thing][1]
            coder = self.ids["user"].get(note.user or "", self.deciding.coder_id)
            place = (note.on, thing, passage, note.start, note.end)
            about = (note.text, coder, note.at or made, int(note.resolved), int(note.needs_review))
            rows.append((note.guid or None, note.kind, *place, *about))
        columns = ("guid", "kind", "thing_kind", "thing_id", "revision_id", "start", "end", "text", "coder_id", "at")
        self.insert_many("memo", (*columns, "resolved", "needs_review"), rows)
        self.new["memos"] += len(rows)

    def thing(self, note: interchange.Note) -> int | None:
        if note.on == "project":
            return 1
        return self.coding_ids.get(note.thing) if note.on == "coding" else self.ids.get(note.on, {}).get(note.thing)


def _twin(
    source: interchange.Source, there: Sequence[Any], known: Mapping[str, int], used: Iterable[int]
) -> tuple[int, int] | None:
    """Transcript and revision that hold the source already: of the same GUID, else of none of this import."""
    wanted, taken = hashlib.sha256(source.text.encode()).hexdigest(), set(used)
    same = {key: revision for key, revision, sha256 in there if sha256 == wanted}
    own = known.get(source.guid.upper())
    if own is not None and own in same:
        return own, same[own]
    return next(((key, revision) for key, revision in same.items() if key not in taken), None)
