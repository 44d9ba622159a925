"""REFI-QDA files of somebody who means harm, or of a program that is broken: refused in a line, or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.model.errors import BadInput
from tests.unit.refi_files import NAMESPACE, TALK, qdpx, source, zipped

ROOT = f'<Project name="x" xmlns="{NAMESPACE}">'.encode()
WHOLE = zipped([("project.qde", ROOT + b"</Project>")])
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + ROOT + b"&b;</Project>"
READS = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + ROOT + b"&a;</Project>"
HOSTILE = {
    "out of the archive": zipped([("project.qde", ROOT + b"</Project>"), ("../../etc/cron.d/x", b"x")]),
    "absolute": zipped([("project.qde", ROOT + b"</Project>"), ("/etc/passwd", b"x")]),
    "drive": zipped([("project.qde", ROOT + b"</Project>"), ("C:\\x", b"x")]),
    "bomb": zipped([("project.qde", b" " * 300_000_000)]),
    "cut": WHOLE[: len(WHOLE) // 2],
    "no project": zipped([("readme.txt", b"x")]),
    "two projects": zipped([("a.qde", b"<a/>"), ("b.qde", b"<a/>")]),
    "not xml": zipped([("project.qde", b"PK is not XML")]),
    "empty xml": zipped([("project.qde", b"")]),
    "billion laughs": zipped([("project.qde", LAUGHS)]),
    "entity of a file": zipped([("project.qde", READS)]),
    "another namespace": zipped([("project.qde", b'<Project xmlns="http://www.w3.org/2000/svg"/>')]),
    "another root": zipped([("project.qde", b"<html/>")]),
    "a million deep": zipped([("project.qde", ROOT + b"<CodeBook><Codes>" + b"<Code>" * 1_000_000)]),
    "nothing": b"",
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_a_line_that_names_them(name: str, tmp_path: Path) -> None:
    path = tmp_path / "evil.qdpx"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(BadInput) as refused:
        read_refi(path)
    assert str(path) in refused.value.message
    assert "\n" not in refused.value.message
    assert [each.name for each in tmp_path.iterdir()] == ["evil.qdpx"]


@pytest.mark.parametrize(
    "inside",
    [
        "<CodeBook/>",
        "<CodeBook><Codes/></CodeBook><Sets/><Sources/><Users/>",
        '<Users><User name="../../x"/></Users>',
        '<Sources><TextSource plainTextPath="internal://../../../etc/passwd"/></Sources>',
        source('<PlainTextSelection startPosition="x" endPosition=""/>'),
        source(f'<PlainTextSelection startPosition="{10**30}" endPosition="{10**40}"/>'),
        source(
            "<PlainTextSelection startPosition='1' endPosition='4'><Coding><CodeRef/></Coding></PlainTextSelection>"
        ),
        "<Cases><Case><SourceRef targetGUID='nowhere'/></Case></Cases><Links><Link/></Links><Notes><Note/></Notes>",
        "<Notes><Note guid='' name=''><PlainTextContent>x</PlainTextContent></Note></Notes>",
    ],
)
def test_what_makes_no_sense_is_left_out(inside: str, tmp_path: Path) -> None:
    study = read_refi(qdpx(inside, tmp_path, text=TALK.encode()))
    assert not study.codings
