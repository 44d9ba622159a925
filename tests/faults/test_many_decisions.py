"""Two coders at random work, with undo in any order, edits, merges and withdrawals: what is promised holds after each.

`pytest tests/faults/test_many_decisions.py --decisions 10000` makes a long run of it.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualwork.model.errors import QualworkError
from qualwork.model.refs import Ref
from qualwork.project.log.replay import replay
from qualwork.project.log.verify import verify
from qualwork.project.rows import codes as code_rows
from qualwork.project.store import chain
from qualwork.project.tables import LOGGED
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.log import auditing, comparing
from qualwork.workbench.privacy import erasing
from qualwork.workbench.themes import arranging, theming
from qualwork.workbench.transcripts import importing, people, reading, revising
from tests.unit.project.studies import rows_of

EACH = 150
"""After so many steps somebody withdraws."""
SAID = (
    "we sang and went home",
    "nobody asked me anything",
    "the tea was cold by then",
    "I could breathe there",
    "it was long and I slept",
)


class Worker:
    """Does one thing at random as one of two coders; what is refused must leave no trace."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.project = projects.create(folder / "study.qualwork", coder="ann")
        self.people = 0
        self.done = 0
        for _ in range(3):
            self.interview()
        self.acts: list[Callable[[], object]] = [
            *[self.apply] * 5,
            *[self.undo] * 3,
            *[self.redo] * 2,
            *[self.undo_any] * 3,
            *[self.add_code, self.add_theme, self.edit] * 2,
            *[self.move_code, self.move_theme, self.merge_codes, self.merge_themes, self.delete_code],
            *[self.delete_theme, self.remove, self.recode, self.edges, self.mark, self.memo, self.assign],
        ]

    def pick(self, things: list[int]) -> int:
        """One of some ids, or one that is none."""
        return self.chance.choice(things) if things else 999

    def one_code(self) -> int:
        return self.pick([each.id for each in codebook.everything(self.project)])

    def one_theme(self) -> int:
        return self.pick([each.id for each in theming.everything(self.project)])

    def one_coding(self) -> int:
        return self.pick([each.id for each in coding.listing(self.project)])

    def interview(self) -> None:
        self.people += 1
        said = [f"Person{self.people}: {self.chance.choice(SAID)}. {number}.\n\n" for number in range(4)]
        path = self.folder / f"talk{self.people}.txt"
        path.write_text("Interviewer: How was it?\n\n" + "Interviewer: And?\n\n".join(said))
        importing.import_paths(self.project, [path])

    def step(self) -> None:
        """One thing; a refusal is one line and changes nothing."""
        self.project.coder = self.chance.choice(["ann", "bob"])
        act = self.chance.choice(self.acts)
        before = auditing.head(self.project)
        try:
            act()
        except QualworkError as fault:
            assert "\n" not in fault.message
            assert auditing.head(self.project) == before, (act, fault)
        self.done += 1

    def add_code(self) -> None:
        under = self.one_code() if self.chance.random() < 0.5 else None
        codebook.add_code(self.project, f"code {self.chance.randrange(60)}", under if under != 999 else None)

    def add_theme(self) -> None:
        under = self.one_theme() if self.chance.random() < 0.5 else None
        theming.add_theme(self.project, f"theme {self.chance.randrange(30)}", under if under != 999 else None)

    def apply(self) -> None:
        info = self.chance.choice(reading.infos(self.project))
        text = reading.load(self.project, info.id).text
        start = self.chance.randrange(len(text) - 12)
        code = next((each for each in codebook.everything(self.project) if each.id == self.one_code()), None)
        if code is not None:
            coding.apply_at(self.project, code, info, start, start + self.chance.randrange(4, 12))

    def move_code(self) -> None:
        codebook.move_code(self.project, self.one_code(), self.one_code())

    def move_theme(self) -> None:
        theming.move_theme(self.project, self.one_theme(), self.one_theme())

    def merge_codes(self) -> None:
        codebook.merge_codes(self.project, [self.one_code()], self.one_code())

    def merge_themes(self) -> None:
        arranging.merge_themes(self.project, [self.one_theme()], self.one_theme())

    def delete_code(self) -> None:
        codebook.delete_code(self.project, self.one_code())

    def delete_theme(self) -> None:
        theming.delete_theme(self.project, self.one_theme())

    def remove(self) -> None:
        coding.remove(self.project, [self.one_coding()])

    def recode(self) -> None:
        coding.recode(self.project, self.one_coding(), self.one_code())

    def edges(self) -> None:
        start = self.chance.randrange(60)
        coding.set_edges(self.project, self.one_coding(), start, start + 8)

    def mark(self) -> None:
        theming.mark(self.project, self.one_coding(), self.one_theme(), self.chance.choice(["exemplary", "contrary"]))

    def memo(self) -> None:
        on = self.chance.choice([Ref("code", self.one_code()), Ref("coding", self.one_coding())])
        memoing.add(self.project, on, f"note {self.chance.random()}")

    def assign(self) -> None:
        theming.assign(self.project, self.one_code(), self.one_theme())

    def edit(self) -> None:
        info = self.chance.choice(reading.infos(self.project))
        text = reading.load(self.project, info.id).text
        at = self.chance.randrange(30, len(text) - 4)
        new = text[:at] + self.chance.choice(["", " then", "x", text[at : at + 3] * 2]) + text[at + 3 :]
        revising.edit(self.project, info.id, new)

    def undo(self) -> None:
        auditing.undo(self.project)

    def redo(self) -> None:
        auditing.redo(self.project)

    def undo_any(self) -> None:
        last = auditing.head(self.project)
        assert last is not None
        auditing.undo_decision(self.project, self.chance.randrange(max(2, last.number - 30), last.number + 1))

    def withdraw(self) -> None:
        """Somebody withdraws, and somebody else is interviewed."""
        self.interview()
        person = self.chance.choice(people.everyone(self.project))
        erasing.withdraw(self.project, person.id)


def look(worker: Worker) -> None:
    """Cheap after each step: trees, and everything on a text that is shown, as another SQLite client sees them."""
    with closing(sqlite3.connect(worker.project.path)) as connection:
        for table in ("code", "theme"):
            parents = dict(connection.execute(f"SELECT id, parent_id FROM {table}").fetchall())
            for row in parents:
                at, steps = parents[row], 0
                while at is not None:
                    at, steps = parents[at], steps + 1
                    assert steps <= len(parents), f"{table} {row} lies below itself"
        for table in ("coding", "memo", "screened_hit"):
            query = (
                f"SELECT count(*) FROM {table} AS t JOIN revision AS r ON r.id = t.revision_id "
                "JOIN transcript AS s ON s.id = r.transcript_id WHERE s.revision <> r.number"
            )
            assert connection.execute(query).fetchone() == (0,), table
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def look_closely(worker: Worker) -> None:
    """All that is promised: verification, replay, diff, and that each code can be deleted."""
    project = worker.project
    with project.read() as session:
        assert verify(session).problems == ()
        last = auditing.head(project)
        assert last is not None
        state = {name: chain.canonical(chain_row(image)) for name, image in replay(session, last.number).items()}
    live = {name: chain.canonical({**row}) for name, row in rows_of(project).items()}
    assert state == live
    assert {table.name for table in LOGGED} >= {entity for entity, _ in live}
    assert comparing.compare(project, "1", "now").lines()
    for code in codebook.everything(project):
        with pytest.raises(ZeroDivisionError), project.transaction():
            try:
                codebook.delete_code(project, code.id)
            except QualworkError as fault:
                assert "in that place already" in fault.message
            raise ZeroDivisionError
    with project.read() as session:
        assert len(code_rows.everything(session)) == len(codebook.everything(project))


def chain_row(image: str) -> object:
    """A row out of its JSON."""
    return json.loads(image)


def test_what_is_promised_holds_after_each_decision(tmp_path: Path, decisions: int) -> None:
    worker = Worker(tmp_path, seed=decisions)
    while worker.done < decisions:
        worker.step()
        look(worker)
        if worker.done % 100 == 0:
            look_closely(worker)
        if worker.done % EACH == 0:
            worker.withdraw()
    look_closely(worker)
    made: Project = worker.project
    last = auditing.head(made)
    assert last is not None
    assert last.number > decisions // 3, "most of it was decided"
    made.close()
