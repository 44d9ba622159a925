"""Every thing can be reached on the command line: `id:3` is the id, whatever things are called."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Qualwork


def test_a_transcript_is_reached_whose_id_is_the_title_of_another(qualwork: Qualwork, study: Path) -> None:
    other = next(each for each in qualwork("transcripts", "--json").json if each["title"] == "ada")
    qualwork("transcripts", "rename", "ben", str(other["id"]))
    assert qualwork("themes", "reread", f"id:{other['id']}").code == 0
    rows = qualwork("themes", "reread", "--json").json
    assert [row["transcript"] for row in rows if row["last_read_again"]] == ["ada"]


def test_an_id_that_nothing_has_is_not_guessed(qualwork: Qualwork, study: Path) -> None:
    result = qualwork("themes", "reread", "id:99")
    assert result.code == 2
    assert "there is no transcript 99" in result.err


def test_codes_with_one_full_name_are_told_apart_by_id(qualwork: Qualwork, study: Path) -> None:
    for added in (["a"], ["b", "--under", "a"], ["a/b"]):
        assert qualwork("codes", "add", *added).code == 0
    unclear = qualwork("codes", "rename", "a/b", "c")
    assert unclear.code == 2
    ways = [line.split()[0] for line in unclear.err.splitlines()[1:]]
    assert len(ways) == 2
    assert all(way.startswith("id:") for way in ways)
    for number, way in enumerate(ways):
        assert qualwork("codes", "rename", way, f"c{number}").code == 0
