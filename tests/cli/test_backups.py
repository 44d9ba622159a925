"""Commands that keep the project safe as a file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Qualwork


def test_backup_then_restore(qualwork: Qualwork, study: Path) -> None:
    assert qualwork("codes", "add", "safety").code == 0
    made = qualwork("backup", "--json").json["backup"]
    assert qualwork("codes", "add", "made after it").code == 0
    assert [row["backup"] for row in qualwork("restore", "--json").json] == [made]
    asked = qualwork("restore", made)
    assert (asked.code, "add --yes" in asked.err) == (2, True)
    done = qualwork("restore", made, "--yes", "--json")
    assert done.code == 0
    names = [node["name"] for node in qualwork("codes", "--json").json]
    assert names == ["safety"]
    kept = [node["name"] for node in qualwork("-p", done.json["kept"], "codes", "--json").json]
    assert kept == ["safety", "made after it"]
    assert qualwork("audit", "verify").code == 0


def test_backup_to_a_place_of_ones_own(qualwork: Qualwork, study: Path, folder: Path) -> None:
    (folder / "stick").mkdir()
    assert qualwork("backup", "stick").code == 0
    assert (
        qualwork("-p", "stick/study.qualwork", "transcripts", "--json").json == qualwork("transcripts", "--json").json
    )
    again = qualwork("backup", "stick")
    assert (again.code, "exists already" in again.err) == (2, True)
    assert "the project itself" in qualwork("backup", study).err
    assert "does not exist" in qualwork("backup", "nowhere/x.qualwork").err


def test_a_damaged_file_is_found_and_saved(qualwork: Qualwork, study: Path, folder: Path) -> None:
    assert qualwork("check-file").code == 0
    whole = qualwork("transcripts", "--json").json
    data = bytearray(study.read_bytes())
    data[100:4096] = bytes(3996)
    study.write_bytes(data)
    found = qualwork("check-file", "--json")
    assert (found.code, found.json["ok"]) == (1, False)
    saved = qualwork("check-file", "--rescue", "saved", "--json")
    assert (saved.code, saved.json["whole"]) == (1, False)
    rows = qualwork("-p", "saved.qualwork", "transcripts", "--json").json
    assert [row["title"] for row in rows] == [row["title"] for row in whole]
    assert [row["words"] for row in rows] == [row["words"] for row in whole]


def test_what_is_no_project_is_one_line(qualwork: Qualwork, study: Path, folder: Path) -> None:
    (folder / "notes.txt").write_text("hello")
    for arguments in (
        ["check-file", "none.qualwork"],
        ["restore", "none.qualwork", "--yes"],
        ["restore", "notes.txt", "-y"],
        ["restore", "notes.txt"],
    ):
        result = qualwork(*arguments)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1
        assert "--yes" not in result.err
    assert qualwork("check-file", "notes.txt").code == 1
