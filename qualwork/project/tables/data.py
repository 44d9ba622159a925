"""Transcripts, their revisions, and who speaks in them."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from qualwork.project.tables.base import Row


class TranscriptRow(Row, table=True):
    """One interview or group; `revision` is the number of the current one."""

    __tablename__ = "transcript"
    __logged__ = True
    __distinct__ = ("title",)
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    title: str = Field(unique=True)
    revision: int = 1
    source_name: str
    source_sha256: str = Field(index=True)
    format: str
    encoding: str | None = None
    checked: bool = False


class TranscriptAttributeRow(Row, table=True):
    """A fact about a transcript: date, wave, interviewer."""

    __tablename__ = "transcript_attribute"
    __logged__ = True
    __label__ = "attribute"

    transcript_id: int = Field(foreign_key="transcript.id", primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class RevisionRow(Row, table=True):
    """One state of a transcript's text; text and turns are content named by their hash.

    `source_name` and `source_sha256` name the file it came from, where that is not the transcript's own.
    """

    __tablename__ = "revision"
    __logged__ = True
    __table_args__ = (UniqueConstraint("transcript_id", "number"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id")
    number: int = 1
    text_sha256: str
    turns_sha256: str
    characters: int
    turns: int
    source_name: str | None = None
    source_sha256: str | None = None


class ParticipantRow(Row, table=True):
    """A person studied."""

    __tablename__ = "participant"
    __logged__ = True
    __distinct__ = ("pseudonym",)
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    guid: str | None = None
    pseudonym: str = Field(unique=True)


class ParticipantAttributeRow(Row, table=True):
    """A fact about a participant: age, site, any column of the participants table."""

    __tablename__ = "participant_attribute"
    __logged__ = True
    __label__ = "attribute"

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class SpeakerRow(Row, table=True):
    """A label of a transcript, its role, and the participant meant by it."""

    __tablename__ = "speaker"
    __logged__ = True
    __table_args__ = (UniqueConstraint("transcript_id", "label"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    transcript_id: int = Field(foreign_key="transcript.id")
    label: str
    role: str
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
