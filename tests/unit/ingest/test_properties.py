"""Whatever stands in a file: turns tile the text, speech lies in its turn, and reading ends."""

from __future__ import annotations

import json
import tempfile
import zipfile
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape

from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.model.errors import BadInput
from qualwork.model.transcript import Reading, check_tiling

LABELS = ["I", "P1", "Rosa", "Rosa Lind", "For example", "Pros", "Interviewer 1", "**Ben**", "### Ana", "VOICE", "me"]
SIGNS = [": ", ":\n", "  0:13\n", " [00:01:26] ", " - ", "\t", ": 00:01:02\n\n", "\n", ""]
BITS = [
    "so",
    "[laughs]",
    "((",
    "))",
    "(you know",
    ")",
    "?",
    "\n\n",
    "\n",
    " ",
    "---",
    "# Head",
    "\u2028",
    "00:12:03",
    "é",
    "{",
    "<b>",
]
VOICES = ["<v Rosa>", "<v.loud Ben> ", "Rosa: ", "P1:", ">> I: ", ">> ", "", "</v>", "- "]
words = st.lists(st.sampled_from(BITS), max_size=6).map(" ".join)
turns = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(SIGNS), words).map("".join), max_size=8)
transcripts = st.one_of(turns.map("\n".join), turns.map("\n\n".join), st.text(max_size=300))


def read(name: str, data: bytes) -> Reading | None:
    """The reading of these bytes under this name, or None where they are refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            return read_file(path)
        except BadInput as refusal:
            assert "\n" not in refusal.message and name in refusal.message
            return None


def check(reading: Reading | None) -> None:
    """Everything that must hold of any reading."""
    if reading is None:
        return
    check_tiling(reading.text, reading.turns)
    reading.text.encode("utf-8")
    counted = {speaker.label: speaker.turns for speaker in reading.speakers}
    for turn in reading.turns:
        assert turn.speaker is None or counted[turn.speaker] > 0
        assert turn.speaker is not None or turn.speech_start == turn.end
        for start, end in turn.speech():
            assert turn.start <= turn.speech_start <= start < end <= turn.end
        assert turn.end == len(reading.text) or not reading.text[turn.end].isspace()
    assert sum(counted.values()) == sum(turn.speaker is not None for turn in reading.turns)
    assert list(reading.pages) == sorted(reading.pages)


@settings(deadline=None)
@given(transcripts, st.sampled_from(["a.txt", "a.md"]))
def test_plain_text(text: str, name: str) -> None:
    reading = read(name, text.encode("utf-8", "surrogatepass"))
    check(reading)
    if reading is not None and reading.encoding == "utf-8":
        assert reading.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.vtt", "a.json", "a.rtf", "a.docx", "a.pdf", "a.html", "a.odt"]),
)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    check(read(name, data))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(VOICES), words), min_size=1, max_size=6), st.sampled_from(["vtt", "srt"]))
def test_captions(said: list[tuple[str, str]], kind: str) -> None:
    sign = "." if kind == "vtt" else ","
    cues = [
        f"{number}\n00:00:{number:02}{sign}000 --> 00:00:{number:02}{sign}900\n{who}{what}"
        for number, (who, what) in enumerate(said)
    ]
    check(read(f"a.{kind}", ("WEBVTT\n\n" * (kind == "vtt") + "\n\n".join(cues)).encode()))


@settings(deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"text": st.text(max_size=20)}, optional={"speaker": st.text(max_size=5), "start": st.floats()}
        )
    )
)
def test_json(segments: list[dict[str, object]]) -> None:
    check(read("a.json", json.dumps({"segments": segments}).encode()))


@settings(deadline=None)
@given(transcripts)
def test_html(text: str) -> None:
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    check(read("a.html", f"<html><body>{paragraphs}<cite>A</cite>{text}</body></html>".encode("utf-8", "replace")))


@settings(deadline=None)
@given(transcripts)
def test_rtf(text: str) -> None:
    body = "".join(sign if sign.isascii() and sign not in "{}\\\n" else f"\\u{ord(sign) % 65536}?" for sign in text)
    check(read("a.rtf", b"{\\rtf1 " + body.encode("ascii") + b"\\par " + text.encode("cp1252", "replace") + b"}"))


@settings(deadline=None, max_examples=50)
@given(transcripts, st.booleans())
def test_office(text: str, odt: bool) -> None:
    kept = "".join(
        sign
        for sign in text
        if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff" and sign < "\ufffe")
    )
    with tempfile.TemporaryFile() as packed:
        with zipfile.ZipFile(packed, "w") as archive:
            if odt:
                archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
                inner = "".join(f"<t:p>{xml_escape(part)}<t:line-break/></t:p>" for part in kept.split("\n"))
                body = f'<o:d xmlns:o="office" xmlns:t="text"><o:body><o:text>{inner}</o:text></o:body></o:d>'
                archive.writestr("content.xml", body)
            else:
                inner = "".join(
                    f"<w:p><w:r><w:b/><w:t>{xml_escape(part)}</w:t></w:r></w:p>" for part in kept.split("\n")
                )
                archive.writestr("word/document.xml", f'<w:document xmlns:w="w"><w:body>{inner}</w:body></w:document>')
        packed.seek(0)
        check(read("a.odt" if odt else "a.docx", packed.read()))
