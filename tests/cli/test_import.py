"""Importing: what is seen before, what goes in, and what two imports at once do to each other."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualwork.cli import output
from qualwork.workbench.base import projects
from qualwork.workbench.transcripts import importing
from tests.cli.conftest import INTERVIEW, OTHER, Qualwork

USER = "Assistant: What do you do?\n\nUser: I bake {0}.\n\nAssistant: Since when?\n\nUser: Always {0}.\n"


@pytest.fixture
def empty(qualwork: Qualwork, folder: Path) -> Path:
    """A project without transcripts, and two folders of interviews to take in."""
    for place, word in (("first", "bread"), ("second", "cakes")):
        (folder / place).mkdir()
        (folder / place / "interview.txt").write_text(USER.format(word), encoding="utf-8")
    (folder / "second" / "ben.txt").write_text(INTERVIEW, encoding="utf-8")
    qualwork("new", "study.qualwork", "--coder", "kim")
    return folder / "study.qualwork"


def head(qualwork: Qualwork) -> str:
    """The head of the log."""
    return str(qualwork("audit", "verify", "--json").json["head"])


def test_a_dry_run_shows_everything_and_changes_nothing(qualwork: Qualwork, empty: Path) -> None:
    before, data = head(qualwork), empty.read_bytes()
    shown = qualwork("import", "first", "second", "--dry-run")
    assert shown.code == 0
    for part in ("User = interview", "interviewer", "“I bake bread.”", "3 would be imported", "nothing was changed"):
        assert part in shown.out
    planned = qualwork("import", "second", "--dry-run", "--json").json["files"]
    assert (head(qualwork), qualwork("transcripts", "--json").json) == (before, [])
    assert empty.read_bytes() == data
    assert qualwork("import", "second", "--json").json["files"] == planned


def test_the_same_content_goes_in_once_however_often_it_is_named(qualwork: Qualwork, empty: Path) -> None:
    copy = empty.parent / "second" / "copy.txt"
    copy.write_text(INTERVIEW, encoding="utf-8")
    said = qualwork("import", "second", "second/ben.txt", "./second/../second/ben.txt", "--json")
    assert said.code == 0
    statuses = [(Path(each["path"]).name, each["status"]) for each in said.json["files"]]
    assert sorted(statuses) == [
        ("ben.txt", "imported"),
        ("ben.txt", "skipped"),
        ("copy.txt", "skipped"),
        ("interview.txt", "imported"),
    ]
    before = head(qualwork)
    again = qualwork("import", "second", "--json").json["files"]
    assert [each["status"] for each in again] == ["skipped"] * 3
    assert all("already" in each["warnings"][0] for each in again)
    assert head(qualwork) == before


def test_files_of_one_name_get_titles_of_their_own(qualwork: Qualwork, empty: Path) -> None:
    files = qualwork("import", "first", "second", "--json").json["files"]
    assert [each["transcript"] for each in files] == ["interview", "ben", "interview (2)"]
    one, other = (
        qualwork("transcripts", "show", title, "--json").json["text"] for title in ("interview", "interview (2)")
    )
    assert (one, other) == (USER.format("bread"), USER.format("cakes"))


def test_one_import_is_undone_as_a_whole(qualwork: Qualwork, empty: Path) -> None:
    qualwork("import", "first", "second")
    assert len(qualwork("transcripts", "--json").json) == 3
    undone = qualwork("undo", "--json").json
    assert [each["verb"] for each in undone] == ["undo"] * 3
    assert qualwork("transcripts", "--json").json == []
    assert qualwork("participants", "--json").json == []
    files = qualwork("import", "first", "--json").json["files"]
    assert files[0]["status"] == "imported"


def test_a_note_that_many_files_have_is_said_once(qualwork: Qualwork, empty: Path) -> None:
    for number in range(6):
        (empty.parent / "first" / f"{number}.txt").write_text(f"Just one voice, number {number}, speaking.\n")
    out = qualwork("import", "first").out
    assert len(re.findall("no speaker labels found", out)) == 1
    assert "note on 6 files: " in out
    assert "1 turn as" in out
    assert "1 turns" not in out


def test_a_refused_file_is_named_once(qualwork: Qualwork, empty: Path) -> None:
    bad = empty.parent / "first" / "bad.vtt"
    bad.write_text("WEBVTT\n\n00:00:01.000 --> 00:00:0x.000\nHello\n", encoding="utf-8")
    said = qualwork("import", "first")
    assert said.code == 1
    line = next(line for line in said.err.splitlines() if "refused" in line)
    assert line.count("bad.vtt") == 1
    assert "line 3" in line


def test_progress_goes_to_standard_error_and_holds_nothing_that_was_said(
    qualwork: Qualwork, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_QUIET_SECONDS", 0.0)
    monkeypatch.setattr(output, "_PAUSES", (0.0, 0.0))
    said = qualwork("import", "first", "second", "--json")
    assert len(said.json["files"]) == 3
    assert re.search(r"(?m)^\d of 3  reading interview\.txt", said.err)
    for word in ("bake", "bread", "cakes", "breathe", "felt"):
        assert word not in said.err
    quiet = qualwork("terms", "safe")
    assert "of 3" not in quiet.out


def test_short_work_is_silent(qualwork: Qualwork, empty: Path) -> None:
    assert qualwork("import", "first", "--json").err == ""


def test_two_processes_import_at_once(qualwork: Qualwork, empty: Path) -> None:
    many = empty.parent / "many"
    for place, word in (("left", "rye"), ("right", "oats")):
        (many / place).mkdir(parents=True)
        for number in range(12):
            text = USER.format(f"{word} {number} {word}{number}")
            (many / place / f"{word}-{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "qualwork.cli.main", "-p", str(empty), "import"]
    running = [
        subprocess.Popen([*command, str(many / place)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for place in ("left", "right")
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert "12 imported" in out
    assert len(qualwork("transcripts", "--json").json) == 24
    assert qualwork("audit", "verify").code == 0
    table = qualwork("terms", "rye", "oats", "rye7", "--json").json
    assert [row["occurrences"] for row in table["rows"]] == [24, 24, 2]


def test_an_open_project_sees_what_another_process_imports(empty: Path) -> None:
    with projects.open_project(empty) as one, projects.open_project(empty) as other:
        importing.import_paths(one, [empty.parent / "first"])
        importing.import_paths(other, [empty.parent / "second"])
        result = importing.import_paths(one, [empty.parent / "second"])
        assert {each.status for each in result} == {"skipped"}


def test_nothing_of_a_file_stays_when_its_storing_fails(
    qualwork: Qualwork, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty.parent / "first" / "ada.txt").write_text(OTHER, encoding="utf-8")
    with sqlite3.connect(empty) as connection:
        refuse = (
            "CREATE TRIGGER stop BEFORE INSERT ON speaker WHEN NEW.label = 'Ada' BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
        connection.execute(refuse)
    connection.close()
    before = head(qualwork)
    assert qualwork("import", "first").code == 2
    with sqlite3.connect(empty) as connection:
        connection.execute("DROP TRIGGER stop")
    connection.close()
    assert head(qualwork) == before
    assert qualwork("transcripts", "--json").json == []
    assert qualwork("import", "first").code == 0
    assert qualwork("audit", "verify").code == 0


def test_a_project_in_a_folder_is_not_said_to_be_of_no_kind(qualwork: Qualwork, empty: Path, folder: Path) -> None:
    (folder / "both").mkdir()
    (folder / "both" / "theirs.qdpx").write_bytes(b"PK")
    (folder / "both" / "picture.png").write_bytes(b"")
    files = {Path(each["path"]).name: each for each in qualwork("import", "both", "--json").json["files"]}
    assert {each["status"] for each in files.values()} == {"skipped"}
    assert "name the file itself" in files["theirs.qdpx"]["warnings"][0]
    assert "not a kind of file" in files["picture.png"]["warnings"][0]
