"""Tables that people read: aligned, in the width there is, in any script; options wherever they are written."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Callable

import pytest

from qualwork.cli import output
from qualwork.cli.main import hoist
from qualwork.model.table import Cell, Table
from tests.cli.conftest import Qualwork

WIDE = Table(
    "wide",
    ("transcript", "start", "left", "match", "right"),
    (("a long title of an interview", 5, "so much was said before the", "word", "and so much more after it"),),
)


Shown = Callable[[Table], list[str]]


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    """The lines of a table on a terminal of 60 columns, and below them what is said on standard error."""

    def show(table: Table) -> list[str]:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setattr(shutil, "get_terminal_size", lambda *_, **__: os.terminal_size((60, 24)))
        output.say_table(table)
        said = capsys.readouterr()
        return [*said.out.splitlines(), *said.err.splitlines()]

    return show


def test_a_pipe_gets_whole_cells(capsys: pytest.CaptureFixture[str]) -> None:
    output.say_table(WIDE)
    lines = capsys.readouterr().out.splitlines()
    assert all(str(cell) in lines[1] for cell in WIDE.rows[0])
    assert lines[0].index("right") == lines[1].index("and so")


def test_a_terminal_gets_what_fits_and_the_words_next_to_the_match(on_a_terminal: Shown) -> None:
    header, line = on_a_terminal(WIDE)
    assert max(map(len, (header, line))) <= 60
    assert line.startswith("a long tit")
    assert re.search(r"…\w* before the  word +and so", line)
    assert header.split() == list(WIDE.columns)


def test_columns_without_room_are_named(on_a_terminal: Shown) -> None:
    names = tuple(f"person number {number}" for number in range(9))
    header, line, said = on_a_terminal(Table("many", ("family", *names), (("safe", *range(9)),)))
    assert max(map(len, (header, line))) <= 60
    shown = header.count("person")
    assert 0 < shown < 9
    assert f"no room for {9 - shown} columns" in said
    assert names[-1] in said


@pytest.mark.parametrize("name", ["日本語の題", "cre\u0301me", "עברית", "plain"])
def test_columns_stay_aligned_in_any_script(capsys: pytest.CaptureFixture[str], name: str) -> None:
    rows: tuple[tuple[Cell, ...], ...] = ((name, 1), ("another name", 20))
    output.say_table(Table("any", ("name", "count"), rows))
    _, first, second = capsys.readouterr().out.splitlines()
    assert output._width(first) == output._width(second)


def test_truth_and_nothing_are_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    output.say_table(Table("cells", ("a", "b", "c", "d"), ((True, False, None, "two\nlines"),)))
    assert capsys.readouterr().out.splitlines()[1].split() == ["yes", "no", "two", "lines"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["codes", "--yes"], ["--yes", "codes"]),
        (["codes", "-p", "a.qualwork"], ["-p", "a.qualwork", "codes"]),
        (["codes", "--coder=kim", "--phase", "3"], ["--coder=kim", "--phase", "3", "codes"]),
        (["find", "--", "--yes"], ["find", "--", "--yes"]),
        (["memo", "project", "said -y"], ["memo", "project", "said -y"]),
    ],
)
def test_options_of_the_program_may_stand_behind_the_command(typed: list[str], meant: list[str]) -> None:
    assert hoist(typed) == meant


def test_a_question_can_be_answered_with_no(qualwork: Qualwork, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    qualwork("new", "study.qualwork")
    qualwork("codes", "add", "calm")
    for answer, left in (("n\n", ["calm"]), ("y\n", [])):
        monkeypatch.setattr(sys, "stdin", Keyboard(answer))
        said = qualwork("codes", "delete", "calm")
        assert said.code == 0
        assert "hangs on it: nothing" in said.err
        assert ("nothing was changed" in said.err) == bool(left)
        assert [node["name"] for node in qualwork("codes", "--json").json] == left
