"""Projects of other programs through the command line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


@pytest.fixture
def coded(study: Path, qualwork: Qualwork) -> Path:
    """The study with a code, a coding and a theme, as a file for other programs."""
    assert qualwork("codes", "add", "safety", "--definition", "feels safe").code == 0
    assert qualwork("apply", "safety", "--in", "ben", "--quote", "Nobody asked.").code == 0
    assert qualwork("themes", "add", "A safe place").code == 0
    assert qualwork("themes", "assign", "safety", "A safe place").code == 0
    result = qualwork("export", "refi", "-o", "out.qdpx")
    assert (result.code, result.out) == (0, "")
    assert "wrote out.qdpx" in result.err
    return study.with_name("out.qdpx")


def test_out_and_in_again(coded: Path, qualwork: Qualwork, folder: Path) -> None:
    (folder / "other").mkdir()
    assert qualwork("new", "other/study.qualwork", "--coder", "kim").code == 0
    other = ("-p", "other/study.qualwork")
    tried = qualwork(*other, "import", coded, "--dry-run", "--json")
    result = qualwork(*other, "import", coded, "--json")
    assert (tried.code, result.code) == (0, 0)
    assert tried.json == result.json
    (file,) = result.json["files"]
    assert set(file) == {"path", "status", "transcript", "words", "turns", "speakers", "warnings", "taken"}
    assert (file["status"], file["turns"]) == ("imported", 10)
    assert file["taken"] == {"participants": 2, "transcripts": 2, "codes": 1, "codings": 1, "themes": 1}
    assert {speaker["participant"] for speaker in file["speakers"]} == {"Ben", "Ada", None}
    (quote,) = qualwork(*other, "quotes", "--json").json
    assert (quote["extract"], quote["themes"], quote["coder"]) == ("Nobody asked.", "A safe place", "kim")
    assert qualwork(*other, "export", "refi", "-o", "again.qdpx").code == 0
    assert (folder / "again.qdpx").read_bytes() == coded.read_bytes()
    skipped = qualwork(*other, "import", coded)
    assert (skipped.code, "skipped" in skipped.out) == (0, True)
    assert qualwork(*other, "undo").code == 0
    assert qualwork(*other, "transcripts", "--json").json == []
    assert qualwork(*other, "audit", "verify").code == 0


def test_what_people_read(coded: Path, qualwork: Qualwork, folder: Path) -> None:
    assert qualwork("new", "two.qualwork", "--coder", "kim").code == 0
    result = qualwork("-p", "two.qualwork", "import", coded)
    first = result.out.splitlines()[0]
    assert first.startswith("out.qdpx: 2 participants, 2 transcripts, 1 code, 1 coding, 1 theme; ")
    assert "1 imported, 0 skipped, 0 refused" in result.out


def test_codebooks_both_ways(coded: Path, qualwork: Qualwork, folder: Path) -> None:
    assert qualwork("export", "codebook", "-o", "book.qdc").code == 0
    assert qualwork("export", "refi", "-o", "same.qdc").code == 0
    assert (folder / "book.qdc").read_bytes() == (folder / "same.qdc").read_bytes()
    for command in (("import",), ("codes", "import")):
        name = f"{command[0]}.qualwork"
        assert qualwork("new", name, "--coder", "kim").code == 0
        assert qualwork("-p", name, *command, "book.qdc").code == 0
        (node,) = qualwork("-p", name, "codes", "--json").json
        assert (node["name"], node["definition"], node["themes"]) == ("safety", "feels safe", ["A safe place"])


def test_hostile_files_are_one_line_and_change_nothing(study: Path, qualwork: Qualwork, folder: Path) -> None:
    with zipfile.ZipFile(folder / "evil.qdpx", "w") as archive:
        archive.writestr("project.qde", '<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>')
        archive.writestr("../../etc/cron.d/evil", "x")
    (folder / "noise.sqlite3").write_bytes(b"SQLite format 3\x00noise")
    (folder / "empty.qdc").write_bytes(b"")
    before = qualwork("audit", "verify", "--json").json["head"]
    for name in ("evil.qdpx", "noise.sqlite3", "empty.qdc", "gone.qda"):
        result = qualwork("import", name)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1, result.err
        assert name in result.err
        assert "Traceback" not in result.err
    assert qualwork("audit", "verify", "--json").json["head"] == before
    assert not (folder.parent.parent / "etc").exists()


def test_the_name_says_the_kind(study: Path, qualwork: Qualwork) -> None:
    for name in ("out.nvp", "out"):
        result = qualwork("export", "refi", "-o", name)
        assert result.code == 2
        assert ".qdpx" in result.err
        assert len(result.err.splitlines()) == 1
