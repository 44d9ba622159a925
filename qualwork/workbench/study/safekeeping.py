"""Backups, restoring, and what can be saved of a damaged file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput, ProjectFault, QualworkError
from qualwork.model.table import Table
from qualwork.project.store import backups, pieces, rescue, restoring
from qualwork.project.store.file_kind import SUFFIX
from qualwork.workbench.base import indexing
from qualwork.workbench.base.projects import Project, open_project
from qualwork.workbench.study import storage_checks

_COLUMNS = ("backup", "decision", "at", "bytes")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What `check-file` says: `faults` of the file itself, `warnings` about its place, and its backups."""

    path: Path
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    backups: int

    @property
    def ok(self) -> bool:
        """True where the file itself is sound."""
        return not self.faults


def back_up(project: Project, target: Path | None = None) -> Path:
    """Copy a project to `target` (a file or folder), else into its folder of backups; returns the copy's path."""
    if target is None:
        made = backups.back_up_now(project.path)
        return made if made is not None else backups.listing(project.path)[-1].path
    if target.is_dir():
        target = target / project.path.name
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    if target.exists() and target.samefile(project.path):
        raise BadInput(f"{target}: is the project itself; name another file for its backup")
    if not target.parent.is_dir():
        raise BadInput(f"{target}: the folder {target.parent} does not exist; make it first")
    if target.exists():
        raise BadInput(f"{target}: exists already; name another file for the backup")
    return backups.copy(project.path, target)


def on_opening(project: Project) -> list[str]:
    """Back up a project that was opened for weeks of work; returns what to warn of, a line each."""
    told = storage_checks.warnings(project.path)
    if not project.read_only:
        try:
            backups.back_up_now(project.path)
        except ProjectFault as fault:
            told.append(fault.message)
    return told


def listing(path: Path) -> Table:
    """The backups of a project, the oldest first."""
    rows = tuple((str(each.path), each.number, each.at, each.size) for each in backups.listing(path))
    return Table("backups", _COLUMNS, rows)


def restore(path: Path, backup: Path) -> Path | None:
    """Put a backup in a project's place; returns where the state before it is kept (None where there was none)."""
    if backup.exists() and path.exists() and backup.samefile(path):
        raise BadInput(f"{backup}: is the project itself; `qualwork restore` without a name lists the backups")
    return restoring.restore(path, backup)


def refuse_unsound(backup: Path) -> None:
    """Raise ProjectFault where a file cannot be put in a project's place."""
    restoring.refuse_unsound(backup)


def check_file(path: Path) -> FileCheck:
    """What is wrong with a project file as a file, and with where it lies; nothing is changed."""
    if not path.is_file():
        raise ProjectFault(f"{path}: no such file")
    found = rescue.faults(path)
    left = [
        f"{piece}: a command that was killed left it; opening the project removes it" for piece in pieces.left(path)
    ]
    return FileCheck(path, tuple(found), (*storage_checks.warnings(path), *left), len(backups.listing(path)))


def save_what_can_be_read(path: Path, out: Path) -> rescue.Rescue:
    """Write what can be read of a damaged project into a new file, and say what is missing."""
    if not path.is_file():
        raise ProjectFault(f"{path}: no such file")
    done = rescue.rescue(path, out if out.suffix == SUFFIX else out.with_name(out.name + SUFFIX))
    try:
        with open_project(done.path) as project:
            indexing.ensure(project)
    except QualworkError as fault:
        done.note(fault.message)
    return done
