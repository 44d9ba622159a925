"""Real names replaced in a project that has them already: nothing of them stays, all else stands where it stood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Qualwork
from tests.cli.test_pseudonyms import INTERVIEW, KEY, everything_stored


@pytest.fixture
def named(qualwork: Qualwork, folder: Path) -> Path:
    """A study full of names: texts, a revision, codings, notes, a theme, a judged hit, reasons, an undone deed."""
    (folder / "in").mkdir()
    text = INTERVIEW.replace("Margret", "Margaret") * 3
    (folder / "in" / "Margaret.txt").write_text(text)
    (folder / "corrected.txt").write_text(text.replace("Hello", "Hello again,"))
    (folder / "key.csv").write_text(KEY)
    told, hello = text.index("I told"), text.index("Hello")
    for command in (
        ["new", "study.qualwork", "--coder", "kim"],
        ["import", "in"],
        ["codes", "add", "talk of Ben"],
        ["apply", "talk of Ben", "--in", "Margaret", "--span", f"{told}:{told + 37}", "--why", "Ben again"],
        ["apply", "talk of Ben", "--in", "Margaret", "--span", f"{hello}:{hello + 14}"],
        ["memo", "coding:1", "Margaret sounds tired when she speaks of Ben"],
        ["memo", "transcript:Margaret", "ask Ben Smith"],
        ["codes", "add", "Ben only"],
        ["undo"],
        ["themes", "add", "Margaret and Ben"],
        ["families", "add", "told=told,wrote,Ben"],
        ["transcripts", "edit", "Margaret", "corrected.txt"],
    ):
        done = qualwork(*command)
        assert done.code == 0, (command, done.err)
    (folder / "corrected.txt").unlink()
    return folder / "study.qualwork"


def quotes(qualwork: Qualwork) -> list[dict[str, Any]]:
    """The quote table."""
    rows: list[dict[str, Any]] = qualwork("quotes", "--json").json
    return rows


def test_nothing_of_a_name_stays_and_all_stands_where_it_stood(qualwork: Qualwork, named: Path, folder: Path) -> None:
    before = quotes(qualwork)
    assert qualwork("backup").code == 0
    assert qualwork("pseudonyms", "check", "key.csv").code == 1
    planned = qualwork("pseudonyms", "apply", "key.csv", "--dry-run")
    assert "Margaret: " in planned.out
    assert quotes(qualwork) == before
    assert qualwork("pseudonyms", "apply", "key.csv", "--yes").code == 0
    assert qualwork("pseudonyms", "check", "key.csv").out == "no name of the key was found\n"
    stored = everything_stored(named)
    for name in (b"Margaret", b"Ben", b"M\x00a\x00r\x00g", b"MARGARET"):
        assert name not in stored
    assert not list(folder.glob("study-backups/*"))
    after = quotes(qualwork)
    text = qualwork("transcripts", "show", "Ada", "--json").json["text"]
    expected = [row["extract"] for row in before]
    for real, pseudonym in (("Ben Smith", "Carl"), ("Margaret", "Ada"), ("Ben", "Carl"), ("BEN", "CARL")):
        expected = [extract.replace(real, pseudonym) for extract in expected]
    assert [row["extract"] for row in after] == expected
    for row in after:
        assert text[row["start"] : row["end"]] == row["extract"]
    assert qualwork("audit", "verify").code == 0


def test_replays_and_old_revisions_have_no_names_either(qualwork: Qualwork, named: Path, folder: Path) -> None:
    assert qualwork("pseudonyms", "apply", "key.csv", "--yes").code == 0
    shown = qualwork("transcripts", "show", "Ada", "--revision", "1", "--json").json["text"]
    assert "Hello Ada, how" in shown
    decisions = qualwork("audit", "log", "--json").json
    assert qualwork("audit", "replay", "--at", "6", "-o", "then.qualwork").code == 0
    assert qualwork("-p", "then.qualwork", "pseudonyms", "check", "key.csv").code == 0
    told = qualwork("-p", "then.qualwork", "audit", "verify", "--json").json
    assert all("was erased, and no decision says so" in problem["what"] for problem in told["problems"])
    then = qualwork("-p", "then.qualwork", "quotes", "--json").json
    text = qualwork("-p", "then.qualwork", "transcripts", "show", "Ada", "--json").json["text"]
    assert then
    for row in then:
        assert text[row["start"] : row["end"]] == row["extract"]
    assert len(decisions) > 10


def test_undo_goes_on_from_there_and_older_deeds_stay(qualwork: Qualwork, named: Path) -> None:
    assert qualwork("pseudonyms", "apply", "key.csv", "--yes").code == 0
    assert qualwork("codes", "add", "afterwards").code == 0
    assert qualwork("undo").code == 0
    refused = qualwork("undo")
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 1
    assert qualwork("audit", "verify").code == 0


def test_two_people_do_not_become_one_unasked(qualwork: Qualwork, named: Path, folder: Path) -> None:
    (folder / "in" / "Sue.txt").write_text(INTERVIEW.replace("Margaret", "Sue").replace("Margret", "Sue"))
    assert qualwork("import", "in").code == 0
    (folder / "key.csv").write_text("name,pseudonym\nMargaret,Ada\nSue,Ada\n")
    before = quotes(qualwork)
    refused = qualwork("pseudonyms", "apply", "key.csv", "--yes")
    assert (refused.code, "would both be 'Ada'" in refused.err) == (2, True)
    assert quotes(qualwork) == before
    assert qualwork("audit", "verify").code == 0
