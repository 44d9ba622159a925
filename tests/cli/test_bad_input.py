"""Bad input to every command: exit 2, one line (candidates below it, indented), and nothing changed."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


def snapshot(path: Path) -> list[str]:
    """Everything in a project file, as SQL."""
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


@pytest.fixture
def bad_files(folder: Path) -> Path:
    """Files of every kind of badness."""
    place = folder / "bad"
    place.mkdir()
    (place / "empty.txt").write_bytes(b"")
    (place / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (place / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (place / "picture.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (place / "cut.docx").write_bytes(b"PK\x03\x04" + bytes(50))
    with zipfile.ZipFile(place / "hollow.docx", "w") as archive:
        archive.writestr("nothing.txt", "here")
    (place / "broken.vtt").write_text("WEBVTT\n\n00:00:01.000 --> 00:00:0x.000\nHello\n", encoding="utf-8")
    (place / "broken.srt").write_text("1\nsome text\n", encoding="utf-8")
    (place / "broken.json").write_text('{"segments": [', encoding="utf-8")
    (place / "other.json").write_text('{"a": 1}', encoding="utf-8")
    (place / "scan.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (place / "program.exe").write_bytes(b"MZ" + bytes(100))
    (place / "table.csv").write_text('pseudonym,age\n"Ben,3\n', encoding="utf-8")
    (place / "wide.csv").write_text("pseudonym,age\nBen,3,4,5\n", encoding="utf-8")
    (place / "twice.csv").write_text("pseudonym,age\nBen,3\nben,4\n", encoding="utf-8")
    (place / "nothing.csv").write_text("", encoding="utf-8")
    (place / "book.yaml").write_text("codes:\n- name: [\n", encoding="utf-8")
    (place / "list.yaml").write_text("- 1\n- 2\n", encoding="utf-8")
    return place


BAD_IMPORTS = (
    "empty.txt",
    "blank.txt",
    "binary.txt",
    "picture.docx",
    "cut.docx",
    "hollow.docx",
    "broken.vtt",
    "broken.srt",
    "broken.json",
    "other.json",
    "scan.pdf",
    "program.exe",
    "missing.txt",
)

BAD_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("participants", "import", "bad/table.csv"),
    ("participants", "import", "bad/wide.csv"),
    ("participants", "import", "bad/twice.csv"),
    ("participants", "import", "bad/nothing.csv"),
    ("participants", "import", "bad/none.csv"),
    ("participants", "import", "bad"),
    ("participants", "import", "bad/picture.docx"),
    ("codes", "import", "bad/book.yaml"),
    ("codes", "import", "bad/list.yaml"),
    ("codes", "import", "bad/none.yaml"),
    ("codes", "import", "bad/binary.txt"),
    ("codes", "add", "  "),
    ("codes", "add", "calm"),
    ("codes", "add", "x", "--under", "nowhere"),
    ("codes", "rename", "nowhere", "x"),
    ("codes", "merge", "calm", "calm", "--yes"),
    ("codes", "merge", "calm"),
    ("codes", "merge", "calm", "CALM", "--yes"),
    ("codes", "move", "calm", "--under", "calm"),
    ("codes", "define", "calm"),
    ("codes", "define", "calm", "--colour", "red"),
    ("codes", "delete", "nowhere", "--yes"),
    ("codes", "delete", "calm"),
    ("codes", "promote", "nowhere"),
    ("codes", "-o", "codes.pdf"),
    ("codes", "-o", "no/such/folder/codes.csv"),
    ("apply", "nowhere", "--in", "ben", "--quote", "really breathe"),
    ("apply", "calm", "--in", "nobody", "--quote", "really breathe"),
    ("apply", "calm", "--in", "ben", "--quote", "never said at all, not like this"),
    ("apply", "calm", "--in", "ben", "--quote", ""),
    ("apply", "calm", "--in", "ben", "--quote", "I felt safe there."),
    ("apply", "calm", "--in", "ben"),
    ("apply", "calm", "--in", "ben", "--span", "5"),
    ("apply", "calm", "--in", "ben", "--span", "5:5"),
    ("apply", "calm", "--in", "ben", "--span", "9:5"),
    ("apply", "calm", "--in", "ben", "--span", "0:999999"),
    ("apply", "calm", "--in", "ben", "--span", "0:5", "--quote", "really"),
    ("autocode", "nowhere", "breath*"),
    ("autocode", "calm", '"unbalanced'),
    ("autocode", "calm", "breath*", "--unit", "paragraph"),
    ("autocode", "calm", "breath*"),
    ("apply", "calm", "--in", "ben", "--span", "1:" + "9" * 5000),
    ("codings", "remove", "99"),
    ("codings", "remove", "9" * 30),
    ("codings", "recode", "99", "calm"),
    ("codings", "edges", "99", "1:2"),
    ("themes", "add", ""),
    ("themes", "assign", "calm", "nowhere"),
    ("themes", "assign", "nowhere", "home"),
    ("themes", "unassign", "calm", "home"),
    ("themes", "move", "home", "--under", "home"),
    ("themes", "define", "home", "--status", "perfect"),
    ("themes", "define", "home"),
    ("themes", "mark", "1", "home", "--as", "good"),
    ("themes", "mark", "99", "home"),
    ("memo", "code:nowhere", "text"),
    ("memo", "home", "   "),
    ("memo", "home", "text", "--kind", "poem"),
    ("memo", "project:other", "text"),
    ("memo", "coding:x", "text"),
    ("memo", "transcript:ben", "text", "--span", "0:99999"),
    ("memos", "change", "9", "text"),
    ("families", "add", "x="),
    ("families", "add", "x=re:("),
    ("families", "add", 'x="a b'),
    ("families", "accept", "nowhere", "form"),
    ("terms", "safe", "safe=safer"),
    ("terms", "*"),
    ("terms", "re:("),
    ("terms", "safe", "--by", "shoe size"),
    ("terms", "safe", "--role", "dog"),
    ("terms", "safe", "-o", "terms.bmp"),
    ("kwic", '"unbalanced'),
    ("kwic", "..."),
    ("find", "x", "--in", "nobody"),
    ("find", "  "),
    ("quotes", "--theme", "nowhere"),
    ("quotes", "--participant", "nobody"),
    ("speakers", "set", "Nobody", "--role", "participant"),
    ("speakers", "set", "Ben", "--role", "hero"),
    ("speakers", "set", "Ben"),
    ("speakers", "set", "Interviewer", "--participant", "Kim"),
    ("participants", "rename", "nobody", "x"),
    ("participants", "rename", "Ben", "ADA"),
    ("participants", "rename", "Ben", " "),
    ("transcripts", "show", "nobody"),
    ("transcripts", "rename", "ben", "ada"),
    ("transcripts", "set", "ben", "date"),
    ("transcripts", "set", "ben"),
    ("export", "themes", "-o", "tree.gif"),
    ("export", "themes", "-o", "tree.svg", "--direction", "up"),
    ("export", "codebook", "-o", "book.txt"),
    ("export", "audit", "-o", "audit.svg"),
    ("audit", "show", "999"),
    ("audit", "show", "9" * 30),
    ("audit", "history", "code:nowhere"),
    ("redo",),
    ("import", "bad", "--participant", "no equals sign"),
    ("bogus",),
    ("codes", "add"),
    ("--phase", "9", "codes"),
    ("-p", "missing.qualwork", "codes"),
    ("-p", "bad", "codes"),
    ("-p", "bad/binary.txt", "codes"),
    ("new", "study.qualwork"),
    ("new", "/"),
    ("demo", "--batch", "--dir", "study.qualwork"),
    ("new", "no/such/folder/x.qualwork"),
    ("new", "y.qualwork", "--approach", "magic"),
    ("new", "z.qualwork", "--language", "english please"),
    ("open",),
)


@pytest.fixture
def coded(qualwork: Qualwork, study: Path, bad_files: Path) -> Path:
    """The study with a code, a theme and a family."""
    for command in (("codes", "add", "calm"), ("themes", "add", "home"), ("families", "add", "safe=safe")):
        assert qualwork(*command).code == 0
    return study


def one_line(said: str) -> bool:
    """One line, and only candidates below it."""
    first, *rest = said.splitlines()
    return bool(first.strip()) and "Traceback" not in said and all(line.startswith("  ") for line in rest)


def test_every_bad_command_is_refused_in_one_line(qualwork: Qualwork, coded: Path) -> None:
    before = snapshot(coded)
    wrong = []
    for command in BAD_COMMANDS:
        result = qualwork(*command)
        if result.code != 2 or not one_line(result.err) or "fault of the program" in result.err:
            wrong.append((command, result.code, result.err))
    assert wrong == []
    assert snapshot(coded) == before


def test_bad_files_are_refused_and_the_others_go_in(qualwork: Qualwork, coded: Path) -> None:
    before = snapshot(coded)
    for name in BAD_IMPORTS:
        result = qualwork("import", f"bad/{name}", "--json")
        assert result.code == 2, name
        if name != "missing.txt":
            assert [file["status"] for file in result.json["files"]] in (["refused"], ["skipped"]), name
    assert snapshot(coded) == before
    (coded.parent / "bad" / "good.txt").write_text(
        "Interviewer: Why?\n\nEve: Because it was new.\n\nInterviewer: And?\n\nEve: And good.\n", encoding="utf-8"
    )
    mixed = qualwork("import", "bad", "--json")
    assert mixed.code == 1
    statuses = {Path(file["path"]).name: file["status"] for file in mixed.json["files"]}
    assert statuses["good.txt"] == "imported"
    assert statuses["broken.vtt"] == "refused"
    assert qualwork("audit", "verify").code == 0
    again = qualwork("import", "bad/good.txt", "--json")
    assert again.code == 0
    assert again.json["files"][0]["status"] == "skipped"


def test_a_foreign_newer_locked_or_read_only_file_is_one_line(
    qualwork: Qualwork, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualwork.project.store.database.BUSY_SECONDS", 0.1)
    foreign = coded.parent / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    assert "another program" in qualwork("-p", foreign, "codes").err
    holder = sqlite3.connect(coded, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    locked = qualwork("-p", coded, "codes", "add", "new")
    assert locked.code == 2
    assert one_line(locked.err)
    holder.execute("ROLLBACK")
    holder.close()
    coded.chmod(0o400)
    read_only = qualwork("-p", coded, "codes", "add", "new")
    assert read_only.code == 2
    assert "read-only" in read_only.err
    assert qualwork("-p", coded, "codes").code == 0
    coded.chmod(0o600)
    with sqlite3.connect(coded) as connection:
        connection.execute("PRAGMA user_version = 99")
    newer = qualwork("-p", coded, "codes")
    assert newer.code == 2
    assert "newer" in newer.err
