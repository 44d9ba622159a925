"""What all tables have in common."""

from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """A row of a table. Rows are never validated by pydantic, so its validators are not built: half the start-up."""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)  # type: ignore[assignment]


def added(default: Any) -> Any:
    """A column that a later version of the file added; rows made before it hold the default."""
    shown = f"'{default}'" if isinstance(default, str) else str(int(default))
    return Field(default=default, sa_column_kwargs={"server_default": text(shown)})
