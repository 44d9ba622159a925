"""A decision: one transaction, all or nothing, and every change of it in the log."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from qualwork.model.code import Code
from qualwork.model.errors import ProjectFault
from qualwork.project.log import history, verify
from qualwork.project.rows import codes, participants, transcripts
from qualwork.project.store.decisions import Project
from qualwork.project.tables.data import ParticipantRow
from tests.unit.project.studies import add_code, decisions_of, everything_in, import_one, reading, rows_of


class Mishap(Exception):
    """What goes wrong inside a decision."""


def assert_sound(project: Project) -> None:
    with project.read() as session:
        assert verify.verify(session).problems == ()


def test_a_decision_says_who_what_and_why(project: Project) -> None:
    project.phase = 3
    with project.decide("add code", "safety", "they all speak of it", phase=2, batch="first") as deciding:
        row_id = codes.add(deciding.session, Code(0, "safety"))
    assert deciding.changed == 1
    with project.read() as session:
        last = history.head(session)
        assert last is not None
        made = history.decision(session, last.number)
    assert (made.coder, made.phase, made.verb, made.label) == ("ann", 3, "add code", "safety")
    assert (made.why, made.batch, made.undoes, made.redoes) == ("they all speak of it", "first", None, None)
    (change,) = made.changes
    assert (change.entity, change.key, change.kind, change.before) == ("code", f"[{row_id}]", "insert", None)
    assert change.after is not None and change.after["name"] == "safety"
    assert_sound(project)


def test_decisions_are_numbered_and_chained(project: Project) -> None:
    for name in ("safety", "trust", "time"):
        add_code(project, name)
    with project.read() as session:
        query = "SELECT number, previous, hash FROM decision ORDER BY number"
        rows = session.connection().exec_driver_sql(query).all()
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert [row[1] for row in rows] == ["0" * 64, *(row[2] for row in rows[:-1])]


def test_an_exception_leaves_every_table_as_it_was(path: Path, study: Project) -> None:
    before = everything_in(path)
    with pytest.raises(Mishap), study.decide("import transcript", "P3") as deciding:
        transcripts.add(deciding, reading("P3"), {})
        codes.add(deciding.session, Code(0, "new"))
        deciding.execute("UPDATE code SET name = 'other'")
        deciding.execute("DELETE FROM memo")
        raise Mishap
    assert everything_in(path) == before
    add_code(study, "after it")
    assert_sound(study)


def test_a_refused_write_leaves_every_table_as_it_was(path: Path, study: Project) -> None:
    before = everything_in(path)
    with pytest.raises(IntegrityError), study.decide("add participant") as deciding:
        codes.add(deciding.session, Code(0, "new"))
        deciding.session.add(ParticipantRow(pseudonym="Ben"))
    with pytest.raises(IntegrityError), study.decide("add code") as deciding:
        codes.add(deciding.session, Code(0, "new", parent=99))
    assert everything_in(path) == before
    add_code(study, "after it")
    assert_sound(study)


def test_a_full_disk_changes_nothing(path: Path, project: Project) -> None:
    before = everything_in(path)
    with project.read() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
        session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    long = reading("P1", "Ann: How are you?\nBen: Well.\n" + "Ben: And so on.\n" * 1000)
    full = pytest.raises(ProjectFault, match=r"study\.qualwork: the disk is full; nothing was changed")
    with full, project.decide("import transcript") as deciding:
        transcripts.add(deciding, long, {})
    assert everything_in(path) == before
    with project.read() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
    import_one(project)
    assert_sound(project)


def test_a_decision_without_a_change_logs_nothing(path: Path, project: Project) -> None:
    code = add_code(project, "safety")
    before = everything_in(path)
    with project.decide("look") as deciding:
        assert [each.name for each in codes.everything(deciding.session)] == ["safety"]
    with project.decide("rename code") as deciding:
        codes.change(deciding.session, code, name="safety")
        deciding.execute("UPDATE code SET name = name")
    assert deciding.changed == 0
    assert everything_in(path) == before


def test_there_and_back_in_one_decision_is_two_changes(project: Project) -> None:
    code = add_code(project, "safety")
    with project.decide("rename code") as deciding:
        codes.change(deciding.session, code, name="trust")
        codes.change(deciding.session, code, name="safety")
    assert deciding.changed == 2
    assert_sound(project)


def test_a_new_coder_joins_in_a_decision_of_their_own(project: Project) -> None:
    project.coder = "ben"
    add_code(project, "safety")
    add_code(project, "trust")
    made = [(coder, verb) for _, coder, verb, *_ in decisions_of(project)]
    assert made == [("ann", "new project"), ("ben", "add coder"), ("ben", "add code"), ("ben", "add code")]


def test_a_coder_who_fails_at_once_does_not_join(project: Project) -> None:
    project.coder = "ben"
    with pytest.raises(Mishap), project.decide("add code"):
        raise Mishap
    assert ("coder", "[2]") not in rows_of(project)
    assert len(decisions_of(project)) == 1


def test_decisions_of_one_transaction_come_together(path: Path, project: Project) -> None:
    before = everything_in(path)
    with project.transaction():
        add_code(project, "safety")
        assert everything_in(path) == before
        add_code(project, "trust")
    assert [verb for _, _, verb, *_ in decisions_of(project)][1:] == ["add code", "add code"]
    assert_sound(project)


def test_a_transaction_that_fails_takes_all_its_decisions_along(path: Path, project: Project) -> None:
    before = everything_in(path)
    with pytest.raises(Mishap), project.transaction():
        add_code(project, "safety")
        raise Mishap
    assert everything_in(path) == before


def fail_by_exception(project: Project) -> None:
    with pytest.raises(Mishap), project.decide("import transcript") as deciding:
        transcripts.add(deciding, reading("bad"), {})
        raise Mishap


def fail_by_flush(project: Project) -> None:
    with pytest.raises(IntegrityError), project.decide("add participant") as deciding:
        codes.add(deciding.session, Code(0, "bad"))
        deciding.session.add(ParticipantRow(pseudonym="Ben"))
        deciding.session.flush()


def fail_by_statement(project: Project) -> None:
    with pytest.raises(IntegrityError), project.decide("add participant") as deciding:
        codes.add(deciding.session, Code(0, "bad"))
        deciding.session.execute(insert(ParticipantRow).values(pseudonym="Ben"))


def fail_by_plain_statement(project: Project) -> None:
    with pytest.raises(sqlite3.IntegrityError), project.decide("add participant") as deciding:
        codes.add(deciding.session, Code(0, "bad"))
        deciding.execute("INSERT INTO participant (pseudonym) VALUES ('Ben')")


def fail_at_the_end(project: Project) -> None:
    with pytest.raises(IntegrityError), project.decide("add participant") as deciding:
        codes.add(deciding.session, Code(0, "bad"))
        deciding.session.add(ParticipantRow(pseudonym="Ben"))


@pytest.mark.parametrize(
    "fail", [fail_by_exception, fail_by_flush, fail_by_statement, fail_by_plain_statement, fail_at_the_end]
)
def test_one_of_several_decisions_fails(project: Project, fail: Callable[[Project], None]) -> None:
    with project.decide("add participant") as deciding:
        participants.ensure(deciding.session, "Ben")
    with project.transaction() as session:
        one, _ = import_one(project, "P1")
        fail(project)
        other, _ = import_one(project, "P2")
        assert {info.title for info in transcripts.infos(session)} == {"P1", "P2"}
    made = rows_of(project)
    assert {row["title"] for (table, _), row in made.items() if table == "transcript"} == {"P1", "P2"}
    assert {one, other} == {row["id"] for (table, _), row in made.items() if table == "transcript"}
    assert not any(table == "code" for table, _ in made)
    assert len(decisions_of(project)) == 4
    assert_sound(project)


def test_a_decision_inside_a_decision_or_a_read_is_a_mistake(path: Path, project: Project) -> None:
    before = everything_in(path)
    with pytest.raises(RuntimeError, match="still open"), project.decide("outer") as deciding:
        codes.add(deciding.session, Code(0, "safety"))
        with project.decide("inner"):
            pass
    with pytest.raises(RuntimeError, match="inside a read"), project.read(), project.decide("add code"):
        pass
    assert everything_in(path) == before
    add_code(project, "after it")


def test_reading_inside_a_decision_sees_what_it_did(project: Project) -> None:
    with project.decide("add code") as deciding:
        codes.add(deciding.session, Code(0, "safety"))
        with project.read() as session:
            assert [each.name for each in codes.everything(session)] == ["safety"]


def test_threads_wait_for_each_other(project: Project) -> None:
    faults: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(10):
                with project.decide("add code") as deciding:
                    codes.add(deciding.session, Code(0, f"{name} {number}"))
                with project.read() as session:
                    assert codes.everything(session)
                project.data_version()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(decisions_of(project)) == 31
    assert_sound(project)


def test_changes_slipped_into_the_log_do_not_join_the_next_decision(path: Path, project: Project) -> None:
    add_code(project, "safety")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("INSERT INTO open_decision VALUES (3)")
        other.execute("UPDATE code SET name = 'danger'")
    with pytest.raises(ProjectFault, match="its log was written to by another program"):
        add_code(project, "trust")
    other.execute("DELETE FROM open_decision")
    other.close()
    with pytest.raises(ProjectFault, match="audit verify"):
        add_code(project, "trust")
    assert len(decisions_of(project)) == 2
