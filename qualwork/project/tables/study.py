"""The study itself and the people who decide in it."""

from sqlmodel import Field

from qualwork.project.tables.base import Row


class ProjectRow(Row, table=True):
    """The one row that says what is studied and how."""

    __tablename__ = "project"
    __logged__ = True

    id: int = Field(default=1, primary_key=True)
    guid: str
    title: str
    language: str = "en"
    research_question: str = ""
    approach: str = "reflexive"
    orientation: str = "inductive"
    level: str = "semantic"
    phase: int = 1
    settings: str = "{}"


class CoderRow(Row, table=True):
    """A person who decides."""

    __tablename__ = "coder"
    __logged__ = True
    __distinct__ = ("name",)
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    name: str = Field(unique=True)
    colour: str = ""


class SetAsideRow(Row, table=True):
    """An open task that somebody decided to leave, with the reason."""

    __tablename__ = "set_aside"
    __logged__ = True
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    task: str
    thing_kind: str
    thing_id: int
    reason: str = ""
    coder_id: int = Field(foreign_key="coder.id")
