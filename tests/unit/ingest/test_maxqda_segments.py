"""Coded segments of MAXQDA: each segment stands once in its document, under every code it has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from qualwork.ingest.read import Said
from qualwork.ingest.sheets.answer_table import AnswerTable, read_answer_table
from qualwork.ingest.sheets.maxqda_segments import is_segments, segments_study
from qualwork.model import interchange

HEADERS = (
    "Color",
    "Comment",
    "Document group",
    "Document name",
    "Code",
    "Beginning",
    "End",
    "Weight score",
    "Segment",
    "Created by",
)
GERMAN = (
    "Farbe",
    "Kommentar",
    "Dokumentgruppe",
    "Dokumentname",
    "Code",
    "Anfang",
    "Ende",
    "Gewicht",
    "Segment",
    "Erstellt von",
)
ROWS = [
    ("●", "strong", "Round 1", "Bo", "Feelings > Fear", "7", "9", "0", "Bo: It was cold, and I was afraid.", "kim"),
    ("●", "", "Round 1", "Bo", "Feelings", "9", "9", "0", "I was afraid", "lee"),
    ("●", "", "Round 1", "Bo", "Winter", "2", "2", "0", "Ana: How was the winter?", "kim"),
    ("●", "", "Round 1", "Eva", "Winter", "1", "1", "0", "It was cold, and I was afraid.", "kim"),
    ("●", "", "Round 1", "Eva", "Winter", "1", "1", "0", "", "kim"),
]


def extracts(study: interchange.Study) -> list[tuple[str, str, str]]:
    """Title, code and text of each coding."""
    codes = {code.guid: code.name for code in study.codes}
    sources = {source.guid: source for source in study.sources}
    return [
        (sources[one.source].title, codes[one.code], sources[one.source].text[one.start : one.end])
        for one in study.codings
    ]


def test_segments_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "segments.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADERS, *ROWS)):
            sheet.write_row(number, 0, row)
    table = read_answer_table(path)
    assert is_segments(table)
    study = segments_study(table, Said())
    assert [source.text for source in study.sources] == [
        "Ana: How was the winter?\n\nBo: It was cold, and I was afraid.\n\n",
        "It was cold, and I was afraid.\n\n",
    ]
    assert extracts(study) == [
        ("Bo", "Fear", "Bo: It was cold, and I was afraid."),
        ("Bo", "Feelings", "I was afraid"),
        ("Bo", "Winter", "Ana: How was the winter?"),
        ("Eva", "Winter", "It was cold, and I was afraid."),
    ]
    parents = {code.name: code.parent for code in study.codes}
    assert parents["Fear"] == next(code.guid for code in study.codes if code.name == "Feelings")
    assert {user.name for user in study.users} == {"kim", "lee"}
    assert [(note.on, note.text) for note in study.notes] == [("coding", "strong")]
    told = " | ".join(study.notices)
    assert "Bo: only its 3 coded segments" in told and "rows without a segment left out: 1" in told
    assert "columns not taken over: Color, Weight score" in told


def test_german_headers_and_other_tables(tmp_path: Path) -> None:
    assert is_segments(AnswerTable(Path("a.xlsx"), GERMAN, tuple(ROWS)))
    assert not is_segments(AnswerTable(Path("a.xlsx"), ("speaker", "words", "code"), (("a", "b", "c"),)))


SEGMENTS = st.lists(
    st.tuples(st.sampled_from(["A", "B"]), st.integers(1, 4), st.sampled_from(["snow fell", "cold", "and so we left"])),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(SEGMENTS)
def test_every_segment_is_coded_where_its_words_stand(given: list[tuple[str, int, str]]) -> None:
    rows = tuple(("", "", "", name, "x", str(at), str(at), "0", words, "") for name, at, words in given)
    study = segments_study(AnswerTable(Path("a.xlsx"), HEADERS, rows), Said())
    places = {(name, at, words) for name, at, words in given}
    assert Counter(extracts(study)) == Counter((name, "x", words) for name, _, words in places)
    for source in study.sources:
        lines = [line for line in source.text.split("\n\n") if line]
        assert len(lines) == len({(at, words) for name, at, words in given if name == source.title})
