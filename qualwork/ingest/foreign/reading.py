"""What is gathered while the database of another program is read, whichever program that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar

from qualwork.ingest.foreign.foreign_sqlite import Database
from qualwork.ingest.read import Said
from qualwork.model import interchange


@dataclass
class Reading:
    """Things found so far, by their keys in the database; `program` tells its GUIDs from another program's."""

    program: ClassVar[str]

    database: Database
    file: str
    said: Said
    users: dict[str, interchange.User] = field(default_factory=dict)
    codes: dict[str, interchange.InterchangeCode] = field(default_factory=dict)
    sources: dict[int | None, interchange.Source] = field(default_factory=dict)
    codings: dict[tuple[object, ...], interchange.InterchangeCoding] = field(default_factory=dict)
    notes: list[interchange.Note] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def guid(self, kind: str, key: object) -> str:
        """The same for the same thing of the same file, so that a second import knows it again."""
        return interchange.derived_guid(self.program, self.file, kind, key)
