"""Heavy libraries are imported only where they are used."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from qualwork import workbench

ROOT = Path(__file__).resolve().parents[2]

HEAVY = (
    "textual",
    "spacy",
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "numpy",
    "rapidfuzz",
    "selectolax",
    "pdfminer",
    "docx",
)

# Help names formats, phases and roles; each command knows errors, names of things, how names are compared, and tables.
LOADED_AT_START = {
    "qualwork.export.formats",
    "qualwork.model.decision",
    "qualwork.model.errors",
    "qualwork.model.plurals",
    "qualwork.model.refs",
    "qualwork.model.roles",
    "qualwork.model.table",
    "qualwork.model.units",
    "qualwork.model.visible",
    "qualwork.workbench.base.file_kinds",
}


def loaded_by(code: str) -> set[str]:
    """Top-level modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys; print(' '.join({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_command_line_starts_light() -> None:
    command = [sys.executable, "-X", "importtime", "-c", "import qualwork.cli.main"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    timed = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in timed
    assert not timed & set(HEAVY)


def test_a_start_loads_none_of_our_files_but_what_help_is_made_of() -> None:
    """What help does not name is loaded by the command that needs it: a start pays for every file here."""
    script = "import sys, qualwork.cli.main as m; m.run(('--help',)); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.splitlines()[-1].split() if name.startswith("qualwork.")}
    assert "qualwork.cli.main" in loaded
    packages = {
        f"qualwork.{room}" for room in ("cli", "cli.commands", "model", "export", "workbench", "workbench.base")
    }
    assert {name for name in loaded - packages if not name.startswith("qualwork.cli.")} == LOADED_AT_START


@pytest.mark.parametrize(
    "room", ["model", "ingest.read", "analysis.words.terms", "export.tables.table_files", "workbench.counts.counting"]
)
def test_no_room_loads_spacy_or_the_screen(room: str) -> None:
    assert not loaded_by(f"import qualwork.{room}") & {"spacy", "textual"}


def test_model_needs_only_the_standard_library() -> None:
    code = "import pkgutil, importlib, qualwork.model as m\n"
    code += "[importlib.import_module(f'qualwork.model.{i.name}') for i in pkgutil.iter_modules(m.__path__)]"
    ours = {name for name in loaded_by(code) if not name.startswith("_")}
    before = loaded_by("pass")
    assert {name for name in ours - before if name not in sys.stdlib_module_names} <= {"qualwork"}


def test_floors_of_the_workbench_are_its_folders_and_their_files() -> None:
    room = ROOT / "qualwork" / "workbench"
    there = {
        path.parent.name: {file.stem for file in path.parent.glob("*.py")} - {"__init__"}
        for path in room.glob("*/__init__.py")
    }
    assert {floor: set(names.split()) for floor, names in workbench.FLOORS.items()} == there


def test_floors_are_named_lower_first_as_the_contract_has_them() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (floors,) = [contract["layers"] for contract in contracts if contract.get("containers") == ["qualwork.workbench"]]
    assert list(workbench.FLOORS) == floors[::-1]


def test_every_name_of_the_workbench_leads_to_its_file() -> None:
    for floor, names in workbench.FLOORS.items():
        for name in names.split():
            assert getattr(workbench, name).__name__ == f"qualwork.workbench.{floor}.{name}"
