"""Counts the term families in the support group study by its own simple means, so that other counts can be checked.

    python corpora/expected_counts.py            (writes corpora/support-group/expected_counts.json)

Nothing here uses qualwork. Each layout of the nine interviews is known, so each has a reader of a few lines; nothing
in these interviews stands in brackets that was said. Words are found sign by sign: a run of letters and digits with
apostrophes inside, a final `'s` cut off. A phrase wants its words in one turn with nothing but white space between.
"""

from __future__ import annotations

import html
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import yaml

HERE = Path(__file__).resolve().parent
STUDY = HERE / "support-group"
FAMILIES = HERE.parent / "codebooks" / "support-group-families.yaml"
INTERVIEWERS = {"Interviewer", "INT", "I", "Dr Hale"}

Turns = list[tuple[str, str]]  # label and speech, paragraphs of a turn joined by line ends


def read(path: Path) -> Turns:
    """The turns of one interview: who speaks, and the text of it with its stage notes."""
    return _join(READERS[path.suffix](path))


def _join(paragraphs: Iterable[tuple[str, str]]) -> Turns:
    """Paragraphs of one speaker in a row, or with an empty label after one, as one turn."""
    turns: Turns = []
    for label, text in paragraphs:
        if turns and label in ("", turns[-1][0]):
            turns[-1] = (turns[-1][0], f"{turns[-1][1]}\n{text}")
        elif label:
            turns.append((label, text))
    return turns


def _txt(path: Path) -> Turns:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    blocks = text.replace("\r\n", "\n").strip().split("\n\n")
    found: Turns = []
    for block in blocks:
        header = re.match(r"(\w+(?: \w+)?)(?:  \d+:\d\d\n|: )", block)
        if header and header[1] not in ("Place", "Topics"):
            found.append((header[1], block[header.end() :]))
        else:
            found.append(("", block))
    return found


def _md(path: Path) -> Turns:
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    found: Turns = []
    for block in body.strip().split("\n\n"):
        if block.startswith("# "):
            continue
        bold = re.match(r"\*\*(\w+):\*\* ", block)
        found.append((bold[1], block[bold.end() :]) if bold else ("", block))
    return found


def _docx(path: Path) -> Turns:
    root = _xml(path, "word/document.xml")
    rows = [[_all_text(cell) for cell in row if cell.tag.endswith("}tc")] for row in root.iter() if _is(row, "tr")]
    return [(label, words) for label, words in rows]


def _odt(path: Path) -> Turns:
    found: Turns = []
    for paragraph in (node for node in _xml(path, "content.xml").iter() if _is(node, "p")):
        text = _all_text(paragraph)
        if len(paragraph):
            label = _all_text(paragraph[0])
            found.append((label.rstrip(":"), text[len(label) :].lstrip()))
        else:
            found.append(("", text))
    return found


def _xml(path: Path, member: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(member))


def _is(node: ElementTree.Element, name: str) -> bool:
    return node.tag.endswith("}" + name)


def _all_text(node: ElementTree.Element) -> str:
    return "".join(node.itertext())


def _rtf(path: Path) -> Turns:
    text = path.read_text(encoding="ascii")
    units = re.sub(r"\\u(-?\d+)\\'..", lambda code: chr(int(code[1]) % 65536), text)
    body = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le").split("\\fs24\n", 1)[1]
    found: Turns = []
    for block in body.split("\\par\n"):
        bold = re.match(r"\{\\b (\w+):\} ", block)
        if bold:
            speech = block[bold.end() :].replace("\\line\n", "\n")
            found.append((bold[1], re.sub(r"\\([{}\\])", r"\1", speech)))
    return found


def _vtt(path: Path) -> Turns:
    cues = re.findall(r"^<v ([^>]+)>(.*)</v>$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [(label, html.unescape(text)) for label, text in cues]


def _json(path: Path) -> Turns:
    segments = json.loads(path.read_text(encoding="utf-8"))["segments"]
    return [(part["speaker"], part["text"].strip()) for part in segments if part["text"].strip()]


READERS: dict[str, Callable[[Path], Turns]] = {
    ".txt": _txt,
    ".md": _md,
    ".docx": _docx,
    ".odt": _odt,
    ".rtf": _rtf,
    ".vtt": _vtt,
    ".json": _json,
}


def without_notes(text: str) -> str:
    """The text with each stage note replaced by a sign that is neither a letter nor white space."""
    return re.sub(r"\[[^\]]*\]|\(\([^)]*\)\)", "\0", text)


def words(text: str) -> list[tuple[int, int, str]]:
    """Start, end and lower-case form (apostrophes straight) of each word of `text`."""
    found = []
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and (text[end].isalnum() or _inner_apostrophe(text, at, end)):
            end += 1
        if end == at:
            at += 1
            continue
        word = text[at:end].replace("’", "'").lower()
        cut = 2 if word.endswith("'s") else 0
        found.append((at, end - cut, word[: len(word) - cut]))
        at = end
    return found


def _inner_apostrophe(text: str, start: int, at: int) -> bool:
    return text[at] in "'’" and start < at and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()


def occurrences(text: str, forms: list[str]) -> int:
    """How often any of `forms` (a word, a word with `*`, a phrase) begins at a word of `text`."""
    spoken = without_notes(text)
    said = words(spoken)
    wanted = [form.lower().split() for form in forms]
    return sum(any(_fits(said, at, form, spoken) for form in wanted) for at in range(len(said)))


def _fits(said: list[tuple[int, int, str]], at: int, form: list[str], text: str) -> bool:
    here = said[at : at + len(form)]
    return (
        len(here) == len(form)
        and all(fnmatchcase(word, wanted) for (_, _, word), wanted in zip(here, form, strict=True))
        and all(text[left[1] : right[0]].isspace() for left, right in pairwise(here))
    )


def count(study: Path = STUDY, families: Path = FAMILIES) -> dict[str, object]:
    """The expected figures: words and occurrences in the participants' speech, by participant and in all."""
    turns = [turn for path in sorted((study / "interviews").iterdir()) for turn in read(path)]
    spoken: dict[str, list[str]] = {}
    for label, text in turns:
        if label not in INTERVIEWERS:
            spoken.setdefault(label, []).append(text)
    by_words = {name: sum(len(words(without_notes(text))) for text in said) for name, said in spoken.items()}
    rows = []
    for family in yaml.safe_load(families.read_text(encoding="utf-8"))["families"]:
        by = {name: sum(occurrences(text, family["accepted"]) for text in said) for name, said in spoken.items()}
        users = sum(number > 0 for number in by.values())
        rows.append({"family": family["name"], "participants": users, "occurrences": sum(by.values()), "by": by})
    return {
        "what": "expected counts in the speech of the participants, made by corpora/expected_counts.py",
        "participants": len(spoken),
        "words": sum(by_words.values()),
        "words_by": by_words,
        "families": rows,
    }


if __name__ == "__main__":
    text = json.dumps(count(), ensure_ascii=False, indent=1) + "\n"
    (STUDY / "expected_counts.json").write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(text)
