"""What an import says of each file: roles and their doubt, notes that can be changed, a report that can be kept."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork

LONG = "We went down to the river each morning and it was cold and my sister sang until noon"


def interview(answering: str) -> str:
    """An interview by two people, of whom one asks nothing that ends in a question mark."""
    lines = [
        "Tomas: How did it begin?",
        f"{answering}: {LONG}.",
        "Ines: Tell us of the radio.",
        f"{answering}: {LONG}.",
    ]
    return "\n\n".join([*lines, "Tomas: And then?", f"{answering}: (the answers) [laughs] hm [a lorry] {LONG}."]) + "\n"


@pytest.fixture
def batch(qualwork: Qualwork, folder: Path) -> Path:
    """A project, and a folder of three interviews by the same two people."""
    (folder / "talks").mkdir()
    for name in ("Rosa", "Marta", "Pia"):
        (folder / "talks" / f"{name}.txt").write_text(f"Notes on a walk\n\n{interview(name)}", encoding="utf-8")
    qualwork("new", "study.qualwork", "--coder", "kim")
    return folder / "talks"


def test_a_second_interviewer_is_guessed_from_the_batch_with_what_it_counts(qualwork: Qualwork, batch: Path) -> None:
    files = qualwork("import", str(batch), "--dry-run", "--json").json["files"]
    for file in files:
        roles = {speaker["label"]: speaker["role"] for speaker in file["speakers"]}
        assert roles == {"Tomas": "interviewer", "Ines": "interviewer", Path(file["path"]).stem: "participant"}
        ines = next(speaker for speaker in file["speakers"] if speaker["label"] == "Ines")
        assert ines["reason"] == "speaks in 3 of 3 files and never most"
        assert (ines["questions"], ines["doubt"]) == (0, "0 of 1 turn ask")
        assert any(
            "“Ines” is taken as interviewer" in warning and "5 words more" in warning for warning in file["warnings"]
        )
    shown = qualwork("import", str(batch), "--dry-run").out
    assert "Tomas: 6 words in 2 turns, 2 asking (asks most questions)" in shown


def test_what_was_taken_for_notes_is_shown_and_can_be_changed(qualwork: Qualwork, batch: Path) -> None:
    def words(*options: str) -> tuple[int, dict[str, int]]:
        file = qualwork("import", str(batch / "Rosa.txt"), "--dry-run", "--json", *options).json["files"][0]
        return next(s["words"] for s in file["speakers"] if s["label"] == "Rosa"), file.get("notes", {})

    count, notes = words()
    assert notes == {"laughs": 1}
    assert words("--said", "[laughs]") == (count + 1, {})
    assert words("--note", "(the answers)") == (count - 2, {"laughs": 1, "the answers": 1})
    assert words("--note", "a lorry", "--said", "laughs") == (count - 1, {"a lorry": 1})
    assert "no words:    laughs 1" in qualwork("import", str(batch / "Rosa.txt"), "--dry-run").out


def test_the_report_is_a_table_with_every_line_left_out(qualwork: Qualwork, batch: Path) -> None:
    assert qualwork("import", str(batch), "--report", "report.csv").code == 0
    with Path("report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows if row["what"] == "file"] == ["Marta", "Pia", "Rosa"]
    left = [(row["file"], row["text"], row["place"]) for row in rows if row["what"] == "left out"]
    assert left == [(f"{name}.txt", "Notes on a walk", "line 1") for name in ("Marta", "Pia", "Rosa")]
    speakers = [row for row in rows if row["what"] == "speaker" and row["file"] == "Pia.txt"]
    assert [(row["text"], row["role"], row["turns"], row["questions"]) for row in speakers] == [
        ("Tomas", "interviewer", "2", "2"),
        ("Pia", "participant", "3", "0"),
        ("Ines", "interviewer", "1", "0"),
    ]
    assert [row["text"] for row in rows if row["what"] == "note"] == ["laughs"] * 3


def test_interviewer_and_interviewee_are_two_people(qualwork: Qualwork, batch: Path) -> None:
    path = batch / "two.txt"
    path.write_text(
        "Interviewer: How?\n\nInterviewee: Well.\n\nInterviewer: And?\n\nInterviewee: Safe.\n", encoding="utf-8"
    )
    file = qualwork("import", str(path), "--dry-run", "--json").json["files"][0]
    assert [speaker["label"] for speaker in file["speakers"]] == ["Interviewer", "Interviewee"]
    assert not any("person" in warning for warning in file["warnings"])


def test_comments_below_a_text_become_notes_and_go_with_an_undo(qualwork: Qualwork, batch: Path) -> None:
    path = batch / "commented.txt"
    path.write_text(
        "Ana: In the garden[a], yes?\n\nBo: So.\n\nAna: Ok?\n\nBo: No.\n\n[a]Safe to name?\n", encoding="utf-8"
    )
    assert qualwork("import", str(path)).code == 0
    (memo,) = qualwork("memos", "--json").json
    assert "Safe to name?" in memo.values()
    assert qualwork("undo").code == 0
    assert qualwork("memos", "--json").json == []
    assert qualwork("audit", "verify").code == 0


def test_one_interview_in_two_forms_is_asked_about(qualwork: Qualwork, batch: Path) -> None:
    sentences = [f"In year {word} we planted {word} gardens behind the {word} school." for word in "abcdefghijklmnop"]
    said = [
        f"{sentence} Everybody watched the river carefully that {at} winter." for at, sentence in enumerate(sentences)
    ]
    script = "Interviewer: Please describe whatever happened there afterwards, slowly and carefully?"
    (batch / "talk.txt").write_text("\n\n".join(f"{script}\n\nAna: {line}" for line in said) + "\n", encoding="utf-8")
    cues = [f"{at}\n00:00:{at:02},000 --> 00:00:{at:02},900\n{line}" for at, line in enumerate(said)]
    (batch / "recording.srt").write_text("\n\n".join(cues) + "\n", encoding="utf-8")
    other = [line.replace("planted", "sold").replace("school", "chapel").replace("river", "sunset") for line in said]
    (batch / "other.txt").write_text(
        "\n\n".join(f"{script}\n\nBo: {line[::-1]}" for line in other) + "\n", encoding="utf-8"
    )

    def asked(*paths: str) -> dict[str, bool]:
        files = qualwork("import", *(str(batch / path) for path in paths), "--json").json["files"]
        return {
            Path(file["path"]).name: any("one interview in two forms" in w for w in file["warnings"]) for file in files
        }

    assert asked("talk.txt", "other.txt") == {"talk.txt": False, "other.txt": False}
    assert asked("recording.srt") == {"recording.srt": True}
    assert qualwork("transcripts", "remove", "recording").code == 0
    assert sorted(row["title"] for row in qualwork("transcripts", "--json").json) == ["other", "talk"]
