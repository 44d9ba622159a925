"""Keys of one's own: taken from a file, checked, clashes named; quit stays; the palette reaches every deed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qualwork.tui import actions, keymap
from tests.tui.driving import at_work, codings, made, press, put_cursor, said, screen_text, study

__all__ = ["made", "study"]


@pytest.fixture
def keys_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.toml"
    monkeypatch.setenv("QUALWORK_KEYS", str(path))
    return path


def test_the_file_is_where_it_was_said_or_in_the_configuration_folder() -> None:
    assert keymap.file_path({"QUALWORK_KEYS": "/k.toml"}) == Path("/k.toml")
    assert keymap.file_path({"XDG_CONFIG_HOME": "/c"}) == Path("/c/qualwork/keys.toml")
    assert keymap.file_path({}) == Path("~/.config/qualwork/keys.toml").expanduser()
    assert keymap.load(Path("/no/such/keys.toml")) == keymap.Keymap()


@pytest.mark.parametrize(
    ("given", "taken", "problem"),
    [
        ({"coding.repeat": "K"}, {"coding.repeat": "K"}, ""),
        ({"coding.repeat": "f12, ctrl+K"}, {"coding.repeat": "f12,ctrl+K"}, ""),
        ({"coding.repeat": ["!"]}, {"coding.repeat": "exclamation_mark"}, ""),
        ({"reader.next-word": "e"}, {"reader.next-word": "e"}, ""),
        ({"coding.nothing": "K"}, {}, "there is no such action"),
        ({"coding.repeat": ""}, {}, "is no key"),
        ({"coding.repeat": 5}, {}, "write its keys as text"),
        ({"coding.repeat": "hyperspace"}, {}, "'hyperspace' is no key"),
        ({"coding.repeat": "ctrl+q"}, {}, "always leaves the program"),
        ({"coding.repeat": "c"}, {"coding.repeat": "c"}, "c is the key of coding.apply and of coding.repeat"),
        ({"coding.repeat": "1"}, {"coding.repeat": "1"}, "1 is the key of tab.read and of coding.repeat"),
    ],
)
def test_entries_are_taken_or_named(given: dict[str, object], taken: dict[str, str], problem: str) -> None:
    found = keymap.check(given)
    assert dict(found.keys) == taken
    assert problem in "\n".join(found.problems) if problem else not found.problems


def test_the_usual_keys_clash_nowhere() -> None:
    for place, some in actions.ACTIONS.items():
        keys = Counter(key for one in some for key in one.keys.split(","))
        assert max(keys.values()) == 1, place
    everywhere = {key for one in actions.ACTIONS["everywhere"] for key in one.keys.split(",")}
    tabs = {"transcripts", "passage", "reading", "coding", "codes", "themes", "theme tree", "report", "log"}
    for place in tabs & set(actions.ACTIONS):
        assert not everywhere & {key for one in actions.ACTIONS[place] for key in one.keys.split(",")}, place


async def test_a_key_of_ones_own_works_and_is_shown_and_the_old_one_is_gone(study: Path, keys_file: Path) -> None:
    keys_file.write_text('[coding]\napply = "ctrl+l"\n', encoding="utf-8")
    async with at_work(study) as pilot:
        await press(pilot, "2")
        assert "^l Code" in screen_text(pilot.app)
        put_cursor(pilot, "They sent us emails.")
        await press(pilot, "c", "escape")
        before = len(codings(study))
        await press(pilot, "ctrl+l", "type:exh", "enter")
    assert len(codings(study)) == before + 1


async def test_what_is_wrong_in_the_file_is_said_and_ctrl_q_leaves_all_the_same(study: Path, keys_file: Path) -> None:
    keys_file.write_text('"screen.quit" = "f12"\n"tab.read" = "ctrl+q"\nbroken = 1\n', encoding="utf-8")
    async with at_work(study) as pilot:
        assert "there is no such action" in said(pilot)
        await press(pilot, "f1")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not pilot.app.is_running


async def test_a_file_that_is_no_toml_changes_nothing(study: Path, keys_file: Path) -> None:
    keys_file.write_text("this is no toml", encoding="utf-8")
    async with at_work(study) as pilot:
        assert "the usual keys are in force" in said(pilot)
        await press(pilot, "3")
        assert "[3 Themes]" in screen_text(pilot.app)


async def test_the_palette_reaches_deeds_of_other_tabs(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "1", "ctrl+p", "type:Add theme", "enter")
        assert "New theme" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert "[3 Themes]" in screen_text(pilot.app)
        await press(pilot, "1", "ctrl+p", "type:Add sub-code", "enter")
        for _ in range(40):
            await pilot.pause(0.1)
            if "New code under" in screen_text(pilot.app):
                break
        assert "New code under" in screen_text(pilot.app)
        assert "[2 Code]" in screen_text(pilot.app)
