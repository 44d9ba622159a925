"""Everything of a project that other programs can take, read at once, in an order that does not hang on ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlmodel import Session

from qualwork.model import interchange
from qualwork.model.trees import cut
from qualwork.project.store import content
from qualwork.project.store.database import straight

_THEME_TEXTS = ("essence", "differs", "scope_in", "scope_out", "story", "narrative")
_ON_TABLE = {
    "transcript": "transcript",
    "participant": "participant",
    "code": "code",
    "coding": "coding",
    "theme": "theme",
    "project": "project",
}
_LEFT = (
    ("term families", "SELECT count(*) FROM term_family"),
    ("saved tables", "SELECT count(*) FROM saved_table"),
    ("screened hits", "SELECT count(*) FROM screened_hit"),
    ("drafts of the themes beside the one that is shown", "SELECT count(*) FROM theme_draft WHERE NOT shown"),
    ("quotations with cuts", "SELECT count(*) FROM theme_coding WHERE cuts <> '[]'"),
    ("memos on term families", "SELECT count(*) FROM memo WHERE thing_kind = 'family'"),
)
Guid = Callable[[str, int, str | None], str]


def gather(session: Session) -> interchange.Study:
    """The shown state of the project; its notices say what the exchange has no place for."""
    return _Gathering(session).study()


def guids(session: Session, table: str) -> dict[int, str]:
    """The GUID of each row of a table: its own, else one made of the decision that made the row.

    So it stays when the row changes, and copies of a project agree on what they share and on nothing else.
    """
    rows = straight(session).execute(f"SELECT id, guid FROM {table}").fetchall()
    made = origins(session, table) if any(guid is None for _, guid in rows) else {}
    return {key: guid or interchange.derived_guid(table, key, *made.get(key, ())) for key, guid in rows}


def origins(session: Session, table: str) -> dict[int, tuple[str, str]]:
    """Hash and time of the decision that made each row of a table, by the log."""
    query = """
        SELECT key, hash, at FROM change JOIN decision ON decision.number = change.decision
        WHERE entity = ? AND before IS NULL AND key IS NOT NULL ORDER BY decision DESC
    """
    return {int(key.strip("[]")): (digest, at) for key, digest, at in straight(session).execute(query, (table,))}


class _Gathering:
    """One reading of all tables."""

    def __init__(self, session: Session) -> None:
        self.session = session
        session.flush()
        self.rows = straight(session).execute
        self.title, self.question = self.rows("SELECT title, research_question FROM project").fetchone()
        self.guids: dict[str, dict[int, str]] = {"project": {1: ""}}
        for table in ("coder", "code", "participant", "transcript", "theme", "coding", "memo"):
            self.guids[table] = guids(session, table)

    def study(self) -> interchange.Study:
        codings = tuple(self.codings())
        notes = tuple(sorted(self.notes(), key=lambda note: (note.at or "", note.guid)))
        users = {*(each.user for each in codings), *(each.user for each in notes)}
        return interchange.Study(
            title=self.title,
            question=self.question,
            users=tuple(user for user in self.users() if user.guid in users),
            codes=tuple(self.codes()),
            cases=tuple(self.cases()),
            sources=tuple(self.sources()),
            codings=codings,
            notes=notes,
            groups=tuple(self.groups()),
            relations=tuple(self.relations()),
            marks=tuple(self.marks()),
            notices=tuple(self.left()),
        )

    def left(self) -> Iterator[str]:
        for what, sql in _LEFT:
            if count := self.rows(sql).fetchone()[0]:
                yield f"not in the file, as the format has no place for it: {count:,} {what}"

    def users(self) -> Iterator[interchange.User]:
        for key, name in self.rows("SELECT id, name FROM coder ORDER BY name"):
            yield interchange.User(self.guids["coder"][key], name)

    def codes(self) -> Iterator[interchange.InterchangeCode]:
        columns = "id, parent_id, name, definition, use_when, use_not, colour"
        rows = self.rows(f"SELECT {columns} FROM code ORDER BY position, id").fetchall()
        guids = self.guids["code"]
        for key, parent, name, *texts in _depth_first(rows):
            yield interchange.InterchangeCode(guids[key], name, guids.get(parent), *texts)

    def cases(self) -> Iterator[interchange.Case]:
        facts = self.facts("participant")
        speaks: dict[int, dict[str, None]] = {}
        query = """
            SELECT participant_id, transcript_id FROM speaker JOIN transcript ON transcript.id = transcript_id
            WHERE participant_id IS NOT NULL ORDER BY title
        """
        for person, transcript in self.rows(query):
            speaks.setdefault(person, {})[self.guids["transcript"][transcript]] = None
        for key, name in self.rows("SELECT id, pseudonym FROM participant ORDER BY pseudonym"):
            yield interchange.Case(self.guids["participant"][key], name, facts.get(key, {}), tuple(speaks.get(key, ())))

    def facts(self, kind: str) -> dict[int, dict[str, str]]:
        found: dict[int, dict[str, str]] = {}
        query = f"SELECT {kind}_id, name, value FROM {kind}_attribute ORDER BY rowid"
        for key, name, value in self.rows(query):
            found.setdefault(key, {})[name] = value
        return found

    def sources(self) -> Iterator[interchange.Source]:
        facts = self.facts("transcript")
        voices: dict[int, list[interchange.Voice]] = {}
        query = """
            SELECT transcript_id, label, role, pseudonym FROM speaker
            LEFT JOIN participant ON participant.id = participant_id ORDER BY label
        """
        for key, *voice in self.rows(query):
            voices.setdefault(key, []).append(interchange.Voice(*voice))
        query = """
            SELECT transcript.id, title, text_sha256 FROM transcript
            JOIN revision ON revision.transcript_id = transcript.id AND revision.number = transcript.revision
            ORDER BY title
        """
        for key, title, sha256 in self.rows(query).fetchall():
            text = content.fetch(self.session, sha256).decode()
            guid = self.guids["transcript"][key]
            yield interchange.Source(guid, title, text, facts.get(key, {}), tuple(voices.get(key, ())))

    def codings(self) -> Iterator[interchange.InterchangeCoding]:
        made = {key: at for key, (_, at) in origins(self.session, "coding").items()}
        query = """
            SELECT coding.id, code_id, transcript_id, start, "end", coder_id, at, needs_review FROM coding
            JOIN revision ON revision.id = revision_id JOIN transcript ON transcript.id = transcript_id
            WHERE number = transcript.revision ORDER BY title, start, "end"
        """
        guids = self.guids
        for key, code, transcript, start, end, coder, at, review in self.rows(query):
            yield interchange.InterchangeCoding(
                guids["coding"][key],
                guids["code"][code],
                guids["transcript"][transcript],
                start,
                end,
                guids["coder"][coder],
                at or made.get(key),
                bool(review),
            )

    def groups(self) -> Iterator[interchange.Group]:
        members: dict[int, list[str]] = {}
        for theme, code in self.rows("SELECT theme_id, code_id FROM theme_code ORDER BY position, code_id"):
            members.setdefault(theme, []).append(self.guids["code"][code])
        columns = ", ".join(f"theme.{name}" for name in ("id", "parent_id", "name", "status", *_THEME_TEXTS))
        query = f"""
            SELECT {columns} FROM theme JOIN theme_draft ON theme_draft.id = draft_id
            WHERE shown ORDER BY theme.position, theme.id
        """
        guids = self.guids["theme"]
        for key, parent, name, status, *texts in _depth_first(self.rows(query).fetchall()):
            said = dict(zip(_THEME_TEXTS, texts, strict=True))
            yield interchange.Group(guids[key], name, guids.get(parent), said, status, tuple(members.get(key, ())))

    def relations(self) -> list[interchange.Relation]:
        guids, shown = self.guids["theme"], self.shown()
        query = "SELECT source_id, target_id, kind, note FROM theme_relation"
        found = [
            interchange.Relation(guids[source], guids[target], kind, note)
            for source, target, kind, note in self.rows(query)
            if source in shown and target in shown
        ]
        return sorted(found, key=lambda each: (each.source, each.target, each.kind))

    def shown(self) -> set[int]:
        query = "SELECT theme.id FROM theme JOIN theme_draft ON theme_draft.id = draft_id WHERE shown"
        return {key for (key,) in self.rows(query)}

    def marks(self) -> list[interchange.Mark]:
        query = """
            SELECT theme_id, coding_id, mark, reason FROM theme_coding JOIN coding ON coding.id = coding_id
            JOIN revision ON revision.id = revision_id JOIN transcript ON transcript.id = transcript_id
            WHERE number = transcript.revision
        """
        themes, codings, shown = self.guids["theme"], self.guids["coding"], self.shown()
        found = [
            interchange.Mark(themes[theme], codings[coding], mark, reason)
            for theme, coding, mark, reason in self.rows(query)
            if theme in shown
        ]
        return sorted(found, key=lambda each: (each.theme, each.coding))

    def notes(self) -> Iterator[interchange.Note]:
        """Memos on what goes out; those on a passage of an older revision are on the transcript as a whole."""
        current = "SELECT revision.id FROM revision JOIN transcript ON transcript.id = transcript_id"
        known = {key for (key,) in self.rows(f"{current} WHERE number = transcript.revision")}
        columns = 'id, kind, thing_kind, thing_id, revision_id, start, "end", text, coder_id, at, resolved'
        for key, kind, on, thing, revision, start, end, text, coder, at, resolved in self.rows(
            f"SELECT {columns} FROM memo"
        ):
            target = self.guids.get(_ON_TABLE.get(on, ""), {}).get(thing)
            if target is None:
                continue
            passage = (start, end) if revision in known else (None, None)
            yield interchange.Note(
                self.guids["memo"][key],
                text,
                on,
                target,
                kind,
                bool(resolved),
                self.guids["coder"][coder],
                at,
                *passage,
            )


def _depth_first(rows: Sequence[Any]) -> Iterator[Any]:
    """Rows that begin with their id and that of the row above, each before those below it; all of them, once."""
    tops = cut({row[0]: row[1] for row in rows})
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        shown = (row[0], None, *row[2:]) if row[0] in tops else row
        below.setdefault(shown[1], []).append(shown)
    waiting = list(reversed(below.get(None, ())))
    while waiting:
        row = waiting.pop()
        yield row
        waiting += reversed(below.get(row[0], ()))
