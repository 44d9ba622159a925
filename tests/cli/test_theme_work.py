"""The thematic map, drafts, order, review and re-reading through the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


@pytest.fixture
def grown(qualwork: Qualwork, study: Path) -> Qualwork:
    """Two themes and a subtheme with codes and codings."""
    for code, quote, title in (
        ("calm", "really breathe", "ben"),
        ("honest", "The honesty.", "ada"),
        ("alone", "Nobody asked.", "ben"),
    ):
        qualwork("codes", "add", code)
        qualwork("apply", code, "--in", title, "--quote", quote)
    qualwork("themes", "add", "home")
    qualwork("themes", "add", "room", "--under", "home")
    qualwork("themes", "add", "away")
    for code, theme in (("calm", "room"), ("honest", "home"), ("alone", "away")):
        qualwork("themes", "assign", code, theme)
    return qualwork


def test_relations_are_made_listed_written_and_removed(grown: Qualwork, folder: Path) -> None:
    assert grown("themes", "relate", "room", "leads to", "away", "--note", "twice").code == 0
    assert grown("themes", "relate", "home", "softens", "away").code == 0
    rows = grown("themes", "relations", "--json").json
    assert [(row["theme"], row["relation"], row["other"], row["note"]) for row in rows] == [
        ("home/room", "leads to", "away", "twice"),
        ("home", "softens", "away", ""),
    ]
    assert grown("themes", "relations", "-o", "map.csv").code == 0
    assert (folder / "map.csv").read_text(encoding="utf-8").splitlines()[1].endswith(",home/room,leads to,away,twice")
    assert grown("themes", "unrelate", "room", "leads to", "away").code == 0
    assert len(grown("themes", "relations", "--json").json) == 1
    assert grown("themes", "unrelate", "room", "leads to", "away").code == 2
    assert grown("themes", "relate", "home", "leads to", "home").code == 2


def test_drafts_are_kept_shown_and_compared(grown: Qualwork) -> None:
    assert grown("themes", "draft", "add", "spring").code == 0
    grown("themes", "rename", "away", "far away")
    grown("themes", "define", "home", "--differs", "It is inside.")
    rows = grown("themes", "draft", "compare", "spring", "--json").json
    assert [(row["what"], row["theme"], row["spring"], row["main"]) for row in rows] == [
        ("differs", "home", "", "It is inside."),
        ("name", "away", "away", "far away"),
    ]
    assert [(row["draft"], row["shown"]) for row in grown("themes", "drafts", "--json").json] == [
        ("main", True),
        ("spring", False),
    ]
    assert grown("themes", "draft", "show", "spring").code == 0
    assert [node["name"] for node in grown("themes", "--json").json] == ["home", "away"]
    assert grown("themes", "draft", "delete", "spring", "--yes").code == 2
    assert grown("themes", "draft", "rename", "spring", "early").code == 0
    grown("themes", "draft", "show", "main")
    assert grown("--yes", "themes", "draft", "delete", "early").code == 0
    assert grown("undo").code == 0
    assert len(grown("themes", "drafts", "--json").json) == 2


def test_themes_change_places_and_merge(grown: Qualwork) -> None:
    assert grown("themes", "shift", "away", "up").code == 0
    assert [node["name"] for node in grown("themes", "--json").json] == ["away", "home"]
    assert "the first one" in grown("themes", "shift", "away", "up").out
    assert grown("themes", "shift", "away", "sideways").code == 2
    assert grown("--yes", "themes", "merge", "home", "--into", "away", "--why", "one thing").code == 0
    (node,) = grown("themes", "--json").json
    assert (node["name"], node["extracts"], sorted(node["codes"])) == ("away", 3, ["alone", "honest"])
    assert [child["name"] for child in node["children"]] == ["room"]


def test_coverage_marks_and_moves(grown: Qualwork) -> None:
    shares = grown("themes", "coverage", "home", "--json").json
    assert [(row["participant"], row["extracts"]) for row in shares] == [("Ada", 1), ("Ben", 1)]
    number = grown("codings", "--code", "alone", "--json").json["codings"][0]["id"]
    moved = ("themes", "move-extract", str(number), "--from", "away", "--to", "home", "--why", "it is about rooms")
    assert grown(*moved).code == 0
    shares = grown("themes", "coverage", "home", "--json").json
    assert [(row["participant"], row["extracts"]) for row in shares] == [("Ada", 1), ("Ben", 2)]
    assert grown("themes", "mark", str(number), "home", "--as", "dismissed", "--why", "after all not").code == 0
    assert grown("themes", "coverage", "home", "--json").json[1]["extracts"] == 1
    last = grown("audit", "log", "--json").json[-1]
    assert (last["verb"], last["why"]) == ("mark coding", "after all not")


def test_the_queue_of_what_to_read_again(grown: Qualwork) -> None:
    def waiting() -> dict[str, int]:
        return {row["transcript"]: row["new_codes"] for row in grown("themes", "reread", "--json").json}

    assert waiting() == {"ben": 0, "ada": 1}
    grown("codes", "add", "late")
    assert waiting() == {"ben": 1, "ada": 2}
    assert grown("themes", "reread", "ada", "--why", "nothing new").code == 0
    assert waiting() == {"ben": 1, "ada": 0}
