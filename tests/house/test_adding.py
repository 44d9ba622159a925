"""Things are added as CONTRIBUTING says, each in a row or a class, to a copy of the tree; every place then knows them.

A tab and a view of the Terms tab belong here too.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., str]

WRITER = '''"""Tables with tabs between their cells."""

from qualwork.model.table import Table


def table_tab(table: Table) -> str:
    """A line a row."""
    return "".join("\\t".join(map(str, row)) + "\\n" for row in (table.columns, *table.rows))
'''
FORMAT = '    Format("table", "tab", "tables.table_tab:table_tab"),\n'
READER = '''"""Chats: a line a message."""

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.parsed_text import Draft


def read_chat(decoded: Decoded) -> Draft:
    """The messages as turns."""
    return Draft(decoded.text.replace(" | ", ": "), "chat", decoded.encoding)
'''
READER_ROW = '    Reader("chat", "a chat", (".chat",), "chat:read_chat", Input.TEXT),\n'
VERB = '    DRAW_SKETCH = "draw sketch", 5, Part.TREE\n'
TABLE = '''

class SketchRow(Row, table=True):
    """A drawing."""

    __tablename__ = "sketch"
    __logged__ = True
    __distinct__ = ("name",)
    __plural__ = "sketches"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
'''
_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sketch'"
DRAWING = """
import sys
from pathlib import Path
from qualwork.model.verbs import Verb
from qualwork.project.tables.analysis import SketchRow
from qualwork.workbench import projects
with projects.open_project(Path(sys.argv[1]), "kim") as project:
    with project.decide(Verb.DRAW_SKETCH, "a river", "it came up twice") as deciding:
        deciding.session.add(SketchRow(name="river"))
"""


def put_before(path: Path, mark: str, text: str) -> None:
    """Add text to a file of the copy, before a mark that stands there once."""
    source = path.read_text(encoding="utf-8")
    assert source.count(mark) == 1
    path.write_text(source.replace(mark, text + mark), encoding="utf-8")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with one thing of each kind more."""
    tree = tmp_path_factory.mktemp("tree")
    package = tree / "qualwork"
    shutil.copytree(ROOT / "qualwork", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "export" / "tables" / "table_tab.py").write_text(WRITER, encoding="utf-8")
    put_before(package / "export" / "formats.py", "]\n\n\ndef kinds(", FORMAT)
    (package / "ingest" / "formats" / "chat.py").write_text(READER, encoding="utf-8")
    put_before(package / "ingest" / "readers.py", "]\n\nBY_SUFFIX", READER_ROW)
    put_before(package / "model" / "verbs.py", '    NEW_PROJECT = "', VERB)
    tables = package / "project" / "tables" / "analysis.py"
    tables.write_text(tables.read_text(encoding="utf-8") + TABLE, encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def run(tree: Path) -> Run:
    """Runs a command of the copy; answers what it prints."""

    def command(*arguments: str, code: str = "from qualwork.cli.main import main; main()", ends: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            capture_output=True,
            text=True,
            cwd=tree,
            env={**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"},
        )
        assert done.returncode == ends, done.stderr
        return done.stdout + done.stderr if ends else done.stdout

    return command


@pytest.fixture(scope="module")
def study(tree: Path, run: Run) -> str:
    """A project of the copy, with a code."""
    path = str(tree / "study.qualwork")
    run("new", path, "--coder", "kim")
    run("-p", path, "codes", "add", "calm")
    return path


def test_an_export_format_is_named_by_help_and_by_refusals_and_written_by_its_suffix(
    run: Run, study: str, tree: Path
) -> None:
    assert "json, tab" in run("codes", "--help")
    assert ".tab" in run("-p", study, "codes", "-o", str(tree / "codes.xyz"), ends=2)
    run("-p", study, "codes", "-o", str(tree / "codes.tab"))
    assert "calm\t" in (tree / "codes.tab").read_text(encoding="utf-8")
    assert (tree / "codes.tab.meta.json").exists()


def test_a_reader_is_found_in_folders_read_by_its_suffix_and_named_by_refusals(
    run: Run, study: str, tree: Path
) -> None:
    chats = tree / "chats"
    chats.mkdir()
    messages = "Kim | Hi?\n\nAda | Hello.\n\n" * 3
    (chats / "one.chat").write_text(messages, encoding="utf-8")
    (chats / "two.chats").write_text(messages, encoding="utf-8")
    done = json.loads(run("-p", study, "import", str(chats), "--interviewer", "Kim", "--json"))
    status = {Path(file["path"]).name: file["status"] for file in done["files"]}
    assert status == {"one.chat": "imported", "two.chats": "skipped"}
    said = json.loads(run("-p", study, "kwic", "hello", "--json"))
    assert {(line["transcript"], line["participant"]) for line in said} == {("one", "Ada")}
    refused = run("-p", study, "import", str(chats / "two.chats"), ends=2)
    assert "no reader for .chats" in refused
    assert ".chat " in refused


def test_a_verb_and_a_logged_table_are_known_to_log_method_log_undo_and_verification(
    run: Run, study: str, tree: Path
) -> None:
    run(study, code=DRAWING)
    (decision,) = json.loads(run("-p", study, "audit", "log", "--kind", "draw sketch", "--json"))
    assert (decision["phase"], decision["about"], decision["why"]) == (5, "a river", "it came up twice")
    shown = run("-p", study, "audit", "show", str(decision["number"]))
    assert "made sketch 1\n" in shown
    assert "name: 'river'" in shown
    run("-p", study, "export", "report", "-o", str(tree / "report.html"))
    tables = (tree / "report.html").read_text(encoding="utf-8")
    assert "draw sketch" in tables
    assert "undone: draw sketch: a river" in run("--coder", "kim", "-p", study, "undo")
    assert "removed sketch 1\n" in run("-p", study, "audit", "show", str(decision["number"] + 1))
    assert "done again: draw sketch: a river" in run("--coder", "kim", "-p", study, "redo")
    run("-p", study, "audit", "verify")


def test_a_row_of_the_table_that_was_changed_behind_the_log_is_found(run: Run, study: str, tree: Path) -> None:
    copy = str(shutil.copy(study, tree / "changed.qualwork"))
    run(copy, code=DRAWING.replace("river", "bridge"))
    with closing(sqlite3.connect(copy)) as raw:
        for (name,) in raw.execute(_TRIGGERS).fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE sketch SET name = 'brook' WHERE name = 'bridge'")
        raw.commit()
    assert "sketch" in run("-p", copy, "audit", "verify", ends=1)
