"""Ids by what they are of, and a reference to any thing: what functions take instead of typed names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType, get_args

ThingKind = Literal["project", "transcript", "participant", "code", "coding", "theme", "family"]
THING_KINDS: tuple[ThingKind, ...] = get_args(ThingKind)

CodeId = NewType("CodeId", int)
ThemeId = NewType("ThemeId", int)
TranscriptId = NewType("TranscriptId", int)
ParticipantId = NewType("ParticipantId", int)
FamilyId = NewType("FamilyId", int)
CodingId = NewType("CodingId", int)


@dataclass(frozen=True, slots=True)
class Ref:
    """One thing of a project: its kind and its id, so that no name can be taken for another."""

    kind: ThingKind
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
