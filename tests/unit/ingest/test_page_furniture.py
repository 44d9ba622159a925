"""Page edges of a PDF: what could be a label or an answer stays, what goes is named line by line."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.read import read_file
from qualwork.model.transcript import Reading
from tests.unit.ingest.test_pdf import Placed, lines, pdf

FILLER = [f"we went up hill {number} then" for number in range(56)]


def read(pages: list[list[Placed]]) -> Reading:
    """A PDF of these pages, read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.pdf"
        path.write_bytes(pdf(pages))
        return read_file(path)


def full(first: str, last: str, filler: int = 54) -> list[Placed]:
    """A page filled from edge to edge, with these lines at its top and bottom."""
    return lines(first, *FILLER[:filler], last, top=775)


def speakers(reading: Reading) -> Counter[str | None]:
    """How many turns each voice has."""
    return Counter(turn.speaker for turn in reading.turns)


def test_a_label_with_a_time_at_the_top_of_each_page_is_kept() -> None:
    pages = [lines(f"Ana 00:{at}0", "How was it?", "", f"Bert 00:{at}5", "Cold.", top=780) for at in range(6)]
    reading = read(pages)
    assert speakers(reading) == {"Ana": 6, "Bert": 6}
    assert not any("left out" in warning for warning in reading.warnings)


@pytest.mark.parametrize("answer", ["P1: Yes.", "P1: 12", "Yes.", "P1: Okay"])
def test_an_answer_that_comes_back_at_page_ends_is_kept(answer: str) -> None:
    reading = read([full("I: How was it then?", answer) for _ in range(6)])
    assert reading.text.count(answer) == 6
    assert not any("left out" in warning for warning in reading.warnings)


def test_names_on_a_line_of_their_own_are_kept_at_page_tops() -> None:
    pages = [lines("Ana", "How was it?", "", "Bert", "Cold.", "", "Ana", "And?", top=780) for _ in range(6)]
    assert read(pages).text.count("Ana\n") == 12


def test_running_heads_with_and_without_page_numbers_go_and_are_named() -> None:
    pages = [
        [(60, 785, "Hill study"), (400, 785, f"Rosa, page {at + 4}"), *lines("I: So?", "P1: Well.", "Yes.", top=740)]
        for at in range(5)
    ]
    reading = read(pages)
    assert reading.text.count("P1: Well.") == 5 and "Hill" not in reading.text and "page" not in reading.text
    named = " ".join(reading.warnings)
    assert "“Hill study” on 5 pages (1 to 5)" in named
    assert all(f"“Rosa, page {at + 4}” on page {at + 1}" in named for at in range(5))


def test_a_head_that_looks_like_a_label_goes_only_where_nobody_speaks_under_it() -> None:
    head = "Project: Hills"
    body = lines("I: How?", "", "P1: Well.", "", "I: And?", "", "P1: Fine.", top=740)
    assert head not in read([[(60, 785, head), *body] for _ in range(4)]).text
    answered = [[(60, 785, "P1: Well."), *body] for _ in range(4)]
    assert read(answered).text.count("P1: Well.") == 8


def test_numbers_that_do_not_count_pages_are_kept() -> None:
    pages = [
        [*lines("I: How many?", "P1: So many:", top=700), (60, 60, str(number)), (300, 20, str(page))]
        for page, number in enumerate([7, 30, 12, 7], start=1)
    ]
    reading = read(pages)
    assert [number for number in re.findall(r"\b\d+\b", reading.text) if number != "1"] == ["7", "30", "12", "7"]
    assert any("4 page numbers" in warning for warning in reading.warnings)


def test_text_that_a_program_put_into_a_figure_is_text() -> None:
    page = "BT /F1 10 Tf 60 700 Td (I: How was it?) Tj ET /Fig Do"
    figure = "BT /F1 10 Tf 60 650 Td (P1: It was cold.) Tj ET"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    data = pdf([[]]).decode()
    resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /Fig 6 0 R >> >>"
    data = re.sub(r"/Resources << .*? >> >>", resources, data)
    data = re.sub(
        r"<< /Length 0 >>\nstream\n\nendstream", f"<< /Length {len(page)} >>\nstream\n{page}\nendstream", data
    )
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 {font} >> >>"
    shape = f"6 0 obj\n<< {form} /Length {len(figure)} >>\nstream\n{figure}\nendstream\nendobj\n"
    broken_table = data.replace("xref", shape + "xref", 1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.pdf"
        path.write_bytes(broken_table.encode())
        assert read_file(path).text.split() == ["I:", "How", "was", "it?", "P1:", "It", "was", "cold."]


def counted(text: str) -> Counter[str]:
    """Runs of letters and digits, a hyphen at a line end closed."""
    return Counter(re.findall(r"[^\W_]+", text))


def named(reading: Reading) -> Counter[str]:
    """The words of lines that the warnings name as left out, as often as they say."""
    words: Counter[str] = Counter()
    for warning in reading.warnings:
        if warning.startswith("left out"):
            for text, last, place in re.findall(r"“([^”]*)”(?: to “(\d+)”)? on (page|\d+ pages)", warning):
                run = [str(number) for number in range(int(text), int(last) + 1)] if last else [text]
                for one in run:
                    for word, count in counted(one).items():
                        words[word] += count * (1 if place == "page" else int(place.split()[0]))
    return words


HEADS = st.sampled_from(["", "Hill study", "Study: hills", "Rosa, page #", "#", "Page # of 9", "Ana 00:#0", "12"])
SAID = st.sampled_from(["Ana: So?", "Bert: Yes.", "Yes.", "12", "Okay", "Ana 00:12", "Bert", "we went on", "Mhm"])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(SAID, min_size=1, max_size=5), min_size=1, max_size=6),
    HEADS,
    HEADS,
    st.sampled_from([786, 700]),
)
def test_every_word_is_text_or_named(pages: list[list[str]], head: str, foot: str, top: int) -> None:
    made = [
        [
            *([(60.0, 787.0, head.replace("#", str(number)))] if head and top < 786 else []),
            *lines(*said, top=top),
            *([(300.0, 20.0, foot.replace("#", str(number)))] if foot else []),
        ]
        for number, said in enumerate(pages, start=1)
    ]
    reading = read(made)
    printed = sum((counted(text) for page in made for *_, text in page), Counter())
    assert counted(reading.text) + named(reading) == printed
    kept = [line for page in pages for line in page if ":" in line]
    assert sum(reading.text.count(line) for line in set(kept)) == len(kept)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_printed_interviews_hold_what_another_program_finds_in_them(shared_data: Path) -> None:
    for path in sorted((shared_data / "interview-pdf" / "results" / "transcripts").glob("*.pdf")):
        reading = read_file(path)
        raw = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True).stdout
        letters = re.compile(r"[^\W\d_]")
        missing = Counter(letters.findall(raw))
        missing.subtract(letters.findall(reading.text))
        missing.subtract(letters.findall("".join(word * count for word, count in named(reading).items())))
        assert not +missing, (path.name, +missing)
