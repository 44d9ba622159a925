"""A project written as it was, also where it was begun by an older version of the program."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qualwork.project.log.history import head
from qualwork.project.log.rewind import write_as_it_was
from qualwork.project.log.verify import replay, verify
from qualwork.project.store.decisions import Project
from tests.unit.project.studies import add_code, rows_of


def test_decisions_of_an_older_version_are_replayed_in_todays_columns(tmp_path: Path) -> None:
    path = tmp_path / "study.qualwork"
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "version_1.sql").read_text())
    connection.close()
    with Project.open(path, "ann") as project:
        add_code(project, "made by this version")
        with project.read() as session:
            last = head(session)
            assert last is not None
            for number in range(1, last.number + 1, 4):
                then = tmp_path / f"at{number}.qualwork"
                write_as_it_was(session, number, then)
                with Project.open(then, "ann") as old, old.read() as view:
                    assert verify(view).problems == ()
                    assert replay(view, number) == replay(session, number)
                    assert {name for name, _ in rows_of(old)} == {name for name, _ in replay(session, number)}
