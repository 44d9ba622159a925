"""Verbs of decisions: what one row says of a verb, and that deciders give rows and no phrases of their own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from qualwork.model.decision import PHASES
from qualwork.model.verbs import ERASING, FILLING, FINAL, HOUSEKEEPING, Part, Verb, phase_of, told_in

ROOT = Path(__file__).resolve().parents[3]
DECIDING = {"decide": 0, "erase": 1}


def phrases(source: str) -> list[str]:
    """Text that stands where a call of `decide` or `erasure.erase` takes its verb."""
    return [
        text.value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in DECIDING
        for argument in call.args[DECIDING[call.func.attr] :][:1]
        for text in ast.walk(argument)
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    ]


def test_deciders_give_rows_and_no_phrases_of_their_own() -> None:
    # The screen cannot reach a decision but through the workbench; what its dialogs `decide` has a title for a phrase.
    files = [path for path in (ROOT / "qualwork").rglob("*.py") if "tui" not in path.parts]
    sources = {path: path.read_text(encoding="utf-8") for path in files}
    assert sum(source.count(".decide(") for source in sources.values()) > 50
    assert {path.name: phrases(source) for path, source in sources.items() if phrases(source)} == {}
    assert phrases('p.decide("a" if b else V.C, "label")\nerasure.erase(p, "d")\np.decide(V.E, "f")') == ["a", "d"]


def test_every_row_is_used_by_a_decider() -> None:
    used = {
        node.attr
        for path in (ROOT / "qualwork").rglob("*.py")
        if path.name != "verbs.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Verb"
    }
    assert used == {verb.name for verb in Verb}


def test_phrases_differ_and_phases_are_phases() -> None:
    assert len({verb.value for verb in Verb}) == len(Verb)
    assert {verb.phase for verb in Verb} <= set(PHASES)


def test_the_log_keeps_the_phrase() -> None:
    assert f"{Verb.TURN_THEME_INTO_CODE}" == "turn theme into code"
    assert type(str(Verb.ADD_CODE)) is str


@pytest.mark.parametrize(("verb", "phase"), [(Verb.MERGE_THEMES, 4), (Verb.ADD_MEMO, 2), ("no row", 2)])
def test_the_phase_of_a_verb(verb: str, phase: int) -> None:
    assert phase_of(verb) == phase


def test_what_undo_and_erasure_make_of_verbs() -> None:
    assert HOUSEKEEPING.isdisjoint(FINAL)
    assert FILLING < FINAL < ERASING
    assert ERASING - FINAL <= HOUSEKEEPING


def test_codes_made_of_themes_are_told_with_both() -> None:
    both = told_in(Part.CODEBOOK) & told_in(Part.TREE)
    assert both == {Verb.PROMOTE_CODE, Verb.TURN_THEME_INTO_CODE}
