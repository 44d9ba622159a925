"""Which project is meant, who decides in it, and in which phase."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


def last(qualwork: Qualwork, *options: str) -> dict[str, object]:
    """The newest decision."""
    row: dict[str, object] = qualwork(*options, "audit", "log", "--last", "1", "--json").json[0]
    return row


def test_the_project_is_named_found_or_asked_for(
    qualwork: Qualwork, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    none = qualwork("codes")
    assert none.code == 2
    for way in ("-p FILE", "$QUALWORK_PROJECT", "*.qualwork"):
        assert way in none.err
    assert qualwork("new", "one").code == 0
    qualwork("codes", "add", "in one")
    assert qualwork("new", "two.qualwork", "--title", " Coming \n home ").code == 0
    two = qualwork("codes")
    assert two.code == 2
    assert two.err.splitlines()[1:] == ["  one.qualwork", "  two.qualwork"]
    assert [node["name"] for node in qualwork("codes", "-p", "one.qualwork", "--json").json] == ["in one"]
    monkeypatch.setenv("QUALWORK_PROJECT", str(folder / "two.qualwork"))
    assert qualwork("codes", "--json").json == []
    assert last(qualwork)["about"] == "Coming home"
    assert qualwork("-p", "one.qualwork", "codes", "--json").json != []
    monkeypatch.setenv("QUALWORK_PROJECT", str(folder / "three.qualwork"))
    assert "three.qualwork" in qualwork("codes").err


def test_who_decides_is_said_once_and_not_twice_in_other_letters(qualwork: Qualwork, folder: Path) -> None:
    qualwork("new", "study", "--coder", "Kim")
    qualwork("codes", "add", "a")
    assert last(qualwork)["coder"] == "Kim"
    qualwork("codes", "add", "b", "--coder", "KIM")
    assert last(qualwork)["coder"] == "Kim"
    qualwork("--coder", "Rae", "codes", "add", "c")
    rows = qualwork("audit", "log", "--json").json
    assert [(row["verb"], row["coder"]) for row in rows[-2:]] == [("add coder", "Rae"), ("add code", "Rae")]
    assert qualwork("audit", "log", "--by", "Rae", "--json").json == rows[-2:]
    assert qualwork("codes", "delete", "none", "--coder", "Zed").code == 2
    assert qualwork("audit", "log", "--json").json == rows


def test_a_deed_has_its_usual_phase_unless_another_is_given(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "a")
    assert last(qualwork)["phase"] == 2
    qualwork("themes", "add", "A")
    assert last(qualwork)["phase"] == 3
    qualwork("codes", "add", "b", "--phase", "4", "--why", "seen in review")
    assert (last(qualwork)["phase"], last(qualwork)["why"]) == (4, "seen in review")
    rows = qualwork("audit", "log", "--in-phase", "4", "--json").json
    assert [row["about"] for row in rows] == ["b"]


def test_a_decision_is_told_with_names(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "calm")
    qualwork("codes", "add", "quiet", "--under", "calm")
    qualwork("apply", "quiet", "--in", "ben", "--quote", "Nobody asked.")
    number = str(last(qualwork)["number"])
    qualwork("codes", "rename", "quiet", "silence")
    shown = qualwork("audit", "show", number).out
    assert "code_id: 2 (quiet)" in shown
    assert "(ben)" in shown
    qualwork("codes", "move", "silence")
    moved = qualwork("audit", "show", str(last(qualwork)["number"])).out
    assert "parent_id: 1 (calm) -> none" in moved
    qualwork("memo", "coding:1", "so short")
    memo = qualwork("audit", "show", str(last(qualwork)["number"])).out
    assert "thing_id: 1 (silence in ben " in memo
    story = qualwork("audit", "history", "code:silence", "--json").json
    assert [row["verb"] for row in story] == ["add code", "apply code", "rename code", "move code"]
    assert story[2]["changed"] == "name: 'quiet' -> 'silence'"


def test_questions_are_answered_by_yes_only(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "calm")
    asked = qualwork("codes", "delete", "calm")
    assert asked.code == 2
    assert "--yes" in asked.err
    assert qualwork("-y", "codes", "delete", "calm").code == 0
    assert qualwork("codes", "--json").json == []
