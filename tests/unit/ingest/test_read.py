"""The one way in: readers picked by content, clear refusals, files found in folders."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from qualwork.ingest.read import SUFFIXES, find_files, read_file
from qualwork.ingest.readers import READERS
from qualwork.model.errors import BadInput

DIALOGUE = "I: How was it?\n\nP1: Well.\n\nI: And then?\n\nP1: Fine.\n"


def write(folder: Path, name: str, content: str | bytes = DIALOGUE) -> Path:
    """A file in a folder that is made where it is missing."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_plain_transcript_is_kept_as_it_is(tmp_path: Path) -> None:
    reading = read_file(write(tmp_path, "P1.txt", "\ufeffI: How?\r\n\r\nP1: Fine\u2028 –  “so”  \r\n"))
    assert reading.text == "I: How?\n\nP1: Fine\u2028 –  “so”  \n"
    assert reading.source_bytes == (tmp_path / "P1.txt").read_bytes()
    assert (reading.title, reading.source_name, reading.format, reading.encoding) == ("P1", "P1.txt", "txt", "utf-8")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("P1 .txt", "P1"),
        ("P1.v2.txt", "P1.v2"),
        ("P1.TXT", "P1"),
        ("Interview José.md", "Interview José"),
        ("P1.txt ", "P1"),
    ],
)
def test_titles_are_file_names_without_suffix(tmp_path: Path, name: str, title: str) -> None:
    assert read_file(write(tmp_path, name)).title == title


def test_a_decomposed_name_makes_a_composed_title(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "Jose\u0301.txt")).title == "Jos\u00e9"


def test_the_encoding_can_be_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", DIALOGUE.replace("Fine", "ça va").encode("cp1250"))
    assert "ça va" in read_file(path, encoding="cp1250").text
    with pytest.raises(BadInput, match=r"a\.txt: line 7: not valid utf-8"):
        read_file(path, encoding="utf-8")
    with pytest.raises(BadInput, match="unknown encoding"):
        read_file(path, encoding="nonsense")


def test_missing_folder_empty_and_binary_are_refused_in_one_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"\xff\xd8")
    (tmp_path / "fake.docx").write_bytes((tmp_path / "photos.zip").read_bytes())
    cases = {
        "missing.txt": "no such file",
        ".": "is a folder",
        "empty.txt": "is empty",
        "blank.txt": "is empty",
        "mark.txt": "is empty",
        "picture.txt": "binary",
        "old.doc": "old Word document",
        "old.docx": "old Word document",
        "table.csv": "no reader for .csv",
        "fake.docx": "neither a Word document",
        "plain.docx": "is not a Word document",
        "plain.pdf": "is not a PDF",
        "nul\0.txt": "cannot be read",
    }
    for name, content in {
        "empty.txt": b"",
        "blank.txt": b" \n\r\n\t",
        "mark.txt": b"\xef\xbb\xbf",
        "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50,
        "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50,
        "table.csv": b"a,b\n",
        "plain.docx": b"I: How?\n",
        "plain.pdf": b"I: How?\n",
    }.items():
        write(tmp_path, name, content)
    for name, said in cases.items():
        with pytest.raises(BadInput, match=said) as refusal:
            read_file(tmp_path / name)
        assert "\n" not in refusal.value.message and str(tmp_path) in refusal.value.message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", Path(os.devnull)):
        with pytest.raises(BadInput, match="no ordinary file"):
            read_file(path)


def test_whatever_a_reader_stumbles_over_is_a_refusal_that_names_the_file(tmp_path: Path) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    with pytest.raises(BadInput, match=r"deep\.json: cannot be read \(RecursionError"):
        read_file(write(tmp_path, "deep.json", deep))


def test_a_refusal_is_one_line_whatever_the_file_is_called(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refusal:
        read_file(tmp_path / "two\nlines.txt")
    assert "\n" not in refusal.value.message


def test_told_labels_are_speakers_without_evidence(tmp_path: Path) -> None:
    text = "I: How?\n\nP1: Well.\nPros: cheap\n\nI: And?\n\nP1: Fine.\n"
    path = write(tmp_path, "a.txt", text)
    assert {speaker.label for speaker in read_file(path).speakers} == {"I", "P1"}
    told = read_file(path, participants=["pros"])
    assert {speaker.label: speaker.role for speaker in told.speakers}["Pros"] == "participant"


def test_suffixes_without_a_dot_or_unknown_to_all_but_the_content(tmp_path: Path) -> None:
    assert read_file(write(tmp_path, "transcript")).format == "txt"
    assert read_file(write(tmp_path, "x.docx.bin", b"{\\rtf1 I: How?\\par P1: Well.\\par}")).format == "rtf"


def test_folders_are_walked_in_order_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/c.docx",
        "a/b.md",
        "README.md",
        "LICENSE",
        "x.jpg",
        ".hidden.txt",
        ".git/d.txt",
        "a/~$c.docx",
    ):
        write(tmp_path, name)
    files, skipped = find_files([tmp_path, tmp_path / "b.txt", tmp_path / "nowhere.txt", tmp_path / "x.jpg"])
    assert [str(path.relative_to(tmp_path)) for path in files] == [
        "README.md",
        "a/b.md",
        "a/c.docx",
        "b.txt",
        "nowhere.txt",
        "x.jpg",
    ]
    assert [str(path.relative_to(tmp_path)) for path in skipped] == [".git", ".hidden.txt", "LICENSE", "a/~$c.docx"]


def test_a_link_to_the_folder_above_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    files, skipped = find_files([tmp_path])
    assert ([path.name for path in files], [path.name for path in skipped]) == (["b.txt"], ["up"])


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_dialogue_under_any_suffix_is_read_or_refused_for_what_it_is_not(tmp_path: Path, suffix: str) -> None:
    path = write(tmp_path, f"a{suffix}")
    try:
        assert "I" in {speaker.label for speaker in read_file(path).speakers}
    except BadInput as refusal:
        assert suffix not in refusal.message.removeprefix(str(path))
        assert "cannot be read" not in refusal.message


def test_no_suffix_stands_in_two_rows() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes)) == len(SUFFIXES) + 1
