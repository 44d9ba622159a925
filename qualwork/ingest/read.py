"""One way in for every transcript: picks the reader by the first bytes, then by the suffix."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from qualwork.ingest.formats.canonical import decode
from qualwork.ingest.formats.container import open_zip
from qualwork.ingest.formats.files import find_files as find_files
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.readers import BY_SUFFIX, PLAIN_TEXT, READERS, Input, Reader
from qualwork.ingest.readers import SUFFIXES as SUFFIXES
from qualwork.ingest.speakers.batch_roles import propose_roles_together as propose_roles_together
from qualwork.ingest.speakers.roles import find_speakers
from qualwork.ingest.speakers.roles import is_generic as is_generic
from qualwork.ingest.speakers.turns import find_turns
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading, check_tiling

_MOST_BYTES = 200_000_000
_MOST_CHARACTERS = 50_000_000
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file and how the user wants them read."""

    name: str
    suffix: str
    data: bytes
    encoding: str | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Labels that somebody says are interviewers or participants: they are speakers without evidence."""

    interviewers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


def read_file(
    path: Path,
    encoding: str | None = None,
    interviewers: Sequence[str] = (),
    participants: Sequence[str] = (),
) -> Reading:
    """Read one transcript; raises BadInput, naming the file and, where there is one, the line.

    `encoding` is for text files only; labels in `interviewers` and `participants` are speakers without evidence.
    """
    try:
        source = open_source(path, encoding, (*interviewers, *participants))
        return _reading(source, interviewers, participants)
    except BadInput as fault:
        raise BadInput(f"{shown(path)}: {fault.message}", fault.candidates) from None
    except Exception as fault:  # whatever a broken file does to a reader, the other files go in
        said = " ".join(str(fault).split())[:120]
        raise BadInput(f"{shown(path)}: cannot be read ({type(fault).__name__}{': ' * bool(said)}{said})") from fault


def shown(path: Path | str) -> str:
    """A path as it can be printed and stored: in one line, without bytes that are no UTF-8."""
    return " ".join(str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace").splitlines())


def open_source(path: Path, encoding: str | None = None, named: tuple[str, ...] = ()) -> Source:
    """The bytes of a file; raises BadInput where it is missing, no ordinary file, too large or empty."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInput("is a folder, not a file")
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("is no ordinary file")
        if status.st_size > _MOST_BYTES:
            raise BadInput(f"has {status.st_size:,} bytes: too large for a transcript")
        data = path.read_bytes()
    except FileNotFoundError:
        raise BadInput("no such file") from None
    except OSError as fault:
        raise BadInput(f"cannot be opened ({fault.strerror})") from None
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise BadInput("is empty")
    return Source(shown(path.name), path.suffix.strip().lower(), data, encoding, named)


def read_bytes(name: str, data: bytes, said: Said | None = None) -> Reading:
    """Read a transcript that lies inside another file; raises BadInput without a file's name."""
    said = said or Said()
    named = (*said.interviewers, *said.participants)
    return finish(read_draft(Source(name, Path(name).suffix.strip().lower(), data, None, named)), name, data, said)


def _reading(source: Source, interviewers: Sequence[str], participants: Sequence[str]) -> Reading:
    return finish(read_draft(source), source.name, source.data, Said(tuple(interviewers), tuple(participants)))


def finish(made: Draft, name: str, data: bytes, said: Said) -> Reading:
    """A reading of what a reader of one format made: turns and speakers found where the format names none."""
    if not made.text.strip():
        raise BadInput("holds no text")
    if len(made.text) > _MOST_CHARACTERS:
        raise BadInput(f"holds {len(made.text):,} characters: too many for a transcript")
    warnings = list(made.warnings)
    turns, notes = made.turns, made.notes
    if turns is None:
        found = find_turns(made.text, (*said.interviewers, *said.participants), made.structure)
        turns, notes = found.turns, (*notes, *found.notes)
        warnings += found.warnings
    else:
        check_tiling(made.text, turns)
    speakers, doubts = find_speakers(made.text, turns, said.interviewers, said.participants)
    return Reading(
        title=_title(name),
        source_name=name,
        source_bytes=data,
        text=made.text,
        turns=turns,
        speakers=speakers,
        format=made.format,
        encoding=made.encoding,
        pages=made.pages,
        warnings=tuple(warnings) + doubts,
        left_out=made.left_out,
        notes=notes,
    )


def _title(name: str) -> str:
    """The file name without its last suffix and without white space at the ends, composed (NFC) for comparing."""
    return normalize("NFC", Path(name.strip()).stem.strip() or name.strip() or name)


def read_draft(source: Source) -> Draft:
    """The text of a file of any format that has a reader."""
    if source.data.startswith(_ZIP):
        return _from_archive(source)
    for reader in READERS:
        if reader.takes is Input.BYTES and reader.knows(source.data):
            return reader.read(source.data)
    named = BY_SUFFIX.get(source.suffix)
    if named is None:
        raise BadInput(f"no reader for {source.suffix} files; transcripts are {' '.join(sorted(SUFFIXES))}")
    if named.is_binary and not named.or_text:
        raise BadInput(f"is not {named.called}, whatever its name says")
    return _from_text(source, PLAIN_TEXT if named.is_binary else named)


def _from_archive(source: Source) -> Draft:
    archive = open_zip(source.data)
    readers = [reader for reader in READERS if reader.takes is Input.ARCHIVE]
    for reader in readers:
        if reader.knows(archive, source.suffix):
            return reader.read(archive)
    raise BadInput(f"is a zip archive, but neither {' nor '.join(reader.called for reader in readers)}")


def _from_text(source: Source, named: Reader) -> Draft:
    """The text by the reader of its suffix, or by the one whose sign it bears."""
    if named.takes is Input.PAGE:  # it names its encoding itself
        return named.read(source.data, source.encoding)
    decoded = decode(source.data, source.encoding)
    reader = _by_sign(decoded.text, named)
    if reader.takes is Input.PAGE:
        return reader.read(source.data, source.encoding)
    if reader.takes is Input.CUES:
        return reader.read(replace(decoded, text=decoded.text.removeprefix("\ufeff")), source.named)
    return reader.read(decoded)


def _by_sign(text: str, named: Reader) -> Reader:
    """The reader whose sign a text bears; where its suffix names a format that has one, that stands, so that its faults
    are named."""
    readers = [reader for reader in READERS if not reader.is_binary]
    if named.sign:
        return next((reader for reader in readers if reader.over_suffix and reader.over_suffix(text)), named)
    return next((reader for reader in readers if reader.knows(text)), named)
