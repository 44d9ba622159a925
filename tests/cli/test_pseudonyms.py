"""Real names: replaced as interviews come in, sought in the project and in what is exported."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork

INTERVIEW = """Interviewer: Hello Margaret, how was it?

Margaret: I told Ben's sister. Margret wrote. BEN came.

Interviewer: And Ben?

Margaret: Ben Smith was there, [laughs] I think.
"""
KEY = "name,pseudonym\nMargaret,Ada\nBen,Carl\nBen Smith,Carl\n"


@pytest.fixture
def coming_in(qualwork: Qualwork, folder: Path) -> Path:
    """An interview with names, imported with a key; returns the project."""
    (folder / "in").mkdir()
    (folder / "in" / "Margaret.txt").write_text(INTERVIEW)
    (folder / "key.csv").write_text(KEY)
    assert qualwork("new", "study.qualwork").code == 0
    assert qualwork("import", "in", "--key", "key.csv").code == 0
    return folder / "study.qualwork"


def everything_stored(path: Path) -> bytes:
    """The bytes of a project and its journal, and what of it can be unpacked."""
    data = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    found = [data]
    for at in range(len(data)):
        if data[at : at + 2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
            try:
                found.append(zlib.decompressobj().decompress(data[at:]))
            except zlib.error:
                continue
    return b"".join(found)


def test_names_never_enter_the_file(qualwork: Qualwork, coming_in: Path) -> None:
    shown = qualwork("transcripts", "show", "Ada", "--json").json
    assert "Hello Ada" in shown["text"]
    assert "Carl's sister" in shown["text"]
    assert {turn["speaker"] for turn in shown["turns"]} == {"Interviewer", "Ada"}
    for turn in shown["turns"]:
        assert shown["text"][turn["start"] :].startswith(turn["speaker"])
        assert shown["text"][turn["speech_start"] - 2 : turn["speech_start"]] == ": "
    stored = everything_stored(coming_in)
    assert b"Margaret" not in stored
    assert b"Ben" not in stored
    checked = qualwork("pseudonyms", "check", "key.csv", "--json")
    assert (checked.code, [(leak["written"], leak["sure"]) for leak in checked.json]) == (1, [("Margret", False)])
    assert qualwork("import", "in", "--key", "key.csv", "--json").json["files"][0]["status"] == "skipped"


def test_a_slip_is_proposed_confirmed_and_then_found(qualwork: Qualwork, coming_in: Path, folder: Path) -> None:
    rows = qualwork("pseudonyms", "suggest", "key.csv", "--json").json
    assert [(row["written"], row["pseudonym"]) for row in rows] == [("Margret", "Ada")]
    assert qualwork("pseudonyms", "suggest", "key.csv", "--accept", "Margret").code == 0
    assert qualwork("pseudonyms", "suggest", "key.csv", "--json").json == []
    assert (folder / "key.csv").stat().st_mode & 0o077 == 0
    found = qualwork("pseudonyms", "check", "key.csv", "--json")
    assert found.code == 1
    assert [leak["sure"] for leak in found.json] == [True]
    assert any("the text of Ada" in leak["where"] for leak in found.json)


def test_a_word_that_is_no_name_is_said_so_once(qualwork: Qualwork, coming_in: Path, folder: Path) -> None:
    assert qualwork("pseudonyms", "suggest", "key.csv", "--dismiss", "Margret").code == 0
    assert qualwork("pseudonyms", "suggest", "key.csv", "--json").json == []
    assert qualwork("pseudonyms", "check", "key.csv").code == 0
    assert qualwork("pseudonyms", "suggest", "key.csv", "--dismiss", "nothing").code == 2


def test_an_import_names_what_may_be_a_name_too(qualwork: Qualwork, folder: Path) -> None:
    (folder / "key.csv").write_text(KEY)
    (folder / "a.txt").write_text(INTERVIEW + "\nmargaret: bens friend @MargaretJ wrote to ben.s@example.org\n")
    assert qualwork("new", "study.qualwork").code == 0
    (file,) = qualwork("import", "a.txt", "--key", "key.csv", "--json").json["files"]
    assert any("“Margret” (line 3) may be the name of Ada" in warning for warning in file["warnings"])
    text = qualwork("transcripts", "show", "a", "--json").json["text"].casefold()
    assert "margaret" not in text and "ben" not in text


def test_every_place_of_a_project_is_looked_at(qualwork: Qualwork, folder: Path) -> None:
    (folder / "key.csv").write_text("name,pseudonym\nChristina,Berta\n")
    said = "P1: My sister christina was safe. Christinas garden, @ChristinaM."
    (folder / "a.txt").write_text(f"I: So?\n\n{said}\n")
    (folder / "people.csv").write_text("participant,friend\nP1,christina\n")
    commands = (
        ["new", "study.qualwork", "--coder", "christina", "--title", "on christina"],
        ["import", "a.txt"],
        ["codes", "add", "christinas garden"],
        ["memo", "project", "ask ChristinaM"],
        ["participants", "import", "people.csv"],
        ["transcripts", "rename", "a", "christina 1"],
    )
    for command in commands:
        assert qualwork(*command).code == 0, command
    found = qualwork("pseudonyms", "check", "key.csv", "--json").json
    places = [leak["where"] for leak in found]
    kinds = (
        "project ",
        "coder ",
        "code ",
        "memo ",
        "participant_attribute ",
        "transcript ",
        "the coder of 6 decisions",
    )
    for kind in kinds:
        assert any(place.startswith(kind) for place in places), kind
    of_text = [place for place in places if place.startswith("the text of")]
    assert [place.rpartition("line ")[2] for place in of_text] == [
        f"3, column {said.index(form) + 1}" for form in ("christina", "Christinas", "ChristinaM")
    ]
    assert qualwork("pseudonyms", "apply", "key.csv", "--yes").code == 0
    left = qualwork("pseudonyms", "check", "key.csv", "--json").json
    assert {leak["where"].split(" decision")[0].split("of ")[0] for leak in left} <= {"the coder "}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", "html", "md", "json"])
def test_a_name_in_an_exported_file_is_found(
    qualwork: Qualwork, study: Path, folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "key.csv").write_text("name;pseudonym\nBen;Carl\n")
    monkeypatch.setenv("QUALWORK_KEY", str(folder / "key.csv"))
    assert qualwork("apply", "safety", "--in", "ben", "--quote", "I settled").code in (0, 2)
    qualwork("codes", "add", "safety")
    qualwork("apply", "safety", "--in", "ben", "--quote", "I settled")
    told = qualwork("quotes", "-o", f"quotes.{kind}")
    assert told.code == 1
    assert "the name of Carl" in told.err
    assert qualwork("pseudonyms", "check", "key.csv", f"quotes.{kind}").code == 1


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("a,b\n1,2\n", "columns name and pseudonym"),
        ("name,pseudonym\nBen,\n", "row 2 lacks a pseudonym"),
        ("name,pseudonym\nBen,Carl\nBen,Dan\n", "two pseudonyms"),
        ("", "empty"),
    ],
)
def test_a_key_that_is_none_is_refused(qualwork: Qualwork, study: Path, folder: Path, key: str, said: str) -> None:
    (folder / "key.csv").write_text(key)
    refused = qualwork("import", "interviews", "--key", "key.csv")
    assert (refused.code, said in refused.err) == (2, True)
    assert len(refused.err.splitlines()) == 1
