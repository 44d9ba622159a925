"""The log of decisions."""

from sqlalchemy import Index, text
from sqlmodel import Field

from qualwork.project.tables.base import Row


class DecisionRow(Row, table=True):
    """One decision; `hash` covers all its other columns but the salts, and the hash before it."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),)

    number: int = Field(primary_key=True)
    at: str
    coder: str
    phase: int
    verb: str
    label: str | None = None
    label_salt: str | None = None
    label_digest: str
    why: str | None = None
    why_salt: str | None = None
    why_digest: str
    batch: str | None = Field(default=None, index=True)
    undoes: int | None = None
    redoes: int | None = None
    schema_version: int
    changes: int
    changes_digest: str
    previous: str
    hash: str


class ChangeRow(Row, table=True):
    """One row before and after, as canonical JSON; `digest` stays when content and salt are erased."""

    __tablename__ = "change"
    __table_args__ = (Index("change_row", "entity", "key"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    decision: int = Field(index=True)
    entity: str
    key: str | None
    before: str | None = None
    after: str | None = None
    salt: str | None = None
    digest: str | None = None


class ErasureRow(Row, table=True):
    """What one decision erased for good.

    `listed` is JSON: a salt, and for each change, label and why of an older decision that lost its content the salted
    digest of what stands there instead. Logged like any other row, so that the chain covers it.
    """

    __tablename__ = "erasure"
    __logged__ = True
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    listed: str


class OpenDecisionRow(Row, table=True):
    """The decision that is being made; empty outside a transaction that makes one."""

    __tablename__ = "open_decision"

    number: int = Field(primary_key=True)
