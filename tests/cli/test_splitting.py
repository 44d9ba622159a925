"""Codes split and shown, a coding with its memo, and queries settled, through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


def coded(qualwork: Qualwork) -> list[int]:
    """A code `group` with three codings; their ids."""
    qualwork("codes", "add", "group", "--definition", "what the group was")
    quotes = ("really breathe", "Nobody asked.", "And the tea, well.")
    made = [qualwork("apply", "group", "--in", "ben", "--quote", quote, "--json").json for quote in quotes]
    return [each["codings"][0]["id"] for each in made]


def test_a_code_is_split_into_piles_and_undone_at_once(qualwork: Qualwork, study: Path) -> None:
    first, second, third = coded(qualwork)
    said = qualwork("codes", "split", "group", f"air={first}", f"being left alone={second},{third}", "--why", "two")
    assert said.code == 0
    assert said.out.strip() == (
        "code group split into air (1 coding), being left alone (2 codings); undo puts them back together"
    )
    found = {each["id"]: each["code"] for each in qualwork("codings", "--json").json["codings"]}
    assert found == {first: "air", second: "being left alone", third: "being left alone"}
    assert qualwork("undo").code == 0
    assert {each["code"] for each in qualwork("codings", "--json").json["codings"]} == {"group"}


@pytest.mark.parametrize(
    ("piles", "said"),
    [
        (["air"], "write NAME=ID,ID"),
        (["air=one"], "write NAME=ID,ID"),
        (["air=99999"], "is none of"),
        (["air={a}", "AIR={b}"], "already"),
        (["air={a}", "air={b}"], "one name"),
        (["={a}"], "a name needs"),
    ],
)
def test_a_pile_that_cannot_be_is_refused_in_one_line(
    qualwork: Qualwork, study: Path, piles: list[str], said: str
) -> None:
    ids = coded(qualwork)
    head = qualwork("audit", "verify", "--json").json["head"]
    given = [pile.format(a=ids[0], b=ids[1]) for pile in piles]
    refused = qualwork("codes", "split", "group", *given)
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert said in refused.err
    assert qualwork("audit", "verify", "--json").json["head"] == head


def test_a_code_is_shown_with_its_uses(qualwork: Qualwork, study: Path) -> None:
    coded(qualwork)
    found = qualwork("codes", "show", "group", "--json").json
    assert (found["codings"], found["transcripts"], found["participants"]) == (3, {"ben": 3}, {"Ben": 3})
    assert "definition: what the group was" in qualwork("codes", "show", "group").out


def test_a_coding_comes_with_its_memo_in_one_decision(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "group")
    before = len(qualwork("audit", "log", "--json").json)
    qualwork("apply", "group", "--in", "ben", "--quote", "Nobody asked.", "--note", "a relief")
    assert [memo["text"] for memo in qualwork("memos", "--json").json] == ["a relief"]
    assert len(qualwork("audit", "log", "--json").json) == before + 1


def test_a_query_is_settled_and_opened_again(qualwork: Qualwork, study: Path) -> None:
    qualwork("memo", "transcript:ben", "which tea?", "--kind", "query")
    number = str(qualwork("memos", "--json").json[0]["id"])
    assert qualwork("memos", "resolve", number).out.strip() == f"query {number} is settled"
    assert qualwork("memos", "resolve", number, "--reopen").out.strip() == f"query {number} is open again"
    qualwork("memo", "project", "just a note")
    assert qualwork("memos", "resolve", str(int(number) + 1)).code == 2
