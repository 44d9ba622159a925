"""Turns a plain transcript into the formats that researchers have, to make material for tests and for `demo`.

    python corpora/make_formats.py SOURCE.txt TARGET.docx     (or .odt, .rtf, .vtt, .json, .txt)

SOURCE is UTF-8: `Label: words` paragraphs with an empty line between them; a paragraph without a label belongs to the
turn before, one that starts with `# ` is a heading, and what comes before the first label is front matter. A label is
what recurs before `: ` at the start of paragraphs. A .txt target gets header lines such as `Label  0:13`.
"""

from __future__ import annotations

import html
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

SECONDS_A_WORD = 0.38
SECONDS_BETWEEN_TURNS = 0.6
WORDS_A_CAPTION = 14
MOST_WORDS_A_CAPTION = 34
_LABELLED = re.compile(r"([A-Z][\w .]{0,20}): (?=\S)")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: what was said, and by whom; `label` is empty for headings and front matter."""

    label: str
    text: str
    opens_turn: bool = False


@dataclass(frozen=True)
class Caption:
    """A stretch of speech with its time in seconds."""

    label: str
    text: str
    begins: float
    ends: float


def read_plain(source: str) -> list[Paragraph]:
    """The paragraphs of a plain transcript, in order."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", source) if block.strip()]
    seen = Counter(match[1] for block in blocks if (match := _LABELLED.match(block)))
    found: list[Paragraph] = []
    speaker = ""
    for block in blocks:
        match = _LABELLED.match(block)
        if match and seen[match[1]] > 1:
            speaker = match[1]
            found.append(Paragraph(speaker, block[match.end() :], opens_turn=True))
        else:
            found.append(Paragraph("" if block.startswith("# ") else speaker, block))
    return found


def captions(paragraphs: list[Paragraph]) -> Iterator[Caption]:
    """Speech cut at sentence ends into captions, timed by the number of words."""
    clock = 2.0
    for paragraph in paragraphs:
        if not paragraph.label:
            continue
        clock += SECONDS_BETWEEN_TURNS * paragraph.opens_turn
        for piece in cut(paragraph.text):
            ends = clock + SECONDS_A_WORD * len(piece.split())
            yield Caption(paragraph.label, piece, round(clock, 2), round(ends, 2))
            clock = ends


def cut(text: str) -> Iterator[str]:
    """Pieces of whole sentences; only a very long sentence is cut at its commas."""
    held: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for clause in _clauses(sentence):
            if held and len(" ".join([*held, clause]).split()) > MOST_WORDS_A_CAPTION:
                yield " ".join(held)
                held = []
            held.append(clause)
        if len(" ".join(held).split()) >= WORDS_A_CAPTION:
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


def _clauses(sentence: str) -> list[str]:
    return [sentence] if len(sentence.split()) <= MOST_WORDS_A_CAPTION else re.split(r"(?<=,)\s+", sentence)


def write_txt(paragraphs: list[Paragraph], target: Path) -> None:
    """Plain text with a header line of label and time over each turn."""
    times = {}
    for index, paragraph in enumerate(paragraphs):
        spoken = list(captions(paragraphs[: index + 1]))
        own = sum(1 for _ in cut(paragraph.text))
        times[index] = spoken[-own].begins if paragraph.opens_turn else 0.0
    blocks = []
    for index, paragraph in enumerate(paragraphs):
        minutes, seconds = divmod(int(times[index]), 60)
        header = f"{paragraph.label}  {minutes}:{seconds:02}\n" if paragraph.opens_turn else ""
        blocks.append(header + paragraph.text)
    target.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")


def write_vtt(paragraphs: list[Paragraph], target: Path) -> None:
    """WebVTT with a voice on every cue; front matter becomes a NOTE."""
    front = " ".join(paragraph.text for paragraph in paragraphs if not paragraph.label)
    blocks = ["WEBVTT", f"NOTE {front}"] if front else ["WEBVTT"]
    for number, caption in enumerate(captions(paragraphs), 1):
        times = f"{_clock(caption.begins)} --> {_clock(caption.ends)}"
        blocks.append(f"{number}\n{times}\n<v {caption.label}>{html.escape(caption.text, quote=False)}</v>")
    target.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"


def write_json(paragraphs: list[Paragraph], target: Path) -> None:
    """Whisper segments with speakers; as there, texts start with a blank and one segment holds nothing else."""
    segments: list[dict[str, object]] = []
    for caption in captions(paragraphs):
        times = {"id": len(segments), "start": caption.begins, "end": caption.ends}
        segments.append({**times, "text": f" {caption.text}", "speaker": caption.label})
    segments.append({"id": len(segments), "start": caption.ends, "end": caption.ends + 1, "text": " "})
    whole = {"language": "en", "segments": segments}
    target.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def write_docx(paragraphs: list[Paragraph], target: Path) -> None:
    """Word: headings and front matter above a table of speaker and words; a blank speaker continues the last."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        if paragraph.text.startswith("# "):
            document.add_heading(paragraph.text[2:], level=1)
        elif not paragraph.label:
            document.add_paragraph(paragraph.text)
    spoken = [paragraph for paragraph in paragraphs if paragraph.label]
    table = document.add_table(rows=len(spoken), cols=2)
    for row, paragraph in zip(table.rows, spoken, strict=True):
        label, words = row.cells
        label.text = paragraph.label if paragraph.opens_turn else ""
        words.text = paragraph.text
    document.save(str(target))


_ODT = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2" xmlns:office="{_ODT}office:1.0" xmlns:text="{_ODT}text:1.0"
 xmlns:style="{_ODT}style:1.0" xmlns:fo="{_ODT}xsl-fo-compatible:1.0"><office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
</office:automatic-styles><office:body><office:text>
"""
_ODT_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_ODT}manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
"""


def write_odt(paragraphs: list[Paragraph], target: Path) -> None:
    """OpenDocument text with bold labels."""
    body = []
    for paragraph in paragraphs:
        text = escape(paragraph.text)
        if paragraph.text.startswith("# "):
            body.append(f'<text:h text:outline-level="1">{text[2:]}</text:h>')
        elif paragraph.opens_turn:
            body.append(f'<text:p><text:span text:style-name="T1">{paragraph.label}:</text:span> {text}</text:p>')
        else:
            body.append(f"<text:p>{text}</text:p>")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml", _ODT_HEAD + "\n".join(body) + "\n</office:text></office:body></office:document-content>\n"
        )
        package.writestr("META-INF/manifest.xml", _ODT_MANIFEST)


def write_rtf(paragraphs: list[Paragraph], target: Path) -> None:
    """Rich text in code page 1252 with bold labels; a second paragraph of a turn follows a `\\line`."""
    lines = [r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\froman Times New Roman;}}\f0\fs24"]
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        continues = bool(paragraph.label and following and following.label and not following.opens_turn)
        label = rf"{{\b {paragraph.label}:}} " if paragraph.opens_turn else ""
        text = _rtf_text(paragraph.text)
        if paragraph.text.startswith("# "):
            text = rf"{{\b\fs32 {text[2:]}}}"
        lines.append(label + text + (r"\line" if continues else r"\par"))
    target.write_text("\n".join([*lines, "}"]) + "\n", encoding="ascii", newline="\n")


def _rtf_text(text: str) -> str:
    """Text with RTF's signs escaped; what is not ASCII as `\\uN` in UTF-16 units with a cp1252 fall-back."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append("\\" + sign)
        elif sign.isascii():
            out.append(sign)
        else:
            units = sign.encode("utf-16-le")
            fallback = sign.encode("cp1252", "replace")[0]
            for at in range(0, len(units), 2):
                number = int.from_bytes(units[at : at + 2], "little", signed=True)
                out.append(f"\\u{number}\\'{fallback:02x}")
    return "".join(out)


WRITERS: dict[str, Callable[[list[Paragraph], Path], None]] = {
    ".txt": write_txt,
    ".vtt": write_vtt,
    ".json": write_json,
    ".docx": write_docx,
    ".odt": write_odt,
    ".rtf": write_rtf,
}


def main(arguments: list[str]) -> None:
    """Convert one file; exits with a line that says why where it cannot."""
    if len(arguments) != 2 or Path(arguments[1]).suffix not in WRITERS:
        sys.exit(f"usage: make_formats.py SOURCE.txt TARGET with one of {' '.join(WRITERS)}")
    source, target = Path(arguments[0]), Path(arguments[1])
    WRITERS[target.suffix](read_plain(source.read_text(encoding="utf-8")), target)


if __name__ == "__main__":
    main(sys.argv[1:])
