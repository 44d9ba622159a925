"""A new format is one function and one row: it is then seen wherever formats are offered, named or written."""

from __future__ import annotations

import json
from pathlib import Path
from pkgutil import resolve_name

import pytest

from qualwork import workbench
from qualwork.cli.main import run
from qualwork.export import files, formats
from qualwork.export.formats import FORMATS, Format
from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.tui.tabs.report.outputs import PARTS

TABLE = Table("themes", ("name", "uses"), (("Calm", 3), ("Doubt", 1)))


def table_tab(table: Table) -> str:
    """Cells with tabs between: the one function that a format needs."""
    return "".join("\t".join(map(str, row)) + "\n" for row in (table.columns, *table.rows))


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one row that a format needs, for a test."""
    monkeypatch.setattr(formats, "FORMATS", [*FORMATS, Format("table", "tab", table_tab)])


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.qualwork"
    assert run(("new", str(path), "--coder", "kim")) == 0
    assert run(("-p", str(path), "codes", "add", "calm")) == 0
    return path


@pytest.mark.usefixtures("tab")
def test_a_new_format_of_tables_is_written_by_the_workbench(study: Path, tmp_path: Path) -> None:
    with workbench.projects.open_project(study) as project:
        paths = workbench.reporting.save_table(project, TABLE, tmp_path / "out.tab")
    assert paths == (tmp_path / "out.tab", tmp_path / "out.tab.meta.json")
    assert paths[0].read_text() == "name\tuses\nCalm\t3\nDoubt\t1\n"
    assert json.loads(paths[1].read_text())["columns"] == ["name", "uses"]


@pytest.mark.usefixtures("tab")
def test_a_new_format_of_tables_is_written_by_the_command_line_and_named_where_another_is_unknown(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(("-p", str(study), "codes", "-o", str(tmp_path / "codes.tab"))) == 0
    assert "calm\t" in (tmp_path / "codes.tab").read_text()
    assert run(("-p", str(study), "codes", "-o", str(tmp_path / "codes.xyz"))) != 0
    assert ".json, .tab" in capsys.readouterr().err


@pytest.mark.usefixtures("tab")
def test_a_new_format_of_tables_is_offered_by_the_screen_and_by_help() -> None:
    tables = [part for part in PARTS if "table" in part.written_as]
    assert len(tables) > 5
    assert all("tab" in part.kinds for part in tables)
    assert workbench.file_kinds.listed("table").endswith("json, tab")


def test_help_names_every_format_of_tables(capsys: pytest.CaptureFixture[str]) -> None:
    run(("codes", "--help"))
    shown = capsys.readouterr().out
    assert all(kind in shown for kind in formats.kinds("table"))


def test_every_row_stands_once_and_another_suffix_is_refused() -> None:
    places = [(each.content, each.suffix) for each in FORMATS]
    assert len(set(places)) == len(places)
    with pytest.raises(BadInput, match="choose one of svg, png"):
        formats.find("chart", "xlsx")


def test_every_writer_that_is_named_is_a_function_of_its_file() -> None:
    named = [each.writer for each in FORMATS if isinstance(each.writer, str)]
    assert len(named) > 30
    for writer in named:
        assert callable(resolve_name(f"qualwork.export.{writer}"))


def test_the_tables_of_papers_have_only_suffixes_that_tables_have() -> None:
    assert set(formats.kinds("illustrative")) <= set(formats.kinds("table"))


def test_options_that_a_format_does_not_know_are_left_out() -> None:
    assert files.file_bytes("table", "json", TABLE, spreadsheet_safe=True, counts=True).startswith(b"[")
