"""The project's own row: what is studied and how."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from qualwork.project.store.decisions import Deciding
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
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def asks_why(self) -> bool:
        """Whether the screen asks for a line of why where something is merged, renamed or taken away."""
        return self.settings.get("ask_why") is not False


def found(deciding: Deciding, title: str, language: str, approach: str) -> None:
    """Write the first row of a new project, and its first coder."""
    deciding.session.add(ProjectRow(guid=str(uuid.uuid4()), title=title, language=language, approach=approach))
    deciding.session.add(CoderRow(name=deciding.coder))


def guid(session: Session) -> str:
    """What the study is called by programs, whatever its file is called."""
    return session.exec(select(ProjectRow.guid)).one()


def get(session: Session) -> Study:
    """The project's row."""
    row = session.get_one(ProjectRow, 1)
    return Study(
        row.title,
        row.language,
        row.research_question,
        row.approach,
        row.orientation,
        row.level,
        row.phase,
        json.loads(row.settings),
    )


def change(session: Session, **values: str | int) -> None:
    """Set columns of the project's row: title, research_question, approach, orientation, level, phase, language."""
    session.get_one(ProjectRow, 1).sqlmodel_update(values)
    session.flush()


def change_setting(session: Session, name: str, value: str | int | bool | None) -> None:
    """Set one of the project's settings; None takes it out."""
    row = session.get_one(ProjectRow, 1)
    settings = {**json.loads(row.settings), name: value}
    kept = {each: settings[each] for each in sorted(settings) if settings[each] is not None}
    row.settings = json.dumps(kept, ensure_ascii=False)
    session.flush()


def coders(session: Session) -> list[str]:
    """Names of all who have decided something, in order of joining."""
    return list(session.exec(select(CoderRow.name).order_by(col(CoderRow.id))))
