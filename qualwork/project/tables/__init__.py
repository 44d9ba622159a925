"""The tables of a project file, as SQLModel classes; they never leave the project room.

`LOGGED` names the tables an analysis rests on: a change to them happens only in a decision. What is not in it is
the log itself, content stored by its hash, derived data that can be rebuilt, and places of the screen.
"""

from sqlalchemy import Table
from sqlmodel import SQLModel

from qualwork.project.tables import analysis, coding, data, derived, log, study, themes

metadata = SQLModel.metadata

LOGGED: tuple[Table, ...] = tuple(
    metadata.tables[name]
    for name in (
        "project",
        "coder",
        "transcript",
        "transcript_attribute",
        "revision",
        "participant",
        "participant_attribute",
        "speaker",
        "code",
        "coding",
        "theme_draft",
        "theme",
        "theme_code",
        "theme_coding",
        "theme_relation",
        "memo",
        "term_family",
        "family_form",
        "screened_hit",
        "saved_table",
        "set_aside",
        "erasure",
    )
)

__all__ = ["LOGGED", "analysis", "coding", "data", "derived", "log", "metadata", "study", "themes"]
