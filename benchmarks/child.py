"""Work that is watched from outside, in a process of its own: `child.py peak ARGUMENTS` and `child.py apply FILE N`."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path


def peak(arguments: list[str]) -> None:
    """Run a `qualwork` command, then print the bytes that this process held at its highest."""
    from qualwork.cli.main import main

    try:
        main(arguments)
    except SystemExit as end:
        if end.code:
            raise
    print(_peak_memory())


def _peak_memory() -> int:
    status = Path("/proc/self/status")
    if status.is_file():
        # Not ru_maxrss: a process inherits that from the one that started it.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found is not None:
            return int(found[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def apply(path: Path, number: int) -> None:
    """Apply a new code to `number` passages of the first transcript, a decision each, and print how many there are."""
    from qualwork.workbench.base import projects
    from qualwork.workbench.codes import codebook, coding
    from qualwork.workbench.transcripts import reading

    project = projects.open_project(path)
    code, info = codebook.add_code(project, "held"), reading.infos(project)[0]
    for at in range(number):
        coding.apply_at(project, code, info, 7 * at, 7 * at + 60)
    print(len(coding.in_transcript(project, info.id)))
    project.close()


if __name__ == "__main__":
    if sys.argv[1] == "peak":
        peak(sys.argv[2:])
    else:
        apply(Path(sys.argv[2]), int(sys.argv[3]))
