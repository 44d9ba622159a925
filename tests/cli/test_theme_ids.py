"""Themes with names that mislead: every command reaches the theme that was asked for, and the log says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork


@dataclass(frozen=True)
class Tree:
    """Two themes `same` under `a` and `b`; `2`, named like the id of `b`; `a/same`, like a path; `x > y`."""

    a: int
    b: int
    under_a: int
    under_b: int
    number: int
    slash: int
    arrow: int


@pytest.fixture
def tree(qualwork: Qualwork, study: Path) -> Tree:
    """Themes and codes whose names could be taken for each other's."""
    added = [("a",), ("b",), ("same", "--under", "a"), ("same", "--under", "b"), ("2",), ("a/same",), ("x > y",)]
    ids = []
    for name, *under in added:
        said = qualwork("themes", "add", name, *under)
        assert said.code == 0
        ids.append(int(said.out.rpartition("(id ")[2].rstrip(")\n")))
    made = Tree(*ids)
    assert made.b == 2, "the theme named 2 must be named like the id of another"
    for code in ("tea", "1", "tea/hot"):
        assert qualwork("codes", "add", code).code == 0
    return made


def rows(qualwork: Qualwork) -> dict[int, dict[str, object]]:
    """Every theme by its id, with the id of the one above it."""
    found: dict[int, dict[str, object]] = {}
    waiting = [(None, node) for node in qualwork("themes", "--json").json]
    while waiting:
        above, node = waiting.pop()
        found[node["id"]] = node | {"above": above}
        waiting += [(node["id"], child) for child in node["children"]]
    return found


def verbs(qualwork: Qualwork, theme: int) -> list[str]:
    """What the log says was done to a theme."""
    return [row["verb"] for row in qualwork("audit", "history", f"theme:id:{theme}", "--json").json]


def test_a_name_that_two_parents_have_is_refused_with_both_ids(qualwork: Qualwork, tree: Tree) -> None:
    for typed in ("same", "a/same"):
        unclear = qualwork("themes", "define", typed, "--essence", "e")
        assert unclear.code == 2
    assert f"id:{tree.under_a}" in unclear.err
    assert f"id:{tree.slash}" in unclear.err


@pytest.mark.parametrize("which", ["under_a", "under_b", "number", "slash", "arrow", "b"])
def test_each_command_changes_the_theme_of_that_id_alone(qualwork: Qualwork, tree: Tree, which: str) -> None:
    meant: int = getattr(tree, which)
    typed, before = f"id:{meant}", rows(qualwork)
    assert qualwork("themes", "define", typed, "--essence", "meant").code == 0
    assert qualwork("themes", "assign", "id:1", typed).code == 0
    assert qualwork("themes", "relate", typed, "leads to", f"id:{tree.a}").code == 0
    assert qualwork("themes", "unrelate", typed, "leads to", f"id:{tree.a}").code == 0
    assert qualwork("themes", "rename", typed, "other").code == 0
    assert qualwork("themes", "add", "child", "--under", typed).code == 0
    after = rows(qualwork)
    changed = {each for each in before if after[each] | {"children": 0} != before[each] | {"children": 0}}
    assert changed == {meant}
    assert after[meant]["name"] == "other"
    assert after[meant]["essence"] == "meant"
    assert after[meant]["codes"] == ["tea"]
    assert [node["above"] for node in after.values() if node["name"] == "child"] == [meant]
    log = verbs(qualwork, meant)
    assert [log.count(verb) for verb in ("define theme", "assign code", "rename theme")] == [1, 1, 1]
    for other in before.keys() - {meant, tree.a, before[meant]["above"]}:
        assert "rename theme" not in verbs(qualwork, other)


def test_a_number_is_a_name_first_and_an_id_where_nothing_has_that_name(qualwork: Qualwork, tree: Tree) -> None:
    assert qualwork("themes", "define", "2", "--essence", "named").code == 0
    assert qualwork("themes", "define", str(tree.arrow), "--essence", "by id").code == 0
    found = rows(qualwork)
    assert {each for each, row in found.items() if row["essence"] == "named"} == {tree.number}
    assert {each for each, row in found.items() if row["essence"] == "by id"} == {tree.arrow}


def test_a_code_is_moved_between_themes_of_one_name(qualwork: Qualwork, tree: Tree) -> None:
    here, there = f"id:{tree.under_a}", f"id:{tree.under_b}"
    number = next(code["id"] for code in qualwork("codes", "--json").json if code["name"] == "tea/hot")
    assert qualwork("themes", "assign", f"id:{number}", here).code == 0
    assert qualwork("themes", "assign", "1", there).code == 0
    found = rows(qualwork)
    assert found[tree.under_a]["codes"] == ["tea/hot"]
    assert found[tree.under_b]["codes"] == ["1"]
    assert qualwork("themes", "unassign", "1", here).code == 2
    assert qualwork("themes", "unassign", "1", there).code == 0
    assert rows(qualwork)[tree.under_b]["codes"] == []


def test_themes_of_one_name_are_moved_merged_and_deleted_by_id(qualwork: Qualwork, tree: Tree) -> None:
    assert qualwork("themes", "move", f"id:{tree.under_b}", "--under", f"id:{tree.number}").code == 0
    assert rows(qualwork)[tree.under_b]["above"] == tree.number
    assert qualwork("themes", "shift", f"id:{tree.slash}", "up").code == 0
    assert qualwork("--yes", "themes", "merge", f"id:{tree.under_a}", "--into", f"id:{tree.under_b}").code == 0
    assert tree.under_a not in rows(qualwork)
    assert qualwork("--yes", "themes", "delete", f"id:{tree.number}").code == 0
    left = rows(qualwork)
    assert left.keys() == {tree.a, tree.b, tree.under_b, tree.slash, tree.arrow}
    assert left[tree.under_b]["above"] is None
    assert qualwork("themes", "demote", f"id:{tree.arrow}").code == 0
    assert qualwork("audit", "log", "--json").json[-1]["about"] == "x > y"


def test_quotes_and_coverage_are_those_of_the_theme_of_that_id(qualwork: Qualwork, tree: Tree) -> None:
    coded = {"tea": "Nobody asked.", "1": "the tea, well."}
    for code, quote in coded.items():
        assert qualwork("apply", code, "--in", "ben", "--quote", quote).code == 0
    assert qualwork("themes", "assign", "tea", f"id:{tree.under_a}").code == 0
    assert qualwork("themes", "assign", "1", f"id:{tree.under_b}").code == 0
    for theme, code in ((tree.under_a, "tea"), (tree.under_b, "1")):
        typed = f"id:{theme}"
        found = qualwork("quotes", "--theme", typed, "--json").json
        assert [row["code"] for row in found] == [code]
        assert qualwork("themes", "mark", str(found[0]["id"]), typed).code == 0
        assert (
            qualwork("quotes", "trim", str(found[0]["id"]), "--theme", typed, "--cut", coded[code].split()[0]).code == 0
        )
        shown = qualwork("quotes", "--illustrative", "--theme", typed, "--json").json
        assert [row["id"] for row in shown] == [found[0]["id"]]
        said = {row["participant"]: row["extracts"] for row in qualwork("themes", "coverage", typed, "--json").json}
        assert said["Ben"] == 1
        assert len(qualwork("quotes", "balance", "--theme", typed, "--json").json) == 1
        assert "trim quote" in verbs(qualwork, theme)
    assert [row["code"] for row in qualwork("quotes", "--code", "id:2", "--json").json] == ["1"]


def test_an_extract_goes_to_the_theme_of_that_id(qualwork: Qualwork, tree: Tree) -> None:
    assert qualwork("apply", "tea", "--in", "ben", "--quote", "Nobody asked.").code == 0
    assert qualwork("themes", "assign", "tea", f"id:{tree.under_a}").code == 0
    number = qualwork("quotes", "--json").json[0]["id"]
    moved = qualwork(
        "themes", "move-extract", str(number), "--from", f"id:{tree.under_a}", "--to", f"id:{tree.under_b}"
    )
    assert moved.code == 0
    assert [row["id"] for row in qualwork("quotes", "--theme", f"id:{tree.under_b}", "--json").json] == [number]
    assert qualwork("quotes", "--theme", f"id:{tree.under_a}", "--json").json == []


def test_a_code_named_like_an_id_is_promoted_under_a_theme_of_that_id(qualwork: Qualwork, tree: Tree) -> None:
    assert qualwork("codes", "promote", "1", "--under", f"id:{tree.under_b}").code == 0
    made = [row for row in rows(qualwork).values() if row["name"] == "1"]
    assert [row["above"] for row in made] == [tree.under_b]


def test_drafts_named_like_ids_are_reached_by_name_and_by_id(qualwork: Qualwork, tree: Tree) -> None:
    for name in ("first", "1"):
        assert qualwork("themes", "draft", "add", name).code == 0
    assert qualwork("themes", "draft", "rename", "1", "named").code == 0
    assert qualwork("themes", "draft", "rename", "id:1", "the shown one").code == 0
    assert [row["draft"] for row in qualwork("themes", "drafts", "--json").json] == ["the shown one", "first", "named"]
    assert qualwork("--yes", "themes", "draft", "delete", "id:2").code == 0
    assert qualwork("themes", "draft", "show", "id:3").code == 0
    shown = {row["draft"]: row["shown"] for row in qualwork("themes", "drafts", "--json").json}
    assert shown == {"the shown one": False, "named": True}
    assert qualwork("themes", "draft", "show", "id:9").code == 2


def test_the_log_is_narrowed_to_the_thing_of_that_id(qualwork: Qualwork, tree: Tree) -> None:
    assert qualwork("themes", "rename", f"id:{tree.under_b}", "b's own").code == 0
    assert len(qualwork("audit", "log", "--on", f"theme:id:{tree.under_b}", "--json").json) == 2
    assert len(qualwork("audit", "log", "--on", f"theme:id:{tree.number}", "--json").json) == 1
