"""Term families and saved tables."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from qualwork.project.tables.base import Row, added


class TermFamilyRow(Row, table=True):
    """A named family of forms to count."""

    __tablename__ = "term_family"
    __logged__ = True
    __distinct__ = ("name",)
    __label__ = "family"
    __plural__ = "families"
    __kind__ = "family"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    position: int = 0


class FamilyFormRow(Row, table=True):
    """A form accepted into a family or rejected from it, as typed."""

    __tablename__ = "family_form"
    __logged__ = True
    __label__ = "form"
    __table_args__ = (UniqueConstraint("family_id", "form"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    family_id: int = Field(foreign_key="term_family.id")
    form: str
    verdict: str = "accepted"


class ScreenedHitRow(Row, table=True):
    """A hit of a family that a reader judged to be about the topic or not."""

    __tablename__ = "screened_hit"
    __logged__ = True

    family_id: int = Field(foreign_key="term_family.id", primary_key=True)
    revision_id: int = Field(foreign_key="revision.id", primary_key=True, index=True)
    start: int = Field(primary_key=True)
    end: int = Field(primary_key=True)
    verdict: str
    coder_id: int = Field(foreign_key="coder.id")
    needs_review: bool = added(False)


class SavedTableRow(Row, table=True):
    """A table's configuration, kept so that it can be made again."""

    __tablename__ = "saved_table"
    __logged__ = True
    __distinct__ = ("name",)
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: str
    configuration: str
