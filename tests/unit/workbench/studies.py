"""A study of two short interviews, imported as a researcher would."""

from __future__ import annotations

from pathlib import Path

from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.transcripts import importing

BEN = """Interviewer: How was the group for you?

Ben: I felt safe there. [laughs] You could breathe, really breathe.

Interviewer: Safe in what way?

Ben: Nobody asked. And the tea, well. I felt safe there.
"""
ADA = """Interviewer: What stays with you?

Ada: The honesty. Unsafe things were said safely, if you see.

Interviewer: Do you still go?

Ada: I breathe easier. So yes, I go. Crème brûlée on Fridays.
"""


def write(folder: Path, **texts: str) -> list[Path]:
    """Text files named by their titles; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for title, text in texts.items():
        path = folder / f"{title}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def new_study(folder: Path, coder: str = "kim", **texts: str) -> Project:
    """A project with interviews: those given by title, else Ben's and Ada's."""
    project = projects.create(folder / "study.qualwork", coder=coder)
    importing.import_paths(project, write(folder / "interviews", **(texts or {"ben": BEN, "ada": ADA})))
    return project
