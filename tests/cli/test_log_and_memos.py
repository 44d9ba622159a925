"""`audit log` and `memos` narrowed, `keys`, and one decision undone out of the order."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.model.errors import Refused
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.log import auditing
from tests.cli.conftest import Qualwork
from tests.unit.workbench.named import apply


def test_the_log_is_narrowed_by_kind_day_thing_and_words(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "safe")
    qualwork("codes", "add", "breath", "--why", "her word")
    qualwork("apply", "safe", "--in", "ben", "--quote", "Nobody asked.")
    every = qualwork("audit", "log", "--json").json

    def numbers(*options: str) -> list[int]:
        return [row["number"] for row in qualwork("audit", "log", "--json", *options).json]

    assert numbers("--kind", "add code") == [row["number"] for row in every if row["verb"] == "add code"]
    assert numbers("--day", every[0]["at"][:10]) == [
        row["number"] for row in every if row["at"][:10] == every[0]["at"][:10]
    ]
    assert numbers("--day", "1999-01-01") == []
    on_safe = numbers("--on", "code:safe")
    assert [row["verb"] for row in every if row["number"] in on_safe] == ["add code", "apply code"]
    assert numbers("--words", "her word") == [row["number"] for row in every if row["why"] == "her word"]
    assert numbers("--kind", "add code", "--on", "code:safe") == on_safe[:1]
    assert numbers("--words", "100%_") == []
    assert qualwork("audit", "log", "--on", "code:nothing").code == 2


def test_memos_are_found_by_their_words_in_any_case(qualwork: Qualwork, study: Path) -> None:
    qualwork("memo", "project", "I was moved by the TEA.", "--kind", "reflexive diary")
    qualwork("memo", "project", "Sampling stopped at two.")
    assert [row["text"] for row in qualwork("memos", "--find", "tea moved", "--json").json] == [
        "I was moved by the TEA."
    ]
    assert qualwork("memos", "--find", "coffee", "--json").json == []
    qualwork("memos", "--find", "tea", "-o", "diary.csv")
    assert "TEA" in Path("diary.csv").read_text(encoding="utf-8")


def test_keys_are_printed_as_a_file_that_is_right_and_a_wrong_one_is_named(qualwork: Qualwork, folder: Path) -> None:
    (folder / "keys.toml").write_text(qualwork("keys").out, encoding="utf-8")
    checked = qualwork("keys", "--check", "keys.toml")
    assert (checked.code, checked.out) == (0, "")
    (folder / "keys.toml").write_text('"coding.nothing" = "K"\n', encoding="utf-8")
    wrong = qualwork("keys", "--check", "keys.toml")
    assert wrong.code == 1 and "coding.nothing" in wrong.out


def test_one_decision_is_undone_out_of_the_order_and_redone(study: Path) -> None:
    with projects.open_project(study) as project:
        codebook.add_code(project, "safe")
        first = apply(project, "safe", "ben", quote="Nobody asked.")
        number = auditing.decisions(project)[-1].number
        apply(project, "safe", "ada", quote="I breathe easier.")
        made = auditing.undo_decision(project, number, "too soon")
        assert [each.undoes for each in made] == [number]
        assert first.id not in [each.id for each in coding.listing(project)]
        assert len(coding.listing(project)) == 1
        with pytest.raises(Refused, match="not in force"):
            auditing.undo_decision(project, number)
        with pytest.raises(Refused, match="redo puts that back"):
            auditing.undo_decision(project, made[0].number)
        auditing.redo(project)
        assert len(coding.listing(project)) == 2
        adding = next(each for each in auditing.decisions(project) if each.verb == "add code")
        with pytest.raises(Refused, match="undo that first"):
            auditing.undo_decision(project, adding.number)
        redone = auditing.decisions(project)[-1].number
        assert [each.undoes for each in auditing.undo_decision(project, redone)] == [number]
        assert auditing.verify(project).ok
