"""Zip archives and the XML in them, opened with limits: no bombs, no entities, no surprises."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers import expat

from qualwork.model.errors import BadInput

_MOST_PARTS = 100_000
_MOST_BYTES = 200_000_000  # a part of a document that unpacks to more is no interview


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, or BadInput where it is broken."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise BadInput(f"is damaged: its zip container cannot be opened ({fault})") from None


def check_names(archive: zipfile.ZipFile) -> None:
    """Raise BadInput for an archive made to do harm: parts named so that they lead out of it, or far too many."""
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        raise BadInput(f"holds {len(infos):,} parts: refused as no project of interviews")
    for info in infos:
        name = info.filename.replace("\\", "/")
        if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
            raise BadInput(f"its part {name[:100]!r} is named so that it leads out of the archive: refused")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One part of the archive, None where it is missing; raises BadInput if it is damaged, locked or huge."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 0x1:
        raise BadInput("is protected by a password: save it without one")
    if info.file_size > _MOST_BYTES:
        raise BadInput(f"its part {name} unpacks to {info.file_size:,} bytes: refused as too large")
    try:
        with archive.open(info) as part:
            content = part.read(_MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as fault:
        raise BadInput(f"is damaged: its part {name} cannot be unpacked ({fault})") from None
    if len(content) > _MOST_BYTES:
        raise BadInput(f"its part {name} unpacks to more than {_MOST_BYTES:,} bytes: refused as too large")
    return content


def local(tag: str) -> str:
    """The name of an element or attribute without its namespace, which differs between versions of a format."""
    return tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, wanted: str) -> str | None:
    """The value of an attribute by its local name."""
    return next((value for key, value in element.attrib.items() if local(key) == wanted), None)


class _RootReached(Exception):
    """The root element begins: no entity can be declared any more."""


def parse_xml(content: bytes, name: str) -> ElementTree.Element:
    """The root of an XML part; raises BadInput where it is malformed or declares entities."""
    refuse_entities(content, name)
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise BadInput(f"is damaged: its part {name} is no readable XML ({fault})") from None


def refuse_entities(content: bytes, name: str) -> None:
    """Raise BadInput where XML is malformed before its root, or declares entities."""

    def refuse(*_: object) -> None:
        raise BadInput(f"its part {name} declares XML entities: refused, as no program of this kind writes them")

    def stop(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(content, True)
    except _RootReached:
        return
    except (expat.ExpatError, ValueError, LookupError) as fault:
        raise BadInput(f"is damaged: its part {name} is no readable XML ({fault})") from None
