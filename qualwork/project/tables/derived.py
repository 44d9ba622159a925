"""Content stored by its hash, data that can be rebuilt, and places of the screen: none of it is logged."""

from sqlmodel import Field

from qualwork.project.tables.base import Row


class ContentRow(Row, table=True):
    """Bytes stored once by their SHA-256: file bytes, texts, turn lists; `packing` says how they are packed."""

    __tablename__ = "content"

    sha256: str = Field(primary_key=True)
    packing: str
    size: int
    data: bytes


class WordRow(Row, table=True):
    """A surface form of the vocabulary; ids count up from 0 in order of first appearance."""

    __tablename__ = "word"

    id: int = Field(primary_key=True)
    form: str


class WordBlockRow(Row, table=True):
    """The word index of one revision: ids and start offsets as packed arrays."""

    __tablename__ = "word_block"

    revision_id: int = Field(foreign_key="revision.id", primary_key=True, ondelete="CASCADE")
    rule: str
    words: int
    ids: bytes
    starts: bytes


class WordCountRow(Row, table=True):
    """How often one speaker of a revision says each word: packed ids and counts."""

    __tablename__ = "word_count"

    revision_id: int = Field(foreign_key="revision.id", primary_key=True, ondelete="CASCADE")
    label: str = Field(primary_key=True)
    words: int
    ids: bytes
    counts: bytes


class ReadingPlaceRow(Row, table=True):
    """How far a coder has read a transcript, and where they are in it."""

    __tablename__ = "reading_place"

    transcript_id: int = Field(foreign_key="transcript.id", primary_key=True, ondelete="CASCADE")
    coder: str = Field(primary_key=True)
    position: int = 0
    furthest: int = 0


class PlaceRow(Row, table=True):
    """What a restart restores: open tab, filters, selections."""

    __tablename__ = "place"

    coder: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str
