"""The theme tree, its drafts, and what belongs to a theme."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from qualwork.project.tables.base import Row, added


class ThemeDraftRow(Row, table=True):
    """One version of the tree; several can be kept side by side, one is shown."""

    __tablename__ = "theme_draft"
    __logged__ = True
    __distinct__ = ("name",)
    __label__ = "draft of the tree"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    shown: bool = True


class ThemeRow(Row, table=True):
    """A theme; its name is unique among its siblings, without regard to case."""

    __tablename__ = "theme"
    __logged__ = True
    __distinct__ = ("draft_id", "parent_id", "name")
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    draft_id: int = Field(foreign_key="theme_draft.id")
    name: str
    parent_id: int | None = Field(default=None, foreign_key="theme.id", index=True)
    essence: str = ""
    scope_in: str = ""
    scope_out: str = ""
    story: str = ""
    narrative: str = ""
    status: str = "candidate"
    colour: str = ""
    position: int = 0
    from_code_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    differs: str = added("")


class ThemeCodeRow(Row, table=True):
    """A code that belongs to a theme; it may belong to several."""

    __tablename__ = "theme_code"
    __logged__ = True
    __label__ = "link to a theme"
    __plural__ = "links to themes"

    theme_id: int = Field(foreign_key="theme.id", primary_key=True)
    code_id: int = Field(foreign_key="code.id", primary_key=True, index=True)
    position: int = 0


class ThemeCodingRow(Row, table=True):
    """A coding that is exemplary for a theme, contrary to it, or dismissed from it, and why.

    `cuts` is a JSON list of [start, end) inside the extract: what a quotation leaves out.
    """

    __tablename__ = "theme_coding"
    __logged__ = True
    __label__ = "mark of a coding"
    __plural__ = "marks of codings"

    theme_id: int = Field(foreign_key="theme.id", primary_key=True)
    coding_id: int = Field(foreign_key="coding.id", primary_key=True, index=True)
    mark: str
    reason: str = ""
    cuts: str = added("[]")


class ThemeRelationRow(Row, table=True):
    """A typed relation between two themes: leads to, contrasts with, part of, or a type of one's own."""

    __tablename__ = "theme_relation"
    __logged__ = True
    __label__ = "relation of themes"
    __table_args__ = (UniqueConstraint("source_id", "target_id", "kind"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(foreign_key="theme.id")
    target_id: int = Field(foreign_key="theme.id", index=True)
    kind: str
    note: str = ""
