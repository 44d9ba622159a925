"""The project's own row: what is studied and how."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlmodel import Session, col, select

from qualwork.project.decisions import Deciding
from qualwork.project.tables.study import CoderRow, ProjectRow


@dataclass(frozen=True, slots=True)
class Study:
    """Title, question and approach of a project."""

    title: str
    language: str
    research_question: str
    approach: str
    orientation: str
    level: str
    phase: int


def found(deciding: Deciding, title: str, language: str, approach: str) -> None:
    """Write the first row of a new project, and its first coder."""
    deciding.session.add(ProjectRow(guid=str(uuid.uuid4()), title=title, language=language, approach=approach))
    deciding.session.add(CoderRow(name=deciding.coder))


def get(session: Session) -> Study:
    """The project's row."""
    row = session.get_one(ProjectRow, 1)
    return Study(row.title, row.language, row.research_question, row.approach, row.orientation, row.level, row.phase)


def change(session: Session, **values: str | int) -> None:
    """Set columns of the project's row: title, research_question, approach, orientation, level, phase, language."""
    session.get_one(ProjectRow, 1).sqlmodel_update(values)
    session.flush()


def coders(session: Session) -> list[str]:
    """Names of all who have decided something, in order of joining."""
    return list(session.exec(select(CoderRow.name).order_by(col(CoderRow.id))))
