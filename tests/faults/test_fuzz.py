"""Damaged files of every kind through the import: read or refused in one line, in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import resource
import shutil
import signal
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.project.log.verify import verify
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import projects
from qualwork.workbench.transcripts import importing, reading
from tests.conftest import ROOT

SEEDS = ROOT / "corpora" / "support-group" / "interviews"
OF_A_BATCH = 50
SECONDS_A_FILE = 20
MOST_MEMORY = 2 << 30
WIDEST_REAL_FILE = 300_000
NASTY = (b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"<!ENTITY a 'b'>", b"\\'", b"{\\", b"]]>", b"-->", b"\r", b"9" * 30)


def seeds(shared: Path | None) -> list[Path]:
    """A file of each kind there is, small ones first."""
    found = sorted(path for path in SEEDS.iterdir() if path.is_file())
    if shared is not None and shared.is_dir():
        real = [path for path in sorted(shared.rglob("*")) if path.is_file() and path.suffix not in (".xsd", ".py")]
        found += [path for path in real if path.stat().st_size < WIDEST_REAL_FILE]
    return found


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Bytes that were changed, cut, doubled or mixed with what breaks readers."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 12])):
        at, kind = chance.randrange(len(made) + 1), chance.randrange(6)
        length = min(chance.choice([1, 8, 200, 4000]), len(made) - at)
        if kind == 0 and made:
            made[at % len(made)] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + length]
        elif kind == 2:
            made[at:at] = made[at : at + length] * chance.choice([1, 3])
        elif kind == 3:
            made[at:at] = chance.choice(NASTY)
        elif kind == 4:
            made[at : at + length] = chance.randbytes(length)
        elif chance.random() < 0.3:
            del made[at:]
    return bytes(made)


def inside(data: bytes, chance: random.Random) -> bytes:
    """A zip one of whose parts was changed, so that readers get beyond the container."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice([name for name in names if name.endswith((".xml", ".qde", ".txt"))] or names)
        for name in names:
            part = old.read(name)
            new.writestr(name, mutated(part, chance) if name == victim else part)
    return kept.getvalue()


def batches(shared: Path | None, files: int, folder: Path) -> Iterator[Path]:
    """Folders of mutated files."""
    originals = [(path.suffix, path.read_bytes()) for path in seeds(shared)]
    for first in range(0, files, OF_A_BATCH):
        chance = random.Random(first)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for number in range(first, min(first + OF_A_BATCH, files)):
            suffix, data = chance.choice(originals)
            change = inside if data.startswith(b"PK\x03\x04") and chance.random() < 0.8 else mutated
            (folder / f"f{number}{suffix}").write_bytes(change(data, chance))
        yield folder


def import_all(folder: Path, path: Path) -> None:
    """Import a folder file by file, each within bounds of CPU and memory; the project must hold what was said."""
    # A forked child begins with all that the tests before it mapped: the bound is on what importing adds.
    inherited = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (inherited + MOST_MEMORY, inherited + MOST_MEMORY))
    path.unlink(missing_ok=True)
    with projects.create(path, coder="ann") as project:
        for file in sorted(folder.iterdir()):
            before = {info.id for info in reading.infos(project)}
            signal.setitimer(signal.ITIMER_PROF, SECONDS_A_FILE)
            done = importing.import_paths(project, [file])
            signal.setitimer(signal.ITIMER_PROF, 0)
            new = {info.id for info in reading.infos(project)} - before
            for each in done:
                assert each.status in ("imported", "skipped", "refused"), each
                assert not any("\n" in warning for warning in each.warnings), each
                assert new or each.status != "imported" or not each.transcript, each
                assert not new or each.status == "imported", each
        check(project)


def check(project: Project) -> None:
    """Every transcript is tiled by its turns, and the log is whole."""
    for info in reading.infos(project):
        transcript = reading.load(project, info.id)
        ends = [turn.end for turn in transcript.turns]
        assert [0, *ends[:-1]] == [turn.start for turn in transcript.turns]
        assert ends[-1] == len(transcript.text)
    with project.read() as session:
        assert verify(session).problems == ()


def in_a_child(folder: Path, path: Path) -> int:
    """Import in a process of its own, so that memory and time can be bounded; returns how it ended."""
    child = os.fork()
    if not child:
        try:
            import_all(folder, path)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def survive(tmp_path: Path, files: int) -> None:
    """Import so many mutated files."""
    shared = ROOT.parent / "shared" / "data"
    for number, folder in enumerate(batches(shared if shared.is_dir() else None, files, tmp_path / "files")):
        ended = in_a_child(folder, tmp_path / "study.qualwork")
        assert ended == 0, f"batch {number} in {folder} ended with {ended}"


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    survive(tmp_path, 2 * OF_A_BATCH)


@pytest.mark.slow
def test_thousands_of_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    survive(tmp_path, 5000)
