"""Real names replaced in a project that holds them already: in every text and every state of the log, for good.

Offsets of codings, notes and judged hits are carried along in all of them, so that the analysis, its history and any
replay stand where they stood; the original files go, as they hold the names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.decision import Value
from qualwork.model.errors import Refused
from qualwork.model.transcript import turns_from_json, turns_to_json
from qualwork.model.units import fold
from qualwork.model.verbs import Verb
from qualwork.project.log import erasure
from qualwork.project.log.erasure import Redaction, Row
from qualwork.project.rows import transcripts
from qualwork.project.rows.codings import extract_hash
from qualwork.project.store import content
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding, Project
from qualwork.workbench.base import indexing
from qualwork.workbench.corpus import extracts
from qualwork.workbench.privacy.pseudonyms import moved, read_key

if TYPE_CHECKING:
    from sqlmodel import Session

    from qualwork.analysis.privacy.pseudonyms import Names, Replaced

# Texts that are keys, or that no name can stand in.
_LEFT = frozenset({"guid", "kind", "thing_kind", "status", "mark", "verdict", "role", "colour", "at", "listed"})
_UNIQUE = (
    ("transcript", ("title",)),
    ("participant", ("pseudonym",)),
    ("speaker", ("transcript_id", "label")),
    ("family_form", ("family_id", "form")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """How many names a transcript holds."""

    transcript: str
    names: int


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was done: the decision, how many pieces of the log were rewritten, and which backups went."""

    decision: int
    pieces: int
    backups: tuple[Path, ...]
    other_files: tuple[Path, ...]


def plan(project: Project, key: Path) -> list[Found]:
    """How many names each transcript holds; nothing is changed."""
    names = read_key(key)
    with project.read() as session:
        every = transcripts.load_all(session)
    return [Found(one.info.title, count) for one in every if (count := len(names.hits(one.text)))]


def apply(project: Project, key: Path, why: str = "") -> Pseudonymised:
    """Replace the names of a key in every text, in all that was written about them, and in the log; not to be undone.

    Raises Refused, with nothing changed, where two things would get one name or two codings one place.
    """
    names = read_key(key)

    def redact(deciding: Deciding) -> Redaction:
        replacing = _Replacing(deciding.session, names)
        replacing.refuse_collisions()
        replacing.move_reading_places()
        replacing.rename_places()
        return Redaction(replacing.row, lambda text: names.replace(text).text)

    done = erasure.erase(project, Verb.ERASE_NAMES, "names of the key", why, redact, lambda _: None)
    extracts.forget(project)
    indexing.ensure(project)
    return Pseudonymised(done.decision, done.pieces, done.backups, tuple(erasure.other_files(project)))


class _Replacing:
    """What each row becomes: the same for a live row and for every state of it in the log."""

    def __init__(self, session: Session, names: Names) -> None:
        self.session, self.names = session, names
        self.texts: dict[int, Replaced] = {}
        self.revisions: dict[int, Row] = {}
        self.stand_ins: dict[str, str] = {}
        self.codings: dict[int, tuple[int, int]] = {}
        for entity, _, row, _ in list(erasure.images(session)):
            if entity == "revision":
                self._read(row)
            elif entity == "coding":
                self.codings[int(str(row["id"]))] = int(str(row["revision_id"])), int(str(row["start"]))

    def _read(self, row: Row) -> None:
        number = int(str(row["id"]))
        if number in self.texts:
            return
        text = content.fetch(self.session, str(row["text_sha256"])).decode()
        made = self.names.replace(text)
        turns, pages = turns_from_json(content.fetch(self.session, str(row["turns_sha256"])))
        label = {turn.speaker: self.names.replace(turn.speaker).text for turn in turns if turn.speaker is not None}
        new_turns = [moved(turn, made, label) for turn in turns]
        new = dict(row)
        new["text_sha256"] = content.store(self.session, made.text.encode())
        turns_json = turns_to_json(new_turns, [made.place(page) for page in pages])
        new["turns_sha256"] = content.store(self.session, turns_json.encode())
        new["characters"] = len(made.text)
        self.texts[number] = made
        self.revisions[number] = new
        if row["number"] == 1:
            self.stand_ins[f"transcript {row['transcript_id']}"] = str(new["text_sha256"])

    def row(self, entity: str, old: Row) -> Row:
        """The row with its names replaced and its places carried along."""
        new = dict(old)
        for name, value in old.items():
            if isinstance(value, str) and name not in _LEFT and not name.endswith(("sha256", "_hash")):
                new[name] = self.names.replace(value).text
        if entity.endswith("_attribute"):
            new["name"] = old["name"]
        if entity == "revision":
            self._name_contents(new)
        elif entity == "transcript":
            new["source_sha256"] = self.stand_ins.get(f"transcript {old['id']}", old["source_sha256"])
            new |= {"format": "txt", "encoding": "utf-8", "source_name": f"{new['title']}.txt"}
        elif old.get("revision_id") is not None:
            self._carry(entity, old, new)
        elif entity == "theme_coding":
            new["cuts"] = self._cuts(int(str(old["coding_id"])), str(old.get("cuts", "[]")))
        return new

    def _name_contents(self, new: dict[str, Value]) -> None:
        made = self.revisions[int(str(new["id"]))]
        for name in ("text_sha256", "turns_sha256", "characters"):
            new[name] = made[name]
        if new.get("source_sha256") is not None:
            new["source_sha256"] = made["text_sha256"]

    def _carry(self, entity: str, old: Row, new: dict[str, Value]) -> None:
        made = self.texts[int(str(old["revision_id"]))]
        if old["start"] is None or old["end"] is None:
            return
        new["start"], new["end"] = made.span(int(str(old["start"])), int(str(old["end"])))
        if entity == "coding":
            new["extract_hash"] = extract_hash(made.text[int(str(new["start"])) : int(str(new["end"]))])

    def _cuts(self, coding: int, cuts: str) -> str:
        revision, start = self.codings[coding]
        made = self.texts[revision]
        base = made.place(start)
        carried = [[made.place(start + low) - base, made.place(start + high) - base] for low, high in json.loads(cuts)]
        return json.dumps([cut for cut in carried if cut[0] < cut[1]], separators=(",", ":"))

    def refuse_collisions(self) -> None:
        """Raise Refused where two live rows would get one name, or two codings one place."""
        live = [(entity, row) for entity, _, row, is_live in erasure.images(self.session) if is_live]
        for entity, columns in _UNIQUE:
            taken: dict[tuple[object, ...], object] = {}
            for _, row in (pair for pair in live if pair[0] == entity):
                new = self.row(entity, row)
                key = tuple(fold(str(new[name])) for name in columns)
                if key in taken:
                    which = f"{taken[key]!r} and {row[columns[-1]]!r} would both be {new[columns[-1]]!r}"
                    raise Refused(f"{entity}: {which}; {_WAY_OUT[entity]}; nothing was changed")
                taken[key] = row[columns[-1]]
        counts = Counter(self._places(live))
        twice = next((place for place, count in counts.items() if count > 1), None)
        if twice is not None:
            raise Refused(
                f"two codings or hits would stand at {twice[2]}:{twice[3]} of revision {twice[1]}, as their edges lie "
                "inside one name; move the edges of one first (`codings edges`); nothing was changed"
            )

    def _places(self, live: list[tuple[str, Row]]) -> Iterator[tuple[object, ...]]:
        for entity, row in live:
            if entity in ("coding", "screened_hit"):
                new = self.row(entity, row)
                owner = (new.get("code_id"), new.get("coder_id"), new.get("family_id") if entity != "coding" else None)
                yield owner, new["revision_id"], new["start"], new["end"]

    def rename_places(self) -> None:
        """Replace names in what the screen keeps for the next start: searches, files last written."""
        raw = straight(self.session)
        for rowid, value in raw.execute("SELECT rowid, value FROM place").fetchall():
            raw.execute("UPDATE place SET value = ? WHERE rowid = ?", (self.names.replace(value).text, rowid))

    def move_reading_places(self) -> None:
        """Keep where coders read on, which no decision holds."""
        raw = straight(self.session)
        query = (
            "SELECT p.rowid, p.position, p.furthest, r.id FROM reading_place AS p JOIN transcript AS t "
            "ON t.id = p.transcript_id JOIN revision AS r ON r.transcript_id = t.id AND r.number = t.revision"
        )
        for rowid, position, furthest, revision in raw.execute(query).fetchall():
            made = self.texts[revision]
            places = (made.place(position), made.place(furthest), rowid)
            raw.execute("UPDATE reading_place SET position = ?, furthest = ? WHERE rowid = ?", places)


_WAY_OUT = {
    "transcript": "rename one first (`transcripts rename`)",
    "participant": "they are one person? say so first (`speakers set LABEL --participant NAME`)",
    "family_form": "take one of the forms out first",
    "speaker": "make them one label in the transcript first (`transcripts edit`)",
}
