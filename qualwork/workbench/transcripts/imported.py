"""What became of imported files, what the person says about their labels, and who is meant by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualwork.model.transcript import LeftOut, Reading, Role

if TYPE_CHECKING:
    from qualwork.analysis.privacy.pseudonyms import Names
    from qualwork.workbench.transcripts.answer_tables import Columns

Status = Literal["imported", "revised", "skipped", "refused"]


@dataclass(frozen=True, slots=True)
class ImportedSpeaker:
    """A label of an imported file: who is meant, and how much they say.

    `reason` says why the role was proposed, `doubt` what speaks against it; `questions` are the turns that ask.
    """

    label: str
    role: Role
    participant: str | None
    turns: int
    words: int
    reason: str
    first_line: str
    questions: int = 0
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file; `taken` counts what came new out of a project of another program.

    `left_out` are the lines of the file that are nobody's words or not in its text; `notes` counts what inside the
    turns was taken for a noise, a time or a remark and not for words said.
    """

    path: Path
    status: Status
    transcript: str | None = None
    words: int = 0
    turns: int = 0
    speakers: tuple[ImportedSpeaker, ...] = ()
    warnings: tuple[str, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the person says about labels: who interviews, and which participant a label stands for.

    With `revise` a changed version of a transcript becomes its next revision; without it is left out and said.
    With `key` the real names of a key file are replaced before anything is stored. `said` are brackets that are
    words said, and `notes` such that are none, where the rule for stage notes has it otherwise. `columns` say what a
    table holds.
    """

    interviewers: tuple[str, ...] = ()
    participants: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    revise: bool = False
    key: Names | None = None
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    columns: Columns | None = None


def meant_by(reading: Reading, said: Mapping[str, str]) -> dict[str, str | None]:
    """The pseudonym meant by each label: the one `said`, else the label; generic ones make one a transcript."""
    from qualwork.ingest.speakers.label_words import is_generic

    answering = [s.label for s in reading.speakers if s.role == "participant"]
    generic = [label for label in answering if is_generic(label) and label not in said]
    found: dict[str, str | None] = {speaker.label: None for speaker in reading.speakers}
    for label in answering:
        own = reading.title if len(generic) == 1 else f"{reading.title} {label}"
        found[label] = said.get(label) or (own if label in generic else label)
    return found
