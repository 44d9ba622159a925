"""Making, finding and opening projects."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from qualwork.model.errors import BadInput, ProjectFault
from qualwork.model.units import ELIDING_LANGUAGES, UNSPACED_LANGUAGES, fold
from qualwork.model.verbs import Verb
from qualwork.project.rows import study
from qualwork.project.rows.study import Study
from qualwork.project.store import pieces
from qualwork.project.store.decisions import Project
from qualwork.project.store.file_kind import SUFFIX

APPROACHES = ("reflexive", "codebook", "reliability")
ORIENTATIONS = ("inductive", "deductive")
LEVELS = ("semantic", "latent")
FIGURES_OF_RELIABILITY = ("agreement", "saturation")
"""Figures that are no mark of quality in a reflexive study; there they are made on request, and never offered."""
LANGUAGES = tuple(
    sorted({"en", "de", "nl", "es", "pt", "sv", "da", "no", "fi", "pl", *ELIDING_LANGUAGES, *UNSPACED_LANGUAGES})
)

Setting = str | int | bool | None

__all__ = [
    "APPROACHES",
    "FIGURES_OF_RELIABILITY",
    "LANGUAGES",
    "LEVELS",
    "ORIENTATIONS",
    "SUFFIX",
    "Project",
    "Study",
    "change",
    "create",
    "describe",
    "find",
    "offered",
    "open_project",
    "set_setting",
    "set_study",
]


def create(
    path: Path, title: str | None = None, language: str = "en", approach: str = "reflexive", coder: str | None = None
) -> Project:
    """Make a new project file; the title is the file's name unless given."""
    if not path.name:
        raise BadInput(f"{path}: is no name for a file; write one such as study{SUFFIX}")
    if path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if approach not in APPROACHES:
        raise BadInput(f"approach {approach!r} is not known; choose {', '.join(APPROACHES)}")
    if not (2 <= len(language) <= 3 and language.isascii() and language.isalpha()):
        raise BadInput(f"language {language!r} is no language code; use two letters such as en, fr or zh")
    maker = " ".join((coder or "").split()) or login_name()
    with pieces.being_made(path) as part, Project.create(part, maker) as project:
        name = " ".join((title or "").split()) or path.stem
        with project.decide(Verb.NEW_PROJECT, name) as deciding:
            study.found(deciding, name, language.lower(), approach)
    return Project.open(path, maker)


def open_project(path: Path, coder: str | None = None, phase: int | None = None) -> Project:
    """Open a project; without `coder` the file's only coder decides, else the one who is logged in.

    Case makes no coder another one.
    """
    given = " ".join((coder or "").split())
    project = Project.open(path, given or login_name(), phase)
    _finish_erasure(project)
    if not project.read_only:
        project.notices += [f"{piece}: removed; a command that was killed left it" for piece in pieces.clean(path)]
    with project.read() as session:
        known = study.coders(session)
    if not given and len(known) == 1:
        project.coder = known[0]
    else:
        project.coder = next((name for name in known if fold(name) == fold(project.coder)), project.coder)
    return project


def _finish_erasure(project: Project) -> None:
    """Clean the file after an erasure that was cut short; where it is open elsewhere too, the next opening does."""
    from qualwork.project.log import erasure

    if not project.read_only and erasure.is_due(project):
        with suppress(ProjectFault):
            erasure.finish(project)


def find(given: Path | None = None, folder: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path:
    """The project meant: the one given, else `$QUALWORK_PROJECT`, else the only one in the folder."""
    if given is not None:
        return given
    named = environment.get("QUALWORK_PROJECT")
    if named:
        return Path(named)
    here = folder or Path.cwd()
    found = sorted(here.glob(f"*{SUFFIX}"))
    if len(found) == 1:
        return found[0]
    how = f"name one with -p FILE, set $QUALWORK_PROJECT, or work in a folder with exactly one *{SUFFIX} file"
    if found:
        raise ProjectFault(f"{here}: holds {len(found)} projects; {how}", [str(path.name) for path in found])
    raise ProjectFault(f"{here}: holds no project; {how}")


def describe(project: Project) -> Study:
    """Title, question and approach of a project."""
    with project.read() as session:
        return study.get(session)


def set_study(project: Project, why: str = "", **values: str) -> None:
    """Change title, research_question, approach, orientation or level."""
    change(project, values, {}, why)


def set_setting(project: Project, name: str, value: Setting, why: str = "") -> None:
    """Set one of the project's settings, such as `ask_why`; None takes it out."""
    change(project, {}, {name: value}, why)


def change(project: Project, values: Mapping[str, str], settings: Mapping[str, Setting], why: str = "") -> None:
    """Change what is studied and how, and the project's settings, as one decision."""
    for name, known in (("approach", APPROACHES), ("orientation", ORIENTATIONS), ("level", LEVELS)):
        if values.get(name, known[0]) not in known:
            raise BadInput(f"{name} {values[name]!r} is not known; choose {', '.join(known)}")
    if not values.get("title", "x").strip():
        raise BadInput("the title is empty; write one")
    label = ", ".join(sorted([*values, *settings])).replace("_", " ")
    with project.decide(Verb.CHANGE_PROJECT, label, why) as deciding:
        if values:
            study.change(deciding.session, **values)
        for name, value in settings.items():
            study.change_setting(deciding.session, name, value)


def offered(study: Study) -> tuple[str, ...]:
    """Figures brought up without being asked for: agreement and saturation only where the approach uses them."""
    return () if study.approach == "reflexive" else FIGURES_OF_RELIABILITY


def login_name() -> str:
    """The name under which somebody decides who gave none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coder"
