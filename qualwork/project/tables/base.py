"""What all tables have in common."""

from typing import Any, ClassVar

from pydantic import ConfigDict
from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """A row of a table. Rows are never validated by pydantic, so its validators are not built: half the start-up.

    What the program must know of a table stands on its class: `__logged__` tables change only in a decision; the
    last column of `__distinct__` is the name, and the others say among whom it must differ; `__label__` and
    `__plural__` are what the log calls a row and rows, where that is not the table's name; `__kind__` is what the
    kind of a thing is called, where that is not the table's name.
    """

    __logged__: ClassVar[bool] = False
    __distinct__: ClassVar[tuple[str, ...]] = ()
    __label__: ClassVar[str] = ""
    __plural__: ClassVar[str] = ""
    __kind__: ClassVar[str] = ""

    model_config: ClassVar[ConfigDict] = ConfigDict(defer_build=True)  # type: ignore[assignment]


def added(default: Any) -> Any:
    """A column that a later version of the file added; rows made before it hold the default."""
    shown = f"'{default}'" if isinstance(default, str) else str(int(default))
    return Field(default=default, sa_column_kwargs={"server_default": text(shown)})
