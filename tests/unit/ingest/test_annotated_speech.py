"""Transcriber and ELAN files, and old Word documents: words in are words attributed or named as left out."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections import Counter
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading

TRS = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans scribe="kim" audio_filename="a" version="1"><Speakers><Speaker id="spk1" name="Ana"/>
<Speaker id="spk2" name="Bo Lund"/></Speakers><Episode><Section type="report" startTime="0" endTime="9">
%s</Section></Episode></Trans>"""
EAF = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>
<TIME_ORDER>%s</TIME_ORDER>%s</ANNOTATION_DOCUMENT>"""


def read(name: str, data: bytes) -> Reading:
    """A file of this name and content, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_file(path)


def spoken(reading: Reading) -> list[tuple[str | None, str, int | None]]:
    """Speaker, speech and first time of every turn."""
    return [(turn.speaker, reading.text[turn.speech_start : turn.end].strip(), turn.begins) for turn in reading.turns]


def test_transcriber_turns_overlaps_and_events() -> None:
    turns = (
        '<Turn speaker="spk1" startTime="0" endTime="2.5"><Sync time="0"/>\nWie war das für dich?\n</Turn>'
        '<Turn speaker="spk2" startTime="2.5" endTime="5"><Sync time="2.5"/>\nCold.\n<Event desc="laughs" '
        'type="noise"/><Sync time="4"/>\nvery cold\n</Turn><Turn speaker="spk1 spk2" startTime="5" endTime="6">'
        '<Sync time="5"/><Who nb="1"/>\nAnd?\n<Who nb="2"/>\nYes.\n</Turn><Turn startTime="6" endTime="7">'
        '<Sync time="6"/>\nhello there\n</Turn>'
    )
    reading = read("a.trs", (TRS % turns).encode("latin-1"))
    assert spoken(reading) == [
        ("Ana", "Wie war das für dich?", 0),
        ("Bo Lund", "Cold. [laughs] very cold", 2_500),
        ("Ana", "And?", 5_000),
        ("Bo Lund", "Yes.", 5_000),
        ("Unknown speaker", "hello there", 6_000),
    ]
    asides = [reading.text[start:end] for turn in reading.turns for start, end in turn.asides]
    assert asides == ["[laughs]"]


def test_tiers_of_elan_that_depend_on_others_are_left_out_line_by_line() -> None:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 1000}"/>' for n in range(4))
    tiers = (
        '<TIER TIER_ID="Bo" LINGUISTIC_TYPE_REF="u"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" '
        'TIME_SLOT_REF1="ts2" TIME_SLOT_REF2="ts3"><ANNOTATION_VALUE>Cold.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>'
        '</ANNOTATION></TIER><TIER TIER_ID="t2" PARTICIPANT="Ana" LINGUISTIC_TYPE_REF="u"><ANNOTATION>'
        '<ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts0" TIME_SLOT_REF2="ts1"><ANNOTATION_VALUE>How '
        "was it?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>"
        '<TIER TIER_ID="gloss" PARENT_REF="Bo" LINGUISTIC_TYPE_REF="g"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="a3" '
        'ANNOTATION_REF="a1"><ANNOTATION_VALUE>froid</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>'
    )
    reading = read("a.eaf", (EAF % (slots, tiers)).encode())
    assert spoken(reading) == [("Ana", "How was it?", 0), ("Bo", "Cold.", 2_000)]
    assert [(line.text, line.place) for line in reading.left_out] == [("froid", "tier gloss")]
    assert any("tier gloss" in warning and "1 passage" in warning for warning in reading.warnings)


words = st.lists(st.sampled_from(["snow", "cold.", "so", "&", "<i>", "why?"]), min_size=1, max_size=4).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Ana", "Bo Lund"]), words), min_size=1, max_size=8))
def test_words_in_are_words_attributed(said: list[tuple[str, str]]) -> None:
    expected = [(who, " ".join(text for _, text in run)) for who, run in groupby(said, key=lambda one: one[0])]
    keys = {"Ana": "spk1", "Bo Lund": "spk2"}
    turns = "".join(
        f'<Turn speaker="{keys[who]}" startTime="{at}" endTime="{at + 1}"><Sync time="{at}"/>\n{escape(text)}\n</Turn>'
        for at, (who, text) in enumerate(said)
    )
    assert [(who, text) for who, text, _ in spoken(read("a.trs", (TRS % turns).encode()))] == expected
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 1000}"/>' for at in range(len(said) + 1))
    tiers = "".join(
        f"<TIER TIER_ID={quoteattr(name)}>"
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}" TIME_SLOT_REF2="ts'
            f'{at + 1}"><ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
            for at, (who, text) in enumerate(said)
            if who == name
        )
        + "</TIER>"
        for name in keys
    )
    reading = read("a.eaf", (EAF % (slots, tiers)).encode())
    assert [(who, text) for who, text, _ in spoken(reading)] == expected
    assert Counter(re.findall(r"\w+", " ".join(text for _, text in said))) == Counter(
        re.findall(r"\w+", " ".join(text for _, text, _ in spoken(reading)))
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.trs", "Ana: hello", "is not a Transcriber file"),
        ("a.eaf", "Ana: hello", "is not an ELAN file"),
        ("a.trs", "<Trans><Turn>", "no readable XML"),
        ("a.trs", '<!DOCTYPE Trans [<!ENTITY a "b">]><Trans>&a;</Trans>', "entities"),
        ("a.eaf", "<ANNOTATION_DOCUMENT></ANNOTATION_DOCUMENT>", "no words"),
    ],
)
def test_others_are_refused(name: str, content: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(name, content.encode())


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50


def test_an_old_word_document_needs_libreoffice_or_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInput, match="install LibreOffice"):
        read("a.doc", OLD)
    with pytest.raises(BadInput, match="password"):
        read("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"))


def test_what_libreoffice_writes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from docx import Document

    document = Document()
    for line in ("Interviewer: How was it?", "P1: It was cold."):
        document.add_paragraph(line)
    document.save(str(tmp_path / "made.docx"))
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nfor last; do :; done\ncp "{tmp_path}/made.docx" "$(dirname "$last")/document.docx"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    reading = read("a.doc", OLD)
    assert [who for who, *_ in spoken(reading)] == ["Interviewer", "P1"]
    assert reading.format == "doc" and any("LibreOffice" in warning for warning in reading.warnings)


def test_a_doc_that_is_rich_text_or_a_page_inside_is_read_as_what_it_is() -> None:
    assert read("a.doc", rb"{\rtf1 I: How?\par P1: Cold.\par I: So?\par P1: Yes.}").format == "rtf"
    assert read("b.doc", b"<html><body><p>I: How?</p><p>P1: Cold.</p></body></html>").format == "html"
