"""The readers of transcripts, one row a format.

What finds files in folders, what chooses a reader by content and suffix, and what says which files can be read all ask
here, so that a new format is one function and one row.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import Any, cast

from qualwork.ingest.formats.canonical import Decoded
from qualwork.ingest.formats.container import read_part
from qualwork.ingest.formats.parsed_text import Draft

_TOP = 4096  # characters in which a text shows its format: patterns with runs of blanks must not search a whole file
_RTF = re.compile(rb"[\xef\xbb\xbf \t\r\n]*\{\\rtf")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SRT = re.compile(r"\s*\d+\s*\n\s*\d[\d:]*(?:[,.:]\d{1,9})?\s*-->")
_SBV = re.compile(r"\s*\d+:\d{2}:\d{2}\.\d{3},\d+:\d{2}:\d{2}\.\d{3}\s*\n")
_HTML = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


class Input(Enum):
    """What a reader is handed."""

    ARCHIVE = "the opened zip archive"
    BYTES = "the bytes"
    PAGE = "the bytes, and the encoding that the user says they have"
    TEXT = "the decoded text"
    CUES = "the decoded text, and the labels that are speakers without evidence"


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one format are known and read.

    `called` is the format as a message names it. `function` is the reader, or names one below
    `qualwork/ingest/formats` as `file:function`, imported when it first reads: as what reads PDF is slow to load.
    `sign`, given in the same ways, says by content whether a file is of this format: it is asked with the archive and
    the suffix, with the bytes, or with the text. A text without a sign is what its suffix says, where that has none of
    its own either; `over_suffix` holds also against the suffix of another text format. An archive or a binary file that
    has the suffix and not the sign is refused, but with `or_text` it is read as plain text.
    """

    format: str
    called: str
    suffixes: tuple[str, ...]
    function: str | Callable[..., Draft]
    takes: Input
    sign: str | Callable[..., bool] | None = None
    over_suffix: Callable[[str], bool] | None = None
    or_text: bool = False

    @property
    def is_binary(self) -> bool:
        """True where the bytes are no text, so that they alone show the format."""
        return self.takes in (Input.ARCHIVE, Input.BYTES)

    def read(self, *values: object) -> Draft:
        """What the reader makes of what it takes."""
        return cast(Draft, _loaded(self.function)(*values))

    def knows(self, *values: object) -> bool:
        """Whether the sign holds."""
        return self.sign is not None and bool(_loaded(self.sign)(*values))


def _loaded(function: str | Callable[..., Any]) -> Callable[..., Any]:
    if not isinstance(function, str):
        return function
    file, _, name = function.partition(":")
    return cast(Callable[..., Any], getattr(import_module(f"qualwork.ingest.formats.{file}"), name))


def _begins(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.match(text, 0, _TOP) is not None


def _has_element(name: bytes) -> Callable[[bytes], bool]:
    """A sign for XML, whose encoding its first line names: the element that only this format begins with."""
    pattern = re.compile(rb"<" + name + rb"[\s>]")
    return lambda data: pattern.search(data[:_TOP].replace(b"\0", b"")) is not None


def _is_word(archive: zipfile.ZipFile, _suffix: str) -> bool:
    return any(name.startswith("word/") for name in archive.namelist())


def _is_open_document(archive: zipfile.ZipFile, suffix: str) -> bool:
    kind = read_part(archive, "mimetype") or b""
    return b"opendocument.text" in kind or (suffix == ".odt" and "content.xml" in archive.namelist())


def _plain(decoded: Decoded) -> Draft:
    return Draft(decoded.text, "txt", decoded.encoding, warnings=decoded.warnings)


def _markdown(decoded: Decoded) -> Draft:
    return Draft(decoded.text, "md", decoded.encoding, warnings=decoded.warnings)


# Signs are asked in this order.
READERS: list[Reader] = [
    Reader("docx", "a Word document", (".docx", ".docm"), "docx:read_docx", Input.ARCHIVE, _is_word),
    Reader("odt", "an OpenDocument text", (".odt",), "odt:read_odt", Input.ARCHIVE, _is_open_document),
    # some programs save plain text under the names of old documents
    Reader(
        "rtf",
        "an RTF document",
        (".rtf",),
        "rtf:read_rtf",
        Input.BYTES,
        lambda data: _RTF.match(data) is not None,
        or_text=True,
    ),
    Reader(
        "doc",
        "an old Word document",
        (".doc",),
        "legacy_doc:read_doc",
        Input.BYTES,
        lambda data: data.startswith(_OLE),
        or_text=True,
    ),
    Reader("trs", "a Transcriber file", (".trs",), "annotated_speech:read_trs", Input.BYTES, _has_element(b"Trans")),
    Reader(
        "eaf",
        "an ELAN file",
        (".eaf",),
        "annotated_speech:read_eaf",
        Input.BYTES,
        _has_element(b"ANNOTATION_DOCUMENT"),
    ),
    Reader("pdf", "a PDF", (".pdf",), "pdf:read_pdf", Input.BYTES, lambda data: b"%PDF-" in data[:1024]),
    Reader(
        "vtt",
        "WebVTT captions",
        (".vtt",),
        "captions:read_vtt",
        Input.CUES,
        lambda text: text.startswith("WEBVTT"),
        lambda text: text.lstrip().startswith("WEBVTT"),
    ),
    Reader("srt", "SubRip captions", (".srt",), "captions:read_srt", Input.CUES, _begins(_SRT)),
    Reader("sbv", "SubViewer captions", (".sbv",), "captions:read_sbv", Input.CUES, _begins(_SBV)),
    Reader("html", "a page", (".html", ".htm", ".xhtml"), "html:read_html", Input.PAGE, _begins(_HTML)),
    Reader(
        "json",
        "a JSON transcript",
        (".json",),
        "json_transcript:read_json",
        Input.TEXT,
        "json_transcript:is_transcript",
    ),
    Reader("txt", "plain text", ("", ".txt", ".text"), _plain, Input.TEXT),
    Reader("md", "Markdown", (".md", ".markdown"), _markdown, Input.TEXT),
]

BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
SUFFIXES = frozenset(BY_SUFFIX) - {""}
PLAIN_TEXT = BY_SUFFIX[""]
