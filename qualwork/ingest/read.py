"""One way in for every transcript: picks the reader by the first bytes, then by the suffix."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from qualwork.ingest.formats.canonical import Decoded, decode
from qualwork.ingest.formats.files import SUFFIXES as SUFFIXES
from qualwork.ingest.formats.files import find_files as find_files
from qualwork.ingest.formats.parsed_text import Draft
from qualwork.ingest.speakers.batch_roles import propose_roles_together as propose_roles_together
from qualwork.ingest.speakers.roles import find_speakers
from qualwork.ingest.speakers.roles import is_generic as is_generic
from qualwork.ingest.speakers.turns import find_turns
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading, check_tiling

_MOST_BYTES = 200_000_000
_MOST_CHARACTERS = 50_000_000
_SRT = re.compile(r"\s*\d+\s*\n\s*\d[\d:]*(?:[,.:]\d{1,9})?\s*-->")
_SBV = re.compile(r"\s*\d+:\d{2}:\d{2}\.\d{3},\d+:\d{2}:\d{2}\.\d{3}\s*\n")
_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_KINDS = {
    "": "txt",
    ".text": "txt",
    ".txt": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".vtt": "vtt",
    ".srt": "srt",
    ".sbv": "sbv",
    ".json": "json",
}
_BINARY_KINDS = {
    ".docx": "a Word document",
    ".docm": "a Word document",
    ".odt": "an OpenDocument text",
    ".pdf": "a PDF",
}


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
    data = source.data
    if data.startswith(b"PK\x03\x04"):
        return _from_zip(source)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        from qualwork.ingest.formats.rtf import read_rtf

        return read_rtf(data)
    if b"%PDF-" in data[:1024]:
        from qualwork.ingest.formats.pdf import read_pdf

        return read_pdf(data)
    if data.startswith(_OLE):
        raise BadInput("is an old Word document or one with a password: save it as .docx without a password")
    if source.suffix in _BINARY_KINDS:
        raise BadInput(f"is not {_BINARY_KINDS[source.suffix]}, whatever its name says")
    if source.suffix not in _TEXT_KINDS and source.suffix not in SUFFIXES:
        raise BadInput(f"no reader for {source.suffix} files; transcripts are {' '.join(sorted(SUFFIXES))}")
    return _from_text(source)


def _from_zip(source: Source) -> Draft:
    from qualwork.ingest.formats.container import open_zip, read_part

    archive = open_zip(source.data)
    names = archive.namelist()
    if any(name.startswith("word/") for name in names):
        from qualwork.ingest.formats.docx import read_docx

        return read_docx(archive)
    kind = read_part(archive, "mimetype") or b""
    if b"opendocument.text" in kind or (source.suffix == ".odt" and "content.xml" in names):
        from qualwork.ingest.formats.odt import read_odt

        return read_odt(archive)
    raise BadInput("is a zip archive, but neither a Word document nor an OpenDocument text")


def _from_text(source: Source) -> Draft:
    kind = _TEXT_KINDS.get(source.suffix, "txt")
    if kind == "html":
        from qualwork.ingest.formats.html import read_html

        return read_html(source.data, source.encoding)
    decoded = decode(source.data, source.encoding)
    kind = _kind_by_content(decoded.text, kind)
    if kind in ("txt", "md"):
        return Draft(decoded.text, kind, decoded.encoding, warnings=decoded.warnings)
    if kind == "html":
        from qualwork.ingest.formats.html import read_html

        return read_html(source.data, source.encoding)
    return _timed_reader(kind, source.named)(replace(decoded, text=decoded.text.removeprefix("\ufeff")))


def _kind_by_content(text: str, kind: str) -> str:
    """What the first characters say; a suffix that names a caption format stands, so that its faults are named."""
    if kind in ("vtt", "srt", "sbv", "json"):
        signed = text.lstrip().startswith("WEBVTT")
        return "vtt" if signed else kind
    top = text[:4096]
    if top.startswith("WEBVTT"):
        return "vtt"
    if _SRT.match(top):
        return "srt"
    if _SBV.match(top):
        return "sbv"
    if _HTML.match(top):
        return "html"
    if kind == "txt" and top.lstrip()[:1] in ("{", "["):
        from qualwork.ingest.formats.json_transcript import is_transcript

        try:
            return "json" if is_transcript(json.loads(text)) else kind
        except (ValueError, RecursionError):
            return kind
    return kind


def _timed_reader(kind: str, named: Sequence[str]) -> Callable[[Decoded], Draft]:
    from qualwork.ingest.formats import captions, json_transcript

    if kind == "json":
        return json_transcript.read_json
    reader = {"vtt": captions.read_vtt, "srt": captions.read_srt, "sbv": captions.read_sbv}[kind]
    return lambda decoded: reader(decoded, named)
