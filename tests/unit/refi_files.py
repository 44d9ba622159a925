"""REFI-QDA files made by hand, for the tests of reading them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

CODE, CASE, SOURCE, USER = (f"{digit * 8}-1111-2222-3333-444444444444" for digit in "abcd")
NAMESPACE = "urn:QDA-XML:project:1.0"
TALK = "Interviewer: How was it?\r\nBen: I felt safe 😀 there.\r\nInterviewer: Why?\r\nBen: Nobody asked.\r\n"


def qdpx(
    inside: str,
    folder: Path,
    name: str = "project.qde",
    space: str = NAMESPACE,
    text: bytes | None = None,
    parts: Mapping[str, bytes] | None = None,
) -> Path:
    """A project file with this XML in its root, the text of its source, and other parts by name."""
    path = folder / "other.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        xml = f'<?xml version="1.0" encoding="utf-8"?><Project name="x" xmlns="{space}">{inside}</Project>'
        archive.writestr(name, xml)
        if text is not None:
            archive.writestr(f"sources/{SOURCE}.txt", text)
        for part, data in (parts or {}).items():
            archive.writestr(part, data)
    return path


def book(inside: str = "") -> str:
    """A codebook with one code, and what comes below it."""
    code = f'<Code guid="{CODE}" name="safety" isCodable="true" color="#f00">{inside}</Code>'
    return f'<Users><User guid="{USER}" name="kim"/></Users><CodeBook><Codes>{code}</Codes></CodeBook>'


def source(selections: str, path: str = f"internal://{SOURCE}.txt") -> str:
    """A text source with selections."""
    text = f'<TextSource guid="{SOURCE}" name="talk.txt" plainTextPath="{path}">{selections}</TextSource>'
    return f"<Sources>{text}</Sources>"


def selection(start: int, end: int, name: str = "", inside: str | None = None, number: int = 1) -> str:
    """A selection, coded unless something else is in it."""
    guid = f"00000000-0000-0000-0000-{number:012}"
    coding = f'<Coding guid="{guid}" creatingUser="{USER}"><CodeRef targetGUID="{CODE.upper()}"/></Coding>'
    named = f" name={quoteattr(name)}" if name else ""
    span = f'startPosition="{start}" endPosition="{end}"'
    return (
        f'<PlainTextSelection guid="{guid}" {span}{named}>{coding if inside is None else inside}</PlainTextSelection>'
    )


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()
