"""Decisions: a code applied for good, many codings loaded, a long log verified."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks import anchors
from benchmarks.measure import Figure, Race, Skip, agree, run_python, timed
from benchmarks.setting import Operation, Setting
from qualwork.model.code import Coding
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import importing, reading

WARM, MORE = 10, 40
_LOADED = 'SELECT id, code_id, revision_id, start, "end", coder_id, needs_review FROM coding'


def apply_code(setting: Setting) -> Race:
    """A code applied to a passage, on the disk with its decision; by the wall."""
    project = _small(setting, "applied.qualwork")
    code, info = codebook.add_code(project, "held").id, setting.transcript(project)
    text, starts = reading.load(project, info.id).text, _starts()
    held = codebook.everything(project)[0]

    def apply() -> Coding:
        start = next(starts) % (len(text) - 100)
        return coding.apply_at(project, held, info, start, start + 60)

    before = len(auditing.log(project).rows)
    made = [apply() for _ in range(WARM)]
    agree("extracts", [each.extract for each in made], [text[each.start : each.end] for each in made])
    kept = coding.in_transcript(project, info.id)
    agree("codings", [(c.code, c.start, c.end) for c in kept], [(code, c.start, c.end) for c in made])
    agree("a decision a coding", len(auditing.log(project).rows) - before, WARM)
    pages = anchors.Pages(setting.fresh("pages"))
    return Race(timed(apply), timed(pages.write), "4 KiB and fsync", "wall")


def _small(setting: Setting, name: str) -> Project:
    project = projects.create(setting.fresh(name))
    importing.import_paths(project, setting.files[:1])
    return project


def _starts() -> Iterator[int]:
    return count(0, 7)


def apply_fsyncs(setting: Setting) -> Figure:
    """How often the disk is waited for in one decision, once the connection is warm."""
    strace = shutil.which("strace")
    if strace is None:
        raise Skip("strace is not installed")
    trace = setting.fresh("trace")

    def waits(codes: int) -> int:
        path = setting.fresh("traced.qualwork")
        _small(setting, path.name).close()
        under = [str(strace), "-f", "-e", "trace=fsync,fdatasync", "-o", str(trace)]
        made = run_python(["-m", "benchmarks.child", "apply", str(path), str(codes)], under)
        agree("codings applied", int(made), codes)
        return sum(1 for line in trace.read_text().splitlines() if "sync(" in line)

    return Figure(lambda: (waits(WARM + MORE) - waits(WARM)) / MORE, "a decision")


def load_codings(setting: Setting) -> Race:
    """All codings with their extracts as values, beside the bare rows."""
    project = setting.coded

    def rows() -> list[Any]:
        connection = sqlite3.connect(project.path)
        found = connection.execute(_LOADED).fetchall()
        connection.close()
        return found

    texts = {info.id: reading.load(project, info.id).text for info in reading.infos(project)}
    revisions = {info.revision: info.id for info in reading.infos(project)}
    naive = sorted((row[0], row[1], texts[revisions[row[2]]][row[3] : row[4]]) for row in rows())
    agree("number of codings", len(naive), setting.size.codings)
    agree("codings", sorted((c.id, c.code, c.extract) for c in coding.listing(project)), naive)
    return Race(timed(lambda: coding.listing(project)), timed(rows), "fetchall")


def verify(setting: Setting) -> Race:
    """The log of all codings verified, word index and all, beside reading and hashing its changes."""
    project = setting.coded
    found = auditing.verify(project)
    agree("problems", found.problems, ())
    agree("head", (found.decisions, found.head), _last_decision(project.path))
    agree("digests", anchors.hash_log(project.path), _digests(project.path))
    return Race(timed(lambda: auditing.verify(project)), timed(lambda: anchors.hash_log(project.path)), "read and hash")


def _last_decision(path: Path) -> tuple[int, str]:
    connection = sqlite3.connect(path)
    number, head = connection.execute("SELECT number, hash FROM decision ORDER BY number DESC LIMIT 1").fetchone()
    connection.close()
    return number, head


def _digests(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT digest FROM change ORDER BY id")]
    connection.close()
    return found


OPERATIONS: Mapping[str, Operation] = {
    "apply": apply_code,
    "apply-fsyncs": apply_fsyncs,
    "load-codings": load_codings,
    "verify": verify,
}
