"""What leaves by the command line: each file opens, names never become paths, wrong use is told in one line."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from qualwork.cli.main import run
from tests.cli.conftest import INTERVIEW, OTHER, Qualwork
from tests.cli.studies import CODED

EVIL = "../../x"
STARTS = {"docx": b"PK", "html": b"<!DOCTYPE html>", "svg": b"<svg", "png": b"\x89PNG", "xlsx": b"PK", "json": b"["}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The coded study with two related themes, made once."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "interviews").mkdir()
    for name, text in (("ben", INTERVIEW), ("ada", OTHER)):
        (folder / "interviews" / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "study.qualwork"
    related = (("themes", "add", "Doubt"), ("themes", "relate", "Calm", "contrasts with", "Doubt"))
    first = (("new", str(path), "--coder", "kim"), ("-p", str(path), "import", str(folder / "interviews")))
    for command in (*first, *(("-p", str(path), *each) for each in (*CODED, *related))):
        assert run(command) == 0, command
    return path


@pytest.fixture
def coded(made: Path, folder: Path) -> Path:
    """A copy of it in the working folder."""
    return Path(shutil.copy(made, folder / "study.qualwork"))


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        (("export", "themes"), ("svg", "png", "md", "txt", "json", "docx")),
        (("export", "map"), ("svg", "png", "md")),
        (("export", "report"), ("docx", "html")),
        (("export", "transcript", "ben"), ("docx", "html")),
        (("export", "codebook"), ("yaml", "docx", "xlsx", "md")),
        (("quotes",), ("csv", "xlsx", "docx", "html", "md", "json")),
        (("quotes", "--illustrative"), ("csv", "xlsx", "docx", "html", "md", "json")),
        (("quotes", "balance"), ("csv", "xlsx", "docx", "html", "md", "json")),
    ],
)
def test_every_kind_is_written_twice_the_same(
    qualwork: Qualwork, coded: Path, folder: Path, command: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    for kind in kinds:
        first, second = (folder / f"{name}.{kind}" for name in ("one", "two"))
        for path in (first, second):
            result = qualwork(*command, "-o", path)
            assert (result.code, result.out) == (0, ""), result.err
            assert f"wrote {path}" in result.err
        data = first.read_bytes()
        assert data == second.read_bytes()
        assert data.startswith(STARTS.get(kind, b""))
        if kind in ("docx", "xlsx"):
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    refused = qualwork(*command, "-o", "it.exe")
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert not Path("it.exe").exists()


def test_a_quote_is_trimmed_and_shown_so(qualwork: Qualwork, coded: Path) -> None:
    said = qualwork("quotes", "trim", "2", "--theme", "Body", "--cut", "really")
    assert said.out == "coding 2 is quoted as: “[...] breathe” (Ben)\n"
    (row,) = [row for row in qualwork("quotes", "--illustrative", "--json").json if row["quote"]]
    assert (row["theme"], row["subtheme"], row["quote"], row["extract"], row["id"]) == (
        "Calm",
        "Body",
        "[...] breathe",
        "really breathe",
        2,
    )
    assert "trim quote" in qualwork("audit", "log").out
    assert qualwork("quotes", "trim", "2", "--theme", "Body", "--whole").out.endswith("“really breathe” (Ben)\n")


@pytest.mark.parametrize(
    "command",
    [
        ("quotes", "trim", "2", "--theme", "Body"),
        ("quotes", "trim", "2", "--theme", "Body", "--whole", "--cut", "really"),
        ("quotes", "trim", "2", "--theme", "Body", "--cut", "nowhere"),
        ("quotes", "trim", "2", "--theme", "Body", "--cut", "9:99"),
        ("quotes", "trim", "2", "--theme", "Body", "--cut", "really breathe"),
        ("quotes", "trim", "1", "--theme", "Body", "--cut", "really"),
        ("quotes", "trim", "99", "--theme", "Body", "--cut", "really"),
        ("quotes", "--illustrative", "--code", "breath"),
        ("export", "transcript", "nobody", "-o", "x.docx"),
        ("codes", "import", "none.csv"),
        ("codes", "import", "none.csv", "--same", "x"),
    ],
)
def test_wrong_use_changes_nothing_and_is_told_in_a_line(
    qualwork: Qualwork, coded: Path, command: tuple[str, ...]
) -> None:
    before = qualwork("audit", "log", "--json").out
    result = qualwork(*command)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert qualwork("audit", "log", "--json").out == before


def test_the_quote_table_has_its_keys(qualwork: Qualwork, coded: Path) -> None:
    keys = "id themes code participants attributes transcript start end extract question coder memo needs_review"
    rows = qualwork("quotes", "--json").json
    assert [list(row) for row in rows] == [keys.split()] * 4
    second = next(row for row in rows if row["id"] == 2)
    assert (second["themes"], second["memo"], second["question"]) == (
        "Calm/Body",
        "the pause before it",
        "How was the group for you?",
    )


def test_names_are_texts_and_never_paths_or_formulas(qualwork: Qualwork, coded: Path, folder: Path) -> None:
    for command in (("codes", "rename", "breath", EVIL), ("themes", "rename", "Body", "=1+1")):
        assert qualwork(*command).code == 0
    assert qualwork("speakers", "set", "Ben", "--participant", EVIL).code == 0
    out = folder / "deep" / "er"
    out.mkdir(parents=True)
    before = {path for path in folder.rglob("*") if path.suffix != ".qualwork"}
    for name in ("r.docx", "r.html"):
        assert qualwork("export", "report", "-o", out / name).code == 0
        assert qualwork("export", "transcript", "ben", "-o", out / f"t{name}").code == 0
    assert qualwork("quotes", "--illustrative", "-o", out / "q.xlsx").code == 0
    assert qualwork("quotes", "--illustrative", "-o", out / "q.csv", "--spreadsheet-safe").code == 0
    new = {path for path in folder.rglob("*") if path.suffix != ".qualwork"} - before
    assert {path.parent for path in new if not path.name.startswith("study")} == {out}
    for path in out.glob("*.docx"):
        assert not [name for name in zipfile.ZipFile(path).namelist() if ".." in name or name.startswith("/")]
    rows = CalamineWorkbook.from_path(str(out / "q.xlsx")).get_sheet_by_index(0).to_python()
    assert "=1+1" in [row[2] for row in rows]
    safe = list(csv.reader((out / "q.csv").open(encoding="utf-8", newline="")))
    assert "'=1+1" in [row[2] for row in safe]


def test_original_names_are_warned_of(qualwork: Qualwork, coded: Path) -> None:
    assert "warning" not in qualwork("export", "report", "-o", "r.html").err
    assert qualwork("speakers", "set", "Ben", "--participant", "P1").code == 0
    assert qualwork("themes", "define", "Calm", "--story", "BEN came first.").code == 0
    result = qualwork("export", "report", "-o", "r.html")
    assert result.code == 0
    lines = result.err.splitlines()
    assert lines[1] == "warning: original names still stand in the text, in 2 places:"
    known = "  Ben (label of a participant Ben)"
    assert lines[2:4] == [
        f"{known}, story of theme 1, 1 time: BEN came first.",
        f"{known}, the title of transcript ben, 1 time: ben",
    ]


def test_a_codebook_is_previewed_and_merged(qualwork: Qualwork, coded: Path, folder: Path) -> None:
    book = folder / "book.csv"
    book.write_text("code,definition,pages\nbreath,Air.,3\nbreaths,,\n", encoding="utf-8")
    before = qualwork("audit", "log", "--json").out
    preview = qualwork("codes", "import", book, "--dry-run")
    assert preview.code == 0
    assert "breath (" in preview.out
    assert "nothing was changed" in preview.out
    assert qualwork("audit", "log", "--json").out == before
    done = json.loads(qualwork("codes", "import", book, "--same", "breaths=breath", "--json").out)
    assert (done["codes"], done["left_out"]) == ([], ["pages"])
    assert [row["outcome"] for row in done["rows"]] == ["filled", "same"]
