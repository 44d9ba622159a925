"""Tables of turns and of answers: columns shown and said, a transcript each, codes as codings; nothing lost unnamed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.read import Said
from qualwork.ingest.sheets.answer_table import AnswerTable, TableLayout, guess_layout, read_answer_table
from qualwork.ingest.sheets.table_study import study_of
from tests.cli.conftest import Qualwork

TURNS = """timestamp,speaker,words,tags
[00:00:05],Ana,How was the winter?,
,Bo,"It was cold, and long.",winter; fear
,,And dark [laughs] too.,fear
,Ana,Why?,
[00:01:10],Bo,,fear
,Bo,No wood.,Winter
"""
SURVEY = """id,age,Why did you come?,What changed for you?
R1,40,Because I was cold and alone.,I breathe easier now and sleep.
R2,31,,Nothing much to be honest.
,25,My sister told me to come here.,I am not afraid of it now.
"""


@pytest.fixture
def tables(qualwork: Qualwork, folder: Path) -> Path:
    """An empty project beside two tables."""
    (folder / "turns.csv").write_text(TURNS, encoding="utf-8")
    (folder / "survey.csv").write_text(SURVEY, encoding="utf-8")
    assert qualwork("new", "study.qualwork").code == 0
    return folder


def spoken(qualwork: Qualwork, title: str) -> list[tuple[str, str, int | None]]:
    """Speaker, speech and time of each turn of a transcript."""
    shown = qualwork("transcripts", "show", title, "--json").json
    return [
        (turn["speaker"], shown["text"][turn["speech_start"] : turn["end"]].strip(), turn["begins"])
        for turn in shown["turns"]
    ]


@pytest.mark.usefixtures("tables")
def test_a_row_a_turn_with_codes(qualwork: Qualwork) -> None:
    (file,) = qualwork("import", "turns.csv", "--json").json["files"]
    assert spoken(qualwork, "turns") == [
        ("Ana", "How was the winter?", 5_000),
        ("Bo", "It was cold, and long.", None),
        ("Bo", "And dark [laughs] too.", None),
        ("Ana", "Why?", None),
        ("Bo", "No wood.", None),
    ]
    rows = qualwork("quotes", "--json").json
    assert {(row["code"], row["extract"]) for row in rows} == {
        ("winter", "It was cold, and long."),
        ("fear", "It was cold, and long."),
        ("fear", "And dark [laughs] too."),
        ("winter", "No wood."),
    }
    told = " | ".join(file["warnings"])
    assert "rows without words left out: 1" in told and "the codes 'fear' of a row without words" in told
    assert "speaker = speaker; words = words; time = timestamp; codes = tags" in told


@pytest.mark.usefixtures("tables")
def test_open_questions_make_a_transcript_a_respondent(qualwork: Qualwork) -> None:
    assert qualwork("--yes", "import-table", "survey.csv").code == 0
    assert spoken(qualwork, "R1") == [
        ("Question", "Why did you come?", None),
        ("R1", "Because I was cold and alone.", None),
        ("Question", "What changed for you?", None),
        ("R1", "I breathe easier now and sleep.", None),
    ]
    assert len(spoken(qualwork, "R2")) == 2
    assert len(spoken(qualwork, "Respondent 3")) == 4
    roles = {row["label"]: row["role"] for row in qualwork("speakers", "--json").json}
    assert roles == {"Question": "interviewer", "R1": "participant", "R2": "participant", "Respondent 3": "participant"}
    people = qualwork("participants", "--json").json
    assert {(row["pseudonym"], row["age"]) for row in people} == {("R1", "40"), ("R2", "31"), ("Respondent 3", "25")}


@pytest.mark.usefixtures("tables")
def test_or_a_transcript_a_question(qualwork: Qualwork) -> None:
    done = qualwork("--yes", "import-table", "survey.csv", "--per", "question")
    assert done.code == 0
    assert [who for who, *_ in spoken(qualwork, "Why did you come?")] == ["Question", "R1", "Respondent 3"]
    assert [who for who, *_ in spoken(qualwork, "What changed for you?")] == ["Question", "R1", "R2", "Respondent 3"]


@pytest.mark.usefixtures("tables")
def test_the_columns_are_shown_and_asked_about(qualwork: Qualwork, folder: Path) -> None:
    asked = qualwork("import-table", "survey.csv")
    assert asked.code == 2
    assert "attribute    age: 40" in asked.err and "question     Why did you come?" in asked.err
    assert qualwork("transcripts", "--json").json == []
    (folder / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    refused = qualwork("import", "odd.csv")
    assert refused.code == 2 and "`qualwork import-table odd.csv` asks which do: its columns are a, b" in refused.err
    assert qualwork("import-table", "odd.csv", "--words", "c").code == 2
    assert qualwork("import-table", "odd.csv", "--words", "a", "--speaker", "a").code == 2
    assert qualwork("import-table", "odd.csv", "--words", "a", "--speaker", "b").code == 0


@pytest.mark.usefixtures("tables")
def test_a_dry_run_changes_nothing_and_an_import_is_undone_at_once(qualwork: Qualwork) -> None:
    assert qualwork("import-table", "survey.csv", "--dry-run").code == 0
    assert qualwork("transcripts", "--json").json == []
    assert qualwork("--yes", "import-table", "survey.csv").code == 0
    assert qualwork("--yes", "import-table", "survey.csv", "--json").json["files"][0]["status"] == "skipped"
    assert qualwork("undo").code == 0
    assert qualwork("transcripts", "--json").json == []


CELLS = st.sampled_from(["", "snow and cold", "so?", "no", "a, b\nc", "[laughs]"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Ana", "Bo", ""]), CELLS, st.sampled_from(["", "x; y", "X"])), min_size=1))
def test_words_in_are_words_attributed(rows: list[tuple[str, str, str]]) -> None:
    if not any(words.strip() for _, words, _ in rows):
        return
    table = AnswerTable(Path("a.csv"), ("speaker", "words", "tags"), tuple(rows))
    study = study_of(table, TableLayout("speaker", "words", codes="tags"), Said())
    (source,) = study.sources
    assert source.reading is not None
    said = [source.text[turn.speech_start : turn.end].strip() for turn in source.reading.turns]
    assert said == [words for _, words, _ in rows if words.strip()]
    tags = [(source.text[c.start : c.end]) for c in study.codings]
    assert Counter(tags) == Counter(
        words for _, words, cell in rows if words.strip() for _ in filter(str.strip, cell.split(";"))
    )


def test_real_coded_tables_come_in_whole(shared_data: Path) -> None:
    for path in sorted((shared_data / "coded-csv").glob("*_*.csv")):
        table = read_answer_table(path)
        study = study_of(table, guess_layout(table), Said())
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        spoken_rows = [row for row in rows if (row["words"] or "").strip()]
        (source,) = study.sources
        assert source.reading is not None
        said = [source.text[turn.speech_start : turn.end].strip() for turn in source.reading.turns]
        assert [text.split() for text in said] == [row["words"].split() for row in spoken_rows], path.name
        tags = [{tag.strip().casefold() for tag in row["tags"].split(";") if tag.strip()} for row in spoken_rows]
        assert len(study.codings) == sum(map(len, tags)), path.name
