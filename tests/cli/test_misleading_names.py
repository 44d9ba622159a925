"""Names that look like ids or full names of others: every command reaches the thing meant, and the log says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork

SAFE, ALSO = "27:45", "123:136"


def ids(qualwork: Qualwork, command: str, column: str) -> dict[str, int]:
    """Ids by name."""
    rows = qualwork(command, "--json").json
    return {row[column]: row["id"] for row in rows}


@pytest.fixture
def misleading(qualwork: Qualwork, study: Path) -> Qualwork:
    """Codes, transcripts, participants and families, each named by the id of another of its kind."""
    for command, column, change in (
        ("transcripts", "title", ["transcripts", "rename"]),
        ("participants", "pseudonym", ["participants", "rename"]),
    ):
        (first, one), (second, two) = list(ids(qualwork, command, column).items())
        assert qualwork(*change, f"id:{one}", "other").code == 0, (first, second)
        assert qualwork(*change, f"id:{two}", str(one)).code == 0
        assert qualwork(*change, f"id:{one}", str(two)).code == 0
    for name in ("2", "1"):
        assert qualwork("codes", "add", name).code == 0
        assert qualwork("families", "add", f"{name}=safe{'' if name == '2' else 'ly'}").code == 0
    assert qualwork("codes", "add", "a").code == 0
    assert qualwork("codes", "add", "b", "--under", "a").code == 0
    assert qualwork("codes", "add", "a/b").code == 0
    return qualwork


def last(qualwork: Qualwork) -> str:
    """What the last decision was about."""
    return str(qualwork("audit", "log", "--json").json[-1]["about"])


def listed(qualwork: Qualwork, *options: str) -> list[str]:
    """The codes of the codings that are listed."""
    return [each["code"] for each in qualwork("codings", *options, "--json").json["codings"]]


def test_the_log_says_which_code_and_transcript_an_id_meant(misleading: Qualwork) -> None:
    titles = {number: title for title, number in ids(misleading, "transcripts", "title").items()}
    for code, name in ((1, "2"), (2, "1")):
        for transcript, title in titles.items():
            made = misleading("apply", f"id:{code}", "--in", f"id:{transcript}", "--span", SAFE, "--json")
            row = made.json["codings"][0]
            assert (row["code"], row["transcript"]) == (name, title)
            assert last(misleading) == f"{name} in {title} {SAFE}"
    assert listed(misleading, "--code", "id:2") == ["1", "1"]
    assert listed(misleading, "--in", f"id:{min(titles)}") == ["2", "1"]
    (named,) = misleading("codings", "--code", "2", "--in", "id:1", "--json").json["codings"]
    assert named["code"] == "2"


def test_a_code_is_given_in_place_of_another(misleading: Qualwork) -> None:
    assert misleading("apply", "id:1", "--in", "id:1", "--span", SAFE).code == 0
    assert misleading("codings", "recode", "1", "id:2").code == 0
    assert listed(misleading) == ["1"]
    assert last(misleading).endswith(" to 1")
    assert misleading("codings", "recode", "1", "2").code == 0
    assert listed(misleading) == ["2"]


def test_codes_of_one_full_name_are_both_applied_by_id(misleading: Qualwork) -> None:
    unclear = misleading("apply", "a/b", "--in", "id:1", "--span", SAFE)
    ways = [line.split()[0] for line in unclear.err.splitlines()[1:]]
    assert unclear.code == 2
    assert len(ways) == 2
    for way in ways:
        assert misleading("apply", way, "--in", "id:1", "--span", SAFE).code == 0
    assert sorted(listed(misleading)) == ["a/b", "b"]
    for way in ways:
        assert misleading("autocode", way, "safe", "--yes").code == 0
    assert last(misleading).split(" by ")[0] in ("a/b", "b")
    assert len(misleading("frequencies", "--json").json) == 5
    cells = misleading("cooccurrence", "--cell", *ways, "--json").json
    assert {(row["id"], row["other id"]) for row in cells} and all(row["id"] != row["other id"] for row in cells)


def test_hits_are_coded_with_the_code_that_an_id_means(misleading: Qualwork) -> None:
    assert misleading("autocode", "id:1", "safe", "--yes").code == 0
    assert last(misleading).startswith("2 by safe")
    assert misleading("kwic", "safe", "--apply", "id:2", "--yes").code == 0
    assert last(misleading).startswith("1 by safe")


def test_memos_hang_on_the_thing_that_an_id_means(misleading: Qualwork) -> None:
    for kind in ("code", "transcript", "participant", "family"):
        assert misleading("memo", f"{kind}:id:1", "first").code == 0
        (row,) = misleading("memos", "--on", f"{kind}:id:1", "--json").json
        assert (row["on"], row["text"]) == (kind, "first")
        assert last(misleading) == f"note on {kind} {row['name']}"
        assert misleading("memos", "--on", f"{kind}:id:2", "--json").json == []
        assert misleading("memos", "--on", f"{kind}:{row['name']}", "--json").json == [row]


def test_counts_are_narrowed_to_what_an_id_means(misleading: Qualwork) -> None:
    people = {number: name for name, number in ids(misleading, "participants", "pseudonym").items()}
    for number, name in people.items():
        by_id, by_name = (
            misleading("words", "--by", "participant", "--participant", typed, "--json").json
            for typed in (f"id:{number}", name)
        )
        assert by_id == by_name
        assert set(by_id[0]) == {"word", "occurrences", "participants", name}
    assert misleading("apply", "id:1", "--in", "id:1", "--span", SAFE).code == 0
    assert misleading("terms", "felt", "--code", "id:1", "--json").json["words"] > 0
    assert misleading("terms", "felt", "--code", "2", "--json").json["words"] > 0
    assert misleading("terms", "felt", "--code", "id:2", "--json").json["words"] == 0
    assert misleading("terms", "felt", "--code", "1", "--json").json["words"] == 0


def test_a_saved_table_stays_narrowed_to_the_same_code_when_names_change(misleading: Qualwork) -> None:
    assert misleading("apply", "id:1", "--in", "id:1", "--span", SAFE).code == 0
    assert misleading("terms", "felt", "--code", "id:1", "--save", "kept").code == 0
    before = misleading("terms", "--table", "kept", "--json").json
    assert "codes: 2" in misleading("tables").out
    assert misleading("codes", "rename", "id:1", "renamed").code == 0
    assert misleading("codes", "rename", "id:2", "2").code == 0
    assert misleading("terms", "--table", "kept", "--json").json["rows"] == before["rows"]
    assert "codes: renamed" in misleading("tables").out


def test_families_are_meant_by_id(misleading: Qualwork) -> None:
    assert misleading("families", "accept", "id:1", "felt").code == 0
    assert last(misleading) == "2: felt"
    assert misleading("families", "reject", "id:2", "unsafely").code == 0
    assert last(misleading) == "1: unsafely"
    assert misleading("families", "screen", "id:1", "--out", "1").code == 0
    assert last(misleading).startswith("2: ")
    assert misleading("families", "suggest", "safe", "--family", "id:1").code == 0
    assert misleading("families", "delete", "id:2", "--yes").code == 0
    assert [row["name"] for row in misleading("families", "--json").json] == ["2"]


def test_a_text_is_found_in_the_transcript_that_an_id_means(misleading: Qualwork) -> None:
    for title, number in ids(misleading, "transcripts", "title").items():
        for typed in (f"id:{number}", title):
            rows = misleading("find", "breathe", "--in", typed, "--json").json
            assert {row["transcript"] for row in rows} == {title}


def test_an_entry_of_a_codebook_is_the_code_that_an_id_means(misleading: Qualwork, tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    book.write_text("code,definition\nmeant,By id.\n", encoding="utf-8")
    slashed = next(row["id"] for row in misleading("codes", "--json").json if row["name"] == "a/b")
    unclear = misleading("codes", "import", book, "--same", "meant=a/b")
    assert (unclear.code, f"id:{slashed}  a/b" in unclear.err) == (2, True)
    for meant in (1, slashed):
        assert misleading("codes", "import", book, "--same", f"meant=id:{meant}", "--update").code == 0
    defined = {row["id"] for row in misleading("codes", "--json").json if row["definition"] == "By id."}
    assert defined == {1, slashed}
    assert misleading("codes", "import", book, "--same", "meant=2").code == 0
    assert misleading("codes", "import", book, "--same", "other=2").code == 2
