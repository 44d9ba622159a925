"""What all tables have in common."""

from typing import ClassVar

from pydantic import ConfigDict
from sqlmodel import SQLModel


class Row(SQLModel):
    """A row of a table. Rows are never validated by pydantic, so its validators are not built: half the start-up."""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)  # type: ignore[assignment]
