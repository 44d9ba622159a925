"""Real names sought in what a project holds and in what goes out: every form that could be one, with its place."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.workbench.privacy.pseudonyms import key_of_environment

if TYPE_CHECKING:
    from qualwork.analysis.privacy.pseudonyms import NameHit, Names
    from qualwork.workbench.base.projects import Project

_TAG = re.compile(r"<[^<>]*>")
_UNREADABLE = frozenset({".png"})
_ESCAPE = re.compile(r'\\u([0-9a-fA-F]{4})|\\([nrtbf/"\\])')


@dataclass(frozen=True, slots=True)
class Leak:
    """What may be a name of the key and stands where it should not: the place, whose it is, and as it is written.

    `sure` is false for a part of a name and for a word that is like one.
    """

    where: str
    pseudonym: str
    written: str
    sure: bool = True
    occurrences: int = 1


def leaks_in_files(paths: Iterable[Path], names: Names) -> list[Leak]:
    """Names that stand in files, whatever their kind, and in the names of the files."""
    found: list[Leak] = []
    for path in paths:
        if path.suffix.lower() not in _UNREADABLE:
            for part, ways in _texts(path):
                where = f"{path} ({part})" if part else str(path)
                readings: list[list[Leak]] = [_leaks(where, way, names) for way in ways]
                found += sorted(readings, key=len)[-1]
        found += _leaks(f"the name of {path}", path.name, names)
    return found


def leaks_in_exports(paths: Sequence[Path]) -> list[Leak]:
    """The same for files just written, against the key that the environment names; nothing where it names none."""
    key = key_of_environment()
    return leaks_in_files(paths, key) if key is not None else []


def leaks_in_project(project: Project, names: Names) -> list[Leak]:
    """Names that stand in a project: in what is there now, in its contents, and in its log."""
    from qualwork.project.rows import whole_text

    with project.read() as session:
        return [leak for where, text in whole_text.everything(session) for leak in _leaks(where, text, names)]


def _leaks(where: str, text: str, names: Names) -> list[Leak]:
    hits = names.leaks(text)
    place = _places(text) if hits and "\n" in text else None
    return [
        Leak(where + (place(hit) if place else ""), hit.pseudonym, text[hit.start : hit.end], hit.sure) for hit in hits
    ]


def _places(text: str) -> Callable[[NameHit], str]:
    def place(hit: NameHit) -> str:
        begins = text.rfind("\n", 0, hit.start) + 1
        return f", line {text.count(chr(10), 0, hit.start) + 1}, column {hit.start - begins + 1}"

    return place


def _texts(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The texts that a file holds, without its markup, each with the part of the file it stands in.

    A text may be read in several ways, as tags may part words or stand within one.
    """
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield "the name of a part", (name,)
                yield name, _ways(archive.read(name), name)
    elif data.startswith(b"SQLite format 3\x00"):
        yield "", (data.decode("utf-8", errors="replace"),)
    else:
        yield "", _ways(data, path.name)


def _ways(data: bytes, name: str) -> tuple[str, ...]:
    text = data.decode("utf-8-sig", errors="replace")
    if text.lstrip().startswith("<"):
        return tuple(html.unescape(_TAG.sub(rf"{by}", text)) for by in ("", " "))
    if name.lower().endswith((".json", ".jsonl")):
        return (_ESCAPE.sub(_unescaped, text),)
    return (text,)


def _unescaped(escape: re.Match[str]) -> str:
    """What an escape of JSON stands for; white space becomes a blank, so that lines stay lines of the file."""
    if escape[1]:
        return chr(int(escape[1], 16))
    sign = str(json.loads(f'"{escape[0]}"'))
    return " " if sign.isspace() or not sign.isprintable() else sign
