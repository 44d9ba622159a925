"""Participants: who answers to which name, tables of them, and labels given other roles."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.log import auditing
from qualwork.workbench.transcripts import people, reading
from qualwork.workbench.transcripts.imported import ImportOptions
from qualwork.workbench.transcripts.importing import import_paths
from tests.unit.workbench.named import participant_id, ref, transcript_id
from tests.unit.workbench.studies import new_study, write

USER = "Assistant: What do you do?\n\nUser: I bake bread.\n\nAssistant: Since when?\n\nUser: Always. Bread, mostly.\n"
PAIR = """P: How was it?

User: Fine, we said.

Resp: And I said so too.

P: Why?

User: It was.

Resp: Yes it was.
"""


def table(project: Project) -> dict[object, dict[str, object]]:
    """Rows of the participants table by pseudonym."""
    return {row["pseudonym"]: dict(row) for row in people.table(project).records()}


def write_table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file of participants."""
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("pseudonym,Age (years)\nBen,40\nADA,50\n", "utf-8"),
        ("Age (years);Interviewee;\r\n40;ben;\r\n50; ada ;\r\n", "utf-8-sig"),
        ("No.\tWho\tAge (years)\n1\tBEN\t40\n2\tAda\t50\n\n", "utf-16"),
        ('"Age (years)","Interview file"\n"40","ben"\n"50","ada"\n', "utf-8"),
    ],
)
def test_rows_find_their_people_whatever_the_column_is_called(
    project: Project, tmp_path: Path, text: str, encoding: str
) -> None:
    result = people.import_table(project, write_table(tmp_path, text, encoding))
    assert len(result.matched) == 2
    assert (result.rows_without_speaker, result.speakers_without_row) == ((), ())
    found = table(project)
    assert {name: row["Age (years)"] for name, row in found.items()} == {"Ben": "40", "Ada": "50"}


def test_a_spreadsheet_is_read_like_a_csv(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for at, row in enumerate([["Name", "Age", "Site"], ["ben", 40, "Leeds"], ["Zoe", 7.5, "Ghent"]]):
        sheet.write_row(at, 0, row)
    book.close()
    result = people.import_table(project, path)
    assert (result.column, result.matched, result.rows_without_speaker) == ("Name", ("ben",), ("Zoe",))
    assert result.speakers_without_row == ("Ada",)
    found = table(project)
    assert (found["Ben"]["Age"], found["Zoe"]["Age"], found["Zoe"]["words"]) == ("40", "7.5", 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,age\nBen,3\nbEN,4\n", "'Ben' and 'bEN'"),
        ("name,age\nBen,3\nben,4\n", "'Ben' and 'ben'"),
        ("name,age\nBen,3\n,4\n", "row 2"),
        ("name,Age,age\nBen,3,4\n", "same name"),
    ],
)
def test_a_doubtful_table_is_refused_whole(project: Project, tmp_path: Path, text: str, said: str) -> None:
    before = auditing.head(project)
    with pytest.raises(BadInput, match=said):
        people.import_table(project, write_table(tmp_path, text))
    assert auditing.head(project) == before


def test_two_names_of_one_person_are_one_row_too_many(project: Project, tmp_path: Path) -> None:
    people.rename_participant(project, participant_id(project, "Ben"), "Theo")
    with pytest.raises(BadInput, match="'Theo' and 'Ben' mean one person"):
        people.import_table(project, write_table(tmp_path, "name,age\nTheo,3\nBen,4\n"))


def test_attributes_keep_their_first_spelling_and_an_empty_cell_removes_one(project: Project, tmp_path: Path) -> None:
    people.import_table(project, write_table(tmp_path, "name,Age,Site\nBen,40,Leeds\n"))
    people.import_table(project, write_table(tmp_path, "name,AGE,site\nBen,41,\n"))
    assert set(people.table(project).columns) - {"id", "pseudonym", "transcripts", "speakers", "words"} == {"Age"}
    assert table(project)["Ben"]["Age"] == "41"


def test_a_label_that_several_people_have_names_nobody(tmp_path: Path) -> None:
    with new_study(tmp_path, first=USER, second=USER.replace("bread", "cakes")) as project:
        assert set(table(project)) == {"first", "second"}
        result = people.import_table(project, write_table(tmp_path, "name,age\nUser,1\nsecond,2\n"))
        assert (result.matched, result.rows_without_speaker) == (("second",), ("User",))


def test_generic_labels_make_one_participant_a_transcript_also_when_set_later(tmp_path: Path) -> None:
    with new_study(tmp_path, first=USER, second=USER.replace("bread", "cakes")) as project:
        people.set_speaker(project, "User", role="other")
        assert table(project) == {}
        people.set_speaker(project, "user", role="participant")
        assert {name: row["words"] for name, row in table(project).items()} == {"first": 6, "second": 6}
        people.set_speaker(project, "Assistant", role="participant", transcript=transcript_id(project, "first"))
        assert set(table(project)) == {"first", "first Assistant", "second"}


def test_a_person_nobody_stands_for_goes_unless_something_is_known_of_her(project: Project, tmp_path: Path) -> None:
    people.set_speaker(project, "Ben", participant="ada")
    assert set(table(project)) == {"Ada"}
    assert table(project)["Ada"]["transcripts"] == "ada, ben"
    auditing.undo(project)
    assert set(table(project)) == {"Ada", "Ben"}
    memoing.add(project, ref(project, "participant:Ben"), "shy at first")
    people.set_speaker(project, "Ben", participant="Ada")
    assert set(table(project)) == {"Ada", "Ben"}
    assert table(project)["Ben"]["words"] == 0


def test_only_participants_stand_for_somebody(project: Project) -> None:
    with pytest.raises(BadInput, match="--role participant"):
        people.set_speaker(project, "Interviewer", participant="Kim")
    with pytest.raises(BadInput, match="--role participant"):
        people.set_speaker(project, "Ben", role="other", participant="Kim")
    assert people.set_speaker(project, "interviewer", role="participant", participant="Kim") == 2
    assert table(project)["Kim"]["transcripts"] == "ada, ben"


def test_words_of_a_participant_are_what_counts_as_hers(project: Project) -> None:
    for name, row in table(project).items():
        counted = counting.terms(project, ["re:.*"], by="participant")
        assert counted.rows[0].by[str(name)] == row["words"]
    people.set_speaker(project, "Ben", role="interviewer")
    assert "Ben" not in table(project)
    assert counting.terms(project, ["safe"]).rows[0].participants == 0


def test_a_pseudonym_is_taken_without_regard_to_case(project: Project) -> None:
    with pytest.raises(Refused):
        people.rename_participant(project, participant_id(project, "Ben"), "ADA")
    people.rename_participant(project, participant_id(project, "ben"), "BEN")
    assert set(table(project)) == {"Ada", "BEN"}
    with pytest.raises(NotFound):
        people.rename_participant(project, participant_id(project, "Theo"), "X")


def test_two_labels_are_one_person_where_the_import_says_so(tmp_path: Path) -> None:
    with new_study(tmp_path) as project:
        pair = write(tmp_path / "pair", pair=PAIR)
        options = ImportOptions(("P",), {"User": "Maren", "Resp": "maren"})
        result = import_paths(project, pair, options)[0]
        assert {s.label: s.role for s in result.speakers} == {
            "P": "interviewer",
            "User": "participant",
            "Resp": "participant",
        }
        maren = table(project)["Maren"]
        assert (maren["transcripts"], maren["speakers"]) == ("pair", "User, Resp")
        counted = counting.terms(project, ["was"]).rows[0]
        assert (counted.participants, counted.by["Maren"]) == (1, 2)


def test_transcripts_have_facts_with_names(project: Project) -> None:
    reading.set_facts(project, transcript_id(project, "ben"), {" date ": " 2026-05-01 "}, checked=True)
    info = next(info for info in reading.infos(project) if info.title == "ben")
    assert (info.attributes, info.checked) == ({"date": "2026-05-01"}, True)
    with pytest.raises(BadInput):
        reading.set_facts(project, transcript_id(project, "ben"), {" ": "x"})
