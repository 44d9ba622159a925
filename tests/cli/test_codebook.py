"""Codes, codings, themes and memos through the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import INTERVIEW, Qualwork


def names(nodes: list[dict[str, object]]) -> list[object]:
    """Names of nested nodes, each with those below it."""
    return [[node["name"], names(node["children"])] if node["children"] else node["name"] for node in nodes]  # type: ignore[arg-type]


def test_codes_are_added_moved_renamed_and_listed(qualwork: Qualwork, study: Path) -> None:
    for name in ("trust", "safety", "feeling safe"):
        assert qualwork("codes", "add", name).code == 0
    assert qualwork("codes", "move", "feeling safe", "--under", "safety").code == 0
    assert qualwork("codes", "rename", "trust", "trusting others").code == 0
    assert names(qualwork("codes", "--json").json) == ["trusting others", ["safety", ["feeling safe"]]]
    assert qualwork("codes", "move", "safety", "--under", "feeling safe").code == 2
    assert qualwork("codes", "add", "SAFETY").code == 2


def test_a_quote_that_occurs_once_is_coded_exactly(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "calm")
    made = qualwork("apply", "calm", "--in", "ben", "--quote", "really breathe", "--json").json["codings"]
    assert len(made) == 1
    start, end = made[0]["start"], made[0]["end"]
    assert INTERVIEW[start:end] == made[0]["extract"] == "really breathe"
    again = qualwork("apply", "calm", "--in", "ben", "--quote", "really breathe", "--json").json["codings"]
    assert again[0]["id"] == made[0]["id"]


def test_a_quote_that_occurs_twice_is_not_guessed(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "calm")
    before = qualwork("audit", "verify", "--json").json["head"]
    result = qualwork("apply", "calm", "--in", "ben", "--quote", "I felt safe there.")
    assert result.code == 2
    first, second = INTERVIEW.index("I felt safe there."), INTERVIEW.rindex("I felt safe there.")
    lines = result.err.splitlines()
    assert len(lines) == 3
    assert f"{first}:{first + 18}" in lines[1]
    assert f"{second}:{second + 18}" in lines[2]
    assert qualwork("audit", "verify", "--json").json["head"] == before
    chosen = qualwork("apply", "calm", "--in", "ben", "--span", f"{second}:{second + 18}", "--json").json["codings"]
    assert chosen[0]["start"] == second


def test_autocode_shows_its_hits_and_asks(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "breath")
    asked = qualwork("autocode", "breath", "breath*")
    assert asked.code == 2
    assert len(asked.err.splitlines()) == 4
    made = qualwork("--yes", "autocode", "breath", "breath*", "--json").json["codings"]
    assert sorted(coding["extract"] for coding in made) == ["breathe", "breathe", "breathe"]
    assert qualwork("undo").code == 0
    assert qualwork("codings", "--json").json["codings"] == []


def test_autocode_by_sentence_keeps_to_the_sentence(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "settled")
    made = qualwork("--yes", "autocode", "settled", "settled", "--unit", "sentence", "--json").json["codings"]
    assert [coding["extract"] for coding in made] == ["I settled, I suppose."]


def test_merge_moves_everything_and_undo_brings_it_back(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "a")
    qualwork("codes", "add", "b")
    qualwork("themes", "add", "home")
    qualwork("themes", "assign", "a", "home")
    qualwork("apply", "a", "--in", "ben", "--quote", "really breathe")
    qualwork("memo", "code:a", "think again")
    before = qualwork("codes", "--json").json
    assert qualwork("codes", "merge", "a", "b", "--yes", "--why", "the same").code == 0
    after = qualwork("codes", "--json").json
    assert [(node["name"], node["codings"], node["themes"]) for node in after] == [("b", 1, ["home"])]
    assert [memo["name"] for memo in qualwork("memos", "--json").json] == ["b"]
    assert qualwork("undo").code == 0
    assert qualwork("codes", "--json").json == before
    assert [memo["name"] for memo in qualwork("memos", "--json").json] == ["a"]


def test_delete_shows_what_hangs_on_a_code(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "a")
    qualwork("codes", "add", "child", "--under", "a")
    qualwork("apply", "a", "--in", "ben", "--quote", "really breathe")
    asked = qualwork("codes", "delete", "a")
    assert asked.code == 2
    assert "1 coding;" in asked.err
    assert "child" in asked.err
    assert qualwork("codes", "delete", "a", "--yes").code == 0
    assert names(qualwork("codes", "--json").json) == ["child"]
    assert qualwork("codings", "--json").json["codings"] == []


def test_theme_counts_count_each_extract_and_participant_once(qualwork: Qualwork, study: Path) -> None:
    qualwork("themes", "add", "Calm")
    qualwork("themes", "add", "Breath", "--under", "Calm")
    for code in ("one", "two"):
        qualwork("codes", "add", code)
        qualwork("themes", "assign", code, "Breath")
    qualwork("themes", "assign", "one", "Calm")
    qualwork("apply", "one", "--in", "ben", "--quote", "really breathe")
    qualwork("apply", "two", "--in", "ben", "--quote", "really breathe")
    qualwork("apply", "one", "--in", "ada", "--quote", "I breathe easier")
    qualwork("apply", "one", "--in", "ada", "--quote", "Do you still go?")
    root = qualwork("themes", "--json").json[0]
    assert (root["participants"], root["extracts"]) == (2, 4)
    assert (root["children"][0]["participants"], root["children"][0]["extracts"]) == (2, 4)


def test_a_code_becomes_a_theme_and_a_code_again(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "trust", "--definition", "leaning on others")
    qualwork("apply", "trust", "--in", "ben", "--quote", "really breathe")
    assert qualwork("codes", "promote", "trust").code == 0
    theme = qualwork("themes", "--json").json[0]
    assert (theme["name"], theme["essence"], theme["codes"], theme["extracts"]) == (
        "trust",
        "leaning on others",
        ["trust"],
        1,
    )
    assert qualwork("themes", "demote", "trust").code == 0
    assert qualwork("themes", "--json").json == []
    assert qualwork("codes", "--json").json[0]["codings"] == 1
    verbs = [row["verb"] for row in qualwork("audit", "history", "code:trust", "--json").json]
    assert verbs[0] == "add code"


def test_quotes_have_the_question_before(qualwork: Qualwork, study: Path) -> None:
    qualwork("codes", "add", "calm")
    qualwork("apply", "calm", "--in", "ben", "--quote", "Nobody asked.")
    row = qualwork("quotes", "--json").json[0]
    assert row["question"] == "Safe in what way?"
    assert row["participants"] == "Ben"
    assert INTERVIEW[row["start"] : row["end"]] == row["extract"] == "Nobody asked."


def test_a_codebook_goes_to_taguette_and_comes_back(qualwork: Qualwork, folder: Path) -> None:
    assert qualwork("new", "a.qualwork").code == 0
    assert qualwork("codes", "add", "work", "--definition", "all of it, or\npart").code == 0
    assert qualwork("codes", "add", "hours", "--under", "work").code == 0
    assert qualwork("export", "codebook", "-o", "book.csv").code == 0
    lines = (folder / "book.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "tag,description,number of highlights"
    assert lines[3] == "work.hours,,0"
    assert qualwork("new", "b.qualwork").code == 0
    assert qualwork("-p", "b.qualwork", "codes", "import", "book.csv", "--yes").code == 0
    (work,) = qualwork("-p", "b.qualwork", "codes", "--json").json
    assert (work["name"], work["definition"]) == ("work", "all of it, or\npart")
    assert [child["name"] for child in work["children"]] == ["hours"]
