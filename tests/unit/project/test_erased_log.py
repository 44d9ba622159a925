"""What stands where content was erased: listed and covered, so that neither erasing nor changing it goes unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.project.log import erasure
from qualwork.project.log.erasure import Redaction, Row
from qualwork.project.store.decisions import Deciding, Project
from tests.unit.project.studies import full_study, rows_of
from tests.unit.project.tampering import checked, copy_of, disarmed, said


def erase_safety(project: Project) -> erasure.Erased:
    """Take every `safety` out of rows, labels and whys, and remove the code of that name from the family of texts."""

    def row(entity: str, old: Row) -> Row:
        return {
            name: value.replace("safety", "[erased]") if isinstance(value, str) and entity != "erasure" else value
            for name, value in old.items()
        }

    def nothing(_: Deciding) -> None:
        """No row goes."""

    redaction = Redaction(row, lambda text: text.replace("safety", "[erased]").replace("every table", "[erased]"))
    return erasure.erase(project, "erase names", "safety", "", lambda _: redaction, nothing)


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study from which a word was erased: in rows, in changes, in a label and in a why."""
    path = tmp_path_factory.mktemp("erased") / "study.qualwork"
    with full_study(path) as project:
        erase_safety(project)
    return path


@pytest.fixture
def path(erased: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to tamper with."""
    copy = tmp_path / "study.qualwork"
    copy.write_bytes(erased.read_bytes())
    yield copy


def erased_changes(path: Path) -> list[tuple[int, str]]:
    """Ids and entities of the changes that lost their salt."""
    with disarmed(path) as connection:
        return connection.execute("SELECT id, entity FROM change WHERE salt IS NULL ORDER BY id").fetchall()


def test_an_erasure_that_is_listed_is_counted_and_no_fault(path: Path) -> None:
    found = checked(path)
    assert (found.ok, found.problems) == (True, ())
    assert found.erased == len(erased_changes(path)) + 2
    assert {entity for _, entity in erased_changes(path)} == {"code", "memo"}


def test_the_live_rows_and_the_log_say_the_same_stand_in(path: Path) -> None:
    with Project.open(path, "ann") as project:
        assert {row["name"] for (table, _), row in rows_of(project).items() if table == "code"} >= {"[erased]"}


@pytest.mark.parametrize("column", ["before", "after"])
def test_what_stands_for_a_change_cannot_be_changed(path: Path, column: str) -> None:
    for number, (row_id, entity) in enumerate(erased_changes(path)):
        copy = copy_of(path, f"{column}{number}")
        with disarmed(copy) as connection:
            (image,) = connection.execute(f"SELECT {column} FROM change WHERE id = ?", (row_id,)).fetchone()
            if image is None:
                continue
            row = json.loads(image)
            name = "name" if entity == "code" else "text"
            row[name] = f"{row[name]}!"
            connection.execute(f"UPDATE change SET {column} = ? WHERE id = ?", (json.dumps(row), row_id))
        assert f"{entity} " in said(copy)
        assert "what stands in its place was changed" in said(copy)


@pytest.mark.parametrize("column", ["label", "why"])
def test_what_stands_for_a_label_or_a_why_cannot_be_changed(path: Path, column: str) -> None:
    with disarmed(path) as connection:
        query = f"UPDATE decision SET {column} = 'nothing' WHERE {column}_salt IS NULL"
        assert connection.execute(query).rowcount == 1
    assert f"its {column} was erased, and what stands in its place was changed" in said(path)


def test_an_erasure_that_no_decision_lists_is_a_fault(path: Path) -> None:
    with disarmed(path) as connection:
        query = "SELECT id, decision, entity, key FROM change WHERE entity = 'theme' LIMIT 1"
        row_id, number, entity, key = connection.execute(query).fetchone()
        connection.execute("UPDATE change SET salt = NULL WHERE id = ?", (row_id,))
    assert f"{number}: decision {number}: its change of {entity} {key} was erased, and no decision says so" in said(
        path
    )


@pytest.mark.parametrize("column", ["label", "why"])
def test_a_text_that_is_erased_unlisted_is_a_fault(path: Path, column: str) -> None:
    with disarmed(path) as connection:
        connection.execute(f"UPDATE decision SET {column} = '', {column}_salt = NULL WHERE number = 2")
    assert f"decision 2: its {column} was erased, and no decision says so" in said(path)


def test_erased_content_that_is_put_back_is_a_fault(path: Path) -> None:
    row_id, _ = erased_changes(path)[0]
    with disarmed(path) as connection:
        connection.execute("UPDATE change SET salt = 'ab' WHERE id = ?", (row_id,))
    assert f"the change {row_id} was erased by a decision and is there again" in said(path)


def test_the_list_itself_cannot_be_changed(path: Path) -> None:
    with disarmed(path) as connection:
        connection.execute("UPDATE erasure SET listed = '{}' WHERE kind = 'erase names'")
    assert "erasure" in said(path)
    with disarmed(path) as connection:
        connection.execute("UPDATE change SET after = json_set(after, '$.listed', '{}') WHERE entity = 'erasure'")
    text = said(path)
    assert "its change of erasure" in text
    assert "no decision says so" in text


def test_the_guards_stand_again_afterwards(path: Path) -> None:
    with Project.open(path, "ann") as project, project.read() as session:
        connection = session.connection()
        with pytest.raises(Exception, match="changes only in a decision"):
            connection.exec_driver_sql("UPDATE code SET name = 'x'")
