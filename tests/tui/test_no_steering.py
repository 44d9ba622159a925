"""Nothing of an interview, its name or a folder steers the terminal, on either door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualwork.cli.main import run
from qualwork.model.visible import escaped, visible
from qualwork.tui.app import QualworkApp
from tests.tui.driving import at_work, press, screen_text

STEERING = [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
TEXT = (
    "I: How was it\x9b31m, then?\n\nBo: Safe \x9d0;name\x9c and \u202ecalm\u202c, \x7fsafe.\n\nI: And?\n\nBo: Safe.\n"
)
COMMANDS = (
    "transcripts",
    "transcripts show 1",
    "participants",
    "speakers",
    "codings",
    "find safe",
    "kwic safe",
    "words",
    "terms safe",
    "cooccurrence",
    "tasks",
    "memos",
    "audit log",
    "audit verify",
    "transcripts --json",
    "kwic safe --json",
    "audit log --json",
)


@pytest.fixture
def steering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study whose texts, file and memos hold control sequences."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "ev\x1b[31mil\u202e\x07.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "study.qualwork"
    assert run(["new", str(path)]) == 0
    assert run(["import", "in"]) == 0
    assert run(["codes", "add", "trust"]) == 0
    assert run(["apply", "trust", "--in", "id:1", "--span", "0:60", "--note", "why \x1b]0;t\x07 \u202e?"]) == 0
    return path


def steers(said: str) -> list[str]:
    """The characters of what was said that a terminal would obey."""
    return sorted({sign for sign in said if ord(sign) in STEERING})


def test_no_command_says_what_steers_a_terminal(steering: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert steers("".join(capsys.readouterr())) == []
    for command in COMMANDS:
        run(command.split())
        out, err = capsys.readouterr()
        assert (command, steers(out), steers(err)) == (command, [], [])
        assert out
    run(["import", "no\x1b[31msuch"])
    assert steers("".join(capsys.readouterr())) == []


def test_json_means_what_stands_in_the_text(steering: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["kwic", "calm", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert "\x9d0;name\x9c and \u202e" in line["left"]


@pytest.mark.parametrize("code", STEERING)
def test_what_is_written_stands_for_each_character_and_json_keeps_it(code: int) -> None:
    text = f"a{chr(code)}b"
    assert len(visible(text)) == len(text)
    assert not steers(visible(text))
    assert not steers(escaped(json.dumps(text, ensure_ascii=False)))
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text


async def test_no_tab_draws_what_steers_a_terminal(steering: Path) -> None:
    async with at_work(steering) as pilot:
        app = pilot.app
        assert isinstance(app, QualworkApp)
        for key in "12345678":
            await press(pilot, key)
            assert (key, steers(screen_text(app).replace("\n", ""))) == (key, [])
        await press(pilot, "1")
        assert "ev␛[31mil" in screen_text(app)
