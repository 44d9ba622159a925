"""The codebook, what was coded with it, and memos."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from qualwork.project.tables.base import Row, added


class CodeRow(Row, table=True):
    """A code; its name is unique among its siblings, without regard to case."""

    __tablename__ = "code"
    __logged__ = True
    __distinct__ = ("parent_id", "name")
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    name: str
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    definition: str = ""
    use_when: str = ""
    use_not: str = ""
    colour: str = ""
    position: int = 0


class CodingRow(Row, table=True):
    """A code applied to a span of a revision by a coder; the same one twice is the same coding.

    `at` is when another program says that it was made; without it the log knows.
    """

    __tablename__ = "coding"
    __logged__ = True
    __table_args__ = (
        UniqueConstraint("code_id", "revision_id", "start", "end", "coder_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    code_id: int = Field(foreign_key="code.id")
    revision_id: int = Field(foreign_key="revision.id", index=True)
    start: int
    end: int
    extract_hash: str
    coder_id: int = Field(foreign_key="coder.id")
    needs_review: bool = False
    at: str | None = None


class MemoRow(Row, table=True):
    """A note on a thing; on a passage where revision, start and end are given."""

    __tablename__ = "memo"
    __logged__ = True
    __table_args__ = (Index("memo_thing", "thing_kind", "thing_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    kind: str = "note"
    thing_kind: str
    thing_id: int
    revision_id: int | None = Field(default=None, foreign_key="revision.id")
    start: int | None = None
    end: int | None = None
    text: str
    coder_id: int = Field(foreign_key="coder.id")
    at: str
    resolved: bool = False
    needs_review: bool = added(False)
