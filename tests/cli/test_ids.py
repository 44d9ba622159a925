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
