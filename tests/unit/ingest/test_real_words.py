"""Each word of real interviews, extracted without our readers, is speech, label, note or named as left out."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from qualwork.ingest.read import read_file
from qualwork.model.transcript import Reading
from qualwork.model.units import words
from tests.unit.ingest.accounts import account

GAPS = re.compile(r"</w:p>|<w:tab/>|<w:br/>|</text:p>|</text:h>|<text:line-break/>|<text:tab/>|<text:s[^>]*/>")
FOLDERS = {"oral-history-txt": 16, "ai-interviews-md": 100, "podcast-md": 10}


def raw(path: Path) -> str:
    """The text of a file by the plainest means: bytes, or an archive's XML without its tags."""
    if path.suffix in (".docx", ".odt"):
        with zipfile.ZipFile(path) as archive:
            xml = archive.read("word/document.xml" if path.suffix == ".docx" else "content.xml").decode()
        xml = xml[xml.index("<office:body>") :] if path.suffix == ".odt" else xml
        return unescape(re.sub(r"<[^>]*>", "", GAPS.sub(" ", xml)))
    if path.suffix == ".rtf":  # the same interview as a text file: nothing else here reads RTF
        return raw(path.parents[1] / "oral-history-txt" / f"{path.stem}.txt").replace("’", "'")
    return path.read_text(encoding="utf-8")


def check_accounted(path: Path, reading: Reading) -> None:
    """Nothing vanished and nothing was made up."""
    came_in = Counter(words(raw(path).replace("’", "'")))
    kept = account(replace(reading, text=reading.text.replace("’", "'")))
    named = Counter(word for line in reading.left_out for word in words(line.text))
    assert kept.everything() + named == came_in, path.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_words_of_texts(shared_data: Path, folder: str) -> None:
    files = sorted(path for path in (shared_data / folder).iterdir() if path.suffix in (".txt", ".md"))
    assert len(files) == FOLDERS[folder]
    for path in files:
        check_accounted(path, read_file(path))


def test_words_of_office_files(shared_data: Path) -> None:
    files = sorted((shared_data / "oral-history-office").iterdir())
    assert {path.suffix for path in files} == {".docx", ".odt", ".rtf"}
    for path in files:
        check_accounted(path, read_file(path))
