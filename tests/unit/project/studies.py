"""Project files for the tests: a small study with a row in every logged table, and what is read off its tables."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from qualwork.model.code import Code
from qualwork.model.transcript import FoundSpeaker, Reading, Turn
from qualwork.project.rows import codes, codings, families, memos, participants, study, themes, transcripts
from qualwork.project.store.decisions import Deciding, Project
from qualwork.project.tables import LOGGED

TEXT = "Ann: How are you?\nBen: I felt safe with them, naïve as I was.\n"
Rows = dict[tuple[str, str], dict[str, Any]]


def new_project(path: Path, coder: str = "ann") -> Project:
    """A project with a study and its first coder in it."""
    project = Project.create(path, coder)
    with project.decide("new project", "study", phase=1) as deciding:
        study.found(deciding, "A year of it", "en", "reflexive")
    return project


def reading(title: str = "P1", text: str = TEXT) -> Reading:
    """A transcript of two turns as a reader would give it."""
    cut = text.index("\n") + 1
    turns = (Turn(0, cut, 5, "Ann"), Turn(cut, len(text), cut + 5, "Ben"))
    speakers = (
        FoundSpeaker("Ann", "interviewer", "asks", 1, "How are you?"),
        FoundSpeaker("Ben", "participant", "answers", 1, "I felt safe"),
    )
    return Reading(title, f"{title}.txt", f"{title}\n{text}".encode(), text, turns, speakers, "txt")


def import_one(project: Project, title: str = "P1", batch: str | None = None) -> tuple[int, int]:
    """Import a transcript in a decision; returns its id and its revision's."""
    with project.decide("import transcript", title, phase=1, batch=batch) as deciding:
        people: dict[str, int | None] = {"Ben": participants.ensure(deciding.session, "Ben")}
        return transcripts.add(deciding, reading(title), people)


def add_code(project: Project, name: str, parent: int | None = None) -> int:
    """Add a code in a decision; returns its id."""
    with project.decide("add code", name) as deciding:
        return codes.add(deciding.session, Code(0, name, parent))


def apply_code(project: Project, code: int, revision: int, start: int = 23, end: int = 36) -> int:
    """Apply a code in a decision; returns the coding's id."""
    with project.decide("apply code") as deciding:
        return codings.add(deciding, code, revision, start, end, TEXT[start:end])[0]


def full_study(path: Path) -> Project:
    """A study with at least two rows in every logged table but the project's own, each table written in a decision."""
    project = new_project(path)
    for title in ("P1", "P2"):
        transcript_id, revision = import_one(project, title)
    first = add_code(project, "safety")
    second = add_code(project, "trust", first)
    marked = [apply_code(project, first, revision), apply_code(project, second, revision)]
    with project.decide("note things", why="to try every table") as deciding:
        _fill(deciding, transcript_id, revision, first, second, marked)
    for name in ("nothing", "nobody"):
        with project.decide("erase names", name) as deciding:
            deciding.execute("INSERT INTO erasure (kind, name, listed) VALUES ('erase names', ?, '{}')", (name,))
    project.coder = "ben"
    add_code(project, "third")
    project.coder = "ann"
    return project


def _fill(deciding: Deciding, transcript_id: int, revision: int, first: int, second: int, marked: list[int]) -> None:
    session = deciding.session
    transcripts.set_attributes(session, transcript_id, {"wave": "1", "site": "north"})
    person = participants.ensure(session, "Cleo")
    participants.set_attributes(session, person, {"age": "41", "site": "south"})
    parent = themes.add(session, "Being held", None, "what holds")
    child = themes.add(session, "Held by others", parent, from_code=first)
    for theme_id, coding in zip((parent, child), marked, strict=True):
        themes.assign(session, theme_id, first)
        themes.assign(session, theme_id, second)
        themes.mark(session, theme_id, coding, "exemplary", "says it all")
    for name in ("breathe", "safe"):
        family = families.add(session, name)
        families.judge(session, family, f"{name}*", "accepted")
        families.judge(session, family, f"{name}ness", "rejected")
        session.flush()
        deciding.execute(
            "INSERT INTO screened_hit VALUES (?, ?, 1, 5, 'in', ?, 0)", (family, revision, deciding.coder_id)
        )
    memos.add(deciding, "note", ("code", first), "why safety?")
    memos.add(deciding, "method", ("transcript", transcript_id), "told twice", (revision, 23, 36))
    session.flush()
    deciding.execute("INSERT INTO theme_draft (name, shown) VALUES ('older', 0)")
    for kind in ("leads to", "contrasts with"):
        deciding.execute(
            "INSERT INTO theme_relation (source_id, target_id, kind, note) VALUES (?, ?, ?, '')", (parent, child, kind)
        )
        deciding.execute("INSERT INTO saved_table (name, kind, configuration) VALUES (?, 'terms', '{}')", (kind,))
        deciding.execute(
            "INSERT INTO set_aside (task, thing_kind, thing_id, reason, coder_id) VALUES (?, 'code', ?, '', 1)",
            (kind, first),
        )


def rows_of(project: Project) -> Rows:
    """All rows of the logged tables by table and key, read with plain SELECTs and not through the log."""
    found: Rows = {}
    with project.read() as session:
        for table in LOGGED:
            keys = [column.name for column in table.primary_key.columns]
            for row in session.connection().exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings():
                name = json.dumps([row[key] for key in keys], separators=(",", ":"), ensure_ascii=False)
                found[table.name, name] = dict(row)
    return found


def everything_in(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of every table of a file with their storage types, as another SQLite client sees them."""
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
            types = ", ".join(f'"{column}", typeof("{column}")' for column in columns)
            found[name] = sorted(connection.execute(f'SELECT {types} FROM "{name}"').fetchall(), key=repr)
    connection.close()
    return found


def decisions_of(project: Project) -> list[tuple[Any, ...]]:
    """Number, coder, verb, undoes and redoes of every decision."""
    with project.read() as session:
        query = "SELECT number, coder, verb, undoes, redoes FROM decision ORDER BY number"
        return [tuple(row) for row in session.connection().exec_driver_sql(query)]
