"""Questions to codings of a study, narrowed counts, saved tables and stop words, through the workbench."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.analysis.words.corpus import columns_of
from qualwork.model.errors import BadInput, NotFound
from qualwork.model.units import words
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.counts import autocoding, counting, matrices, saved_tables, stop_words
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import importing, people
from tests.unit.workbench.named import apply, code_id, only, participant_id, table_id, theme_id
from tests.unit.workbench.studies import new_study

CODED = {
    "ease": [
        ("ben", "I felt safe there. [laughs] You could breathe"),
        ("ada", "I breathe easier."),
        ("ben", "the tea"),
    ],
    "breath": [("ben", "really breathe"), ("ada", "breathe"), ("ben", "could breathe, really")],
    "asked": [("ben", "How was the group for you?"), ("ada", "Do you still go?\n\nAda: I breathe")],
    "unused": [],
}


@pytest.fixture
def coded(tmp_path: Path) -> Iterator[Project]:
    """Two interviews with codings, two themes, and an attribute."""
    with new_study(tmp_path) as project:
        for code, places in CODED.items():
            codebook.add_code(project, code)
            for title, quote in places:
                apply(project, code, title, quote)
        theming.add_theme(project, "Body")
        theming.add_theme(project, "Breathing", theme_id(project, "Body"))
        theming.assign(project, code_id(project, "ease"), theme_id(project, "Body"))
        theming.assign(project, code_id(project, "breath"), theme_id(project, "Breathing"))
        sheet = tmp_path / "people.csv"
        sheet.write_text("pseudonym,team\nBen,north\nAda,south\nEve,south\n", encoding="utf-8")
        people.import_table(project, sheet)
        yield project


def quoted(project: Project, **asked: str) -> set[int]:
    """The ids that the quote table has."""
    kinds = {"theme": theme_id, "code": code_id, "participant": participant_id}
    ids = {kind: kinds[kind](project, name) for kind, name in asked.items()}
    return {int(str(row[0])) for row in reporting.quotes(project, **ids).rows}


def test_cells_are_those_of_the_quote_table(coded: Project) -> None:
    for rows, names in (("code", list(CODED)), ("theme", ["Body", "Body/Breathing"])):
        found = matrices.matrix(coded, rows)  # type: ignore[arg-type]
        assert list(found.rows) == names
        assert set(found.columns) == {"Ben", "Ada"}
        for at, name in enumerate(found.rows):
            asked = {rows: name}
            assert found.matrix.codings[at] == len(quoted(coded, **asked))
            for number, person in enumerate(found.columns):
                wanted = quoted(coded, participant=person, **asked)
                assert found.cells[at][number] == len(wanted)
                shown = matrices.extracts(coded, found, found.ids[at], person)
                assert {extract.coding.id for extract in shown} == wanted
                assert all(person in extract.participants for extract in shown)
    assert matrices.matrix(coded).notes == ("1 coding on nobody's speech of that role: in no column",)


def test_words_covered_and_attributes(coded: Project) -> None:
    found = matrices.matrix(coded, by="team", measure="words")
    ease = dict(zip(found.columns, found.cells[0], strict=True))
    assert ease == {
        "north": len(words("I felt safe there You could breathe the tea")),
        "south": len(words("I breathe easier")),
    }
    assert matrices.matrix(coded, by="TEAM", measure="participants").cells[0] == (1, 1)
    by_title = matrices.matrix(coded, by="transcript")
    assert dict(zip(by_title.columns, by_title.cells[1], strict=True)) == {"ada": 1, "ben": 2}
    with pytest.raises(BadInput, match="shoe size"):
        matrices.matrix(coded, by="shoe size")
    with pytest.raises(NotFound, match="no row of id 99"):
        matrices.extracts(coded, found, 99)


def test_columns_of_a_number_come_in_its_order(coded: Project, tmp_path: Path) -> None:
    sheet = tmp_path / "ages.csv"
    sheet.write_text("pseudonym,age,site\nBen,9.5,west\nAda,100,east\n", encoding="utf-8")
    people.import_table(coded, sheet)
    assert matrices.matrix(coded, by="age").columns == ("9.5", "100")
    found = counting.terms(coded, ["x=i,the,it"], by="age").rows[0].by
    named = counting.terms(coded, ["x=i,the,it"], by="participant").rows[0].by
    assert tuple(found.items()) == (("9.5", named["Ben"]), ("100", named["Ada"]))
    table = counting.words(coded, by="age")
    assert table.columns[3:] == ("9.5", "100")
    assert sum(int(row[3] or 0) for row in table.rows) == people_words(coded, "Ben")
    assert columns_of(["10", "no age", "9", "10"])[0] == ["9", "10", "no age"]
    assert columns_of(["18-25", "9", "no age"])[0] == ["18-25", "9", "no age"]


def people_words(project: Project, name: str) -> int:
    """How many words a participant says."""
    return counting.terms(project, ["x=i"], by="participant").words_by[name]


def test_frequencies_count_each_code_once(coded: Project) -> None:
    table = matrices.frequencies(coded)
    rows = {str(row[0]): row[1:] for row in table.rows}
    assert rows["unused"] == (0, 0, 0, 0)
    assert rows["breath"] == (3, 2, 2, len(words("could breathe really breathe breathe")))
    nodes = {node.path: (node.codings, node.participants) for node in codebook.codebook(coded)}
    assert {name: row[:2] for name, row in rows.items()} == nodes


def test_pairs_behind_a_cell_stand_together(coded: Project) -> None:
    for near in ("overlap", "turn", 0, 4):
        found = matrices.cooccurrence(coded, near)
        at = {name: number for number, name in enumerate(found.names)}
        assert "unused" not in at
        for one in at:
            for other in at:
                pairs = matrices.cooccurring(coded, code_id(coded, one), code_id(coded, other), near)
                assert len(pairs) == found.cells[at[one]][at[other]] == found.cells[at[other]][at[one]]
    overlapping = matrices.cooccurring(coded, code_id(coded, "ease"), code_id(coded, "breath"))
    assert [(one.coding.extract[:6], other.coding.extract) for one, other in overlapping] == [
        ("I brea", "breathe"),
        ("I felt", "could breathe, really"),
    ]


def test_attention_says_how_evenly_was_coded(coded: Project) -> None:
    table = matrices.attention(coded)
    rows = {row[0]: dict(zip(table.columns, row, strict=True)) for row in table.rows}
    assert {title: row["codings"] for title, row in rows.items()} == {"ada": 3, "ben": 5}
    said = sum(len(words(text)) for text in ("I felt safe there You could breathe really breathe", "Nobody asked"))
    said += len(words("And the tea well I felt safe there"))
    assert rows["ben"]["words"] == said
    assert rows["ben"]["per 1,000 words"] == round(5000 / said, 2)
    assert rows["ben"]["words coded"] == len(words("I felt safe there You could breathe really breathe the tea"))
    over = matrices.attention_over_time(coded)
    assert Counter({str(row[1]): row[2] for row in over.rows}) == {"ada": 3, "ben": 5}
    last = auditing.head(coded)
    assert last and {row[0] for row in over.rows} == {last.at[:10]}


def test_counts_can_be_narrowed_to_codes_themes_and_people(coded: Project) -> None:
    assert counting.terms(coded, ["breathe"], only=only(coded, codes=("breath",))).rows[0].by == {"Ada": 1, "Ben": 2}
    assert counting.terms(coded, ["breathe"], only=only(coded, themes=("Body",))).rows[0].occurrences == 3
    both = only(coded, codes=("ease",), themes=("Breathing",))
    assert counting.words(coded, only=both).rows == (("breathe", 2, 2), ("could", 1, 1))
    lines = counting.kwic(coded, "*e*", only=only(coded, codes=("breath",), participants=("Ada",)))
    assert [line.match for line in lines] == ["breathe"]
    table = counting.terms(coded, ["breathe"], only=only(coded, codes=("breath",))).table
    assert "in passages coded breath" in table.provenance["filter"]
    narrowed = matrices.matrix(coded, only=only(coded, codes=("breath",)))
    assert dict(zip(narrowed.rows, narrowed.matrix.codings, strict=True)) == {
        "ease": 2,
        "breath": 3,
        "asked": 1,
        "unused": 0,
    }
    assert matrices.matrix(coded, only=only(coded, participants=("Ada",))).columns == ("Ada",)
    with pytest.raises(NotFound):
        counting.terms(coded, ["breathe"], only=only(coded, codes=("nowhere",)))


def test_a_new_coding_is_counted_at_once(coded: Project) -> None:
    unused = only(coded, codes=("unused",))
    assert counting.terms(coded, ["tea"], only=unused).rows[0].occurrences == 0
    apply(coded, "unused", "ben", "And the tea, well.")
    assert counting.terms(coded, ["tea"], only=unused).rows[0].occurrences == 1
    assert matrices.matrix(coded).matrix.codings[-1] == 1
    auditing.undo(coded)
    assert counting.terms(coded, ["tea"], only=unused).rows[0].occurrences == 0
    people.rename_participant(coded, participant_id(coded, "Ben"), "Benno")
    assert "Benno" in matrices.matrix(coded).columns


def test_participants_without_speech_are_named(coded: Project) -> None:
    notes = counting.terms(coded, ["safe"], by="participant").notes
    assert notes == ("1 participant without speech, so without a column: Eve",)


def test_saved_tables_are_counted_anew(coded: Project, tmp_path: Path) -> None:
    ease = only(coded, codes=("ease",))
    asked = saved_tables.term_configuration(coded, ["safe=safe*", "breathe"], "participant", only=ease)
    saved_tables.save(coded, "Table 5", "terms", asked)
    direct = counting.terms(coded, ["safe=safe*", "breathe"], "participant", only=ease)
    assert saved_tables.terms(coded, table_id(coded, "table 5")).table == direct.table
    saved_tables.save(coded, "TABLE 5", "terms", asked | {"rates": True})
    assert [table.name for table in saved_tables.listing(coded)] == ["Table 5"]
    counted = saved_tables.terms(coded, table_id(coded, "Table 5"))
    assert "per 1,000 words" in counted.table.columns
    for kind in ("csv", "xlsx", "docx", "html", "md", "json"):
        one, other = tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"
        reporting.save_table(coded, counted.table, one)
        with projects.open_project(coded.path) as again:
            reporting.save_table(again, saved_tables.terms(again, table_id(again, "Table 5")).table, other)
        assert one.read_bytes() == other.read_bytes(), kind
    with pytest.raises(NotFound, match="Table 6"):
        saved_tables.terms(coded, table_id(coded, "Table 6"))
    with pytest.raises(BadInput):
        saved_tables.term_configuration(coded, ['"unbalanced'])
    saved_tables.delete(coded, table_id(coded, "table 5"))
    assert saved_tables.listing(coded) == []
    auditing.undo(coded)
    assert saved_tables.get(coded, table_id(coded, "Table 5")).configuration["rates"] is True


def test_rates_are_per_thousand_words_of_the_column(coded: Project) -> None:
    counted = counting.terms(coded, ["safe"], by="participant", rates=True)
    row = dict(zip(counted.table.columns, counted.table.rows[0], strict=True))
    assert row["per 1,000 words"] == round(1000 * 2 / counted.words, 2)
    assert row["Ben"] == round(1000 * 2 / counted.words_by["Ben"], 2)
    assert row["Ada"] == 0


def test_stop_words_are_of_the_language_and_the_project(coded: Project) -> None:
    every = {row[0] for row in counting.words(coded).rows}
    without = {row[0] for row in counting.words(coded, stop=True).rows}
    assert every - without == every & stop_words.stop_words(coded).all()
    assert {"i", "you", "there"} <= every - without
    stop_words.change(coded, ["tea", "Safe"], ["there"])
    now = {row[0] for row in counting.words(coded, stop=True).rows}
    assert without - now == {"tea", "safe"}
    assert now - without == {"there"}
    auditing.undo(coded)
    assert {row[0] for row in counting.words(coded, stop=True).rows} == without
    for wrong in ([], ["two words"], ["..."]):
        with pytest.raises(BadInput):
            stop_words.change(coded, wrong)
    with pytest.raises(BadInput, match="either"):
        stop_words.change(coded, ["tea"], ["TEA"])


def test_concordance_by_time_case_and_likeness(coded: Project) -> None:
    assert {line.match for line in counting.kwic(coded, "Unsa*", case=True)} == {"Unsafe"}
    assert counting.kwic(coded, "unsa*", case=True) == []
    assert {line.match for line in counting.kwic(coded, "re:(Un)?safe.*", case=True)} == {"safe", "Unsafe", "safely"}
    assert [line.match for line in counting.kwic(coded, '"Crème brûlée"', case=True)] == ["Crème brûlée"]
    assert counting.kwic(coded, '"crème brûlée"', case=True) == []
    assert {line.match for line in counting.kwic(coded, "braethe", fuzzy=True)} == {"breathe"}
    by_time = [line.title for line in counting.kwic(coded, "breathe", order="time")]
    assert by_time == ["ada", "ben", "ben"]


def test_an_empty_project_has_empty_answers(tmp_path: Path) -> None:
    with projects.create(tmp_path / "empty.qualwork", coder="kim") as project:
        found = matrices.matrix(project)
        assert (found.rows, found.columns, found.cells) == ((), (), ())
        assert found.notes == ("there is no code yet: qualwork codes add NAME",)
        assert matrices.cooccurrence(project, "turn").names == ()
        assert matrices.attention(project).rows == matrices.attention_over_time(project).rows == ()
        assert matrices.frequencies(project).rows == ()


def test_real_codings_equal_a_recount(tmp_path: Path, shared_data: Path) -> None:
    with projects.create(tmp_path / "real.qualwork", coder="kim") as project:
        importing.import_paths(project, [shared_data / "oral-history-txt"])
        for name, pattern in {"work": "work*", "family": "family,mother,father", "know": '"you know"'}.items():
            codebook.add_code(project, name)
            spec = f"{name}={pattern}"
            for unit in ("sentence", "turn") if name == "work" else ("sentence",):
                autocoding.autocode(
                    project, code_id(project, name), autocoding.propose(project, spec, unit), spec, unit
                )
        found = matrices.matrix(project)
        for at, name in enumerate(found.rows):
            for number, person in enumerate(found.columns):
                wanted = quoted(project, code=name, participant=person)
                assert found.cells[at][number] == len(wanted)
                assert {
                    each.coding.id for each in matrices.extracts(project, found, code_id(project, name), person)
                } == wanted
        every = coding.listing(project)
        pairs = Counter(
            frozenset((one.code, other.code))
            for at, one in enumerate(every)
            for other in every[at + 1 :]
            if one.transcript == other.transcript and one.start < other.end and other.start < one.end
        )
        table = matrices.cooccurrence(project)
        ids = [next(code.id for code in codebook.everything(project) if code.name == name) for name in table.names]
        for at, one_id in enumerate(ids):
            for number, other_id in enumerate(ids):
                assert table.cells[at][number] == pairs[frozenset((one_id, other_id))]


def test_a_table_saved_with_names_by_an_earlier_version_is_counted_the_same(coded: Project) -> None:
    narrowed = only(coded, ("ease",), ("Body",), ("Ben",))
    asked = saved_tables.term_configuration(coded, ["safe*"], only=narrowed)
    by_name = {"codes": ["ease"], "themes": ["Body"], "participants": ["Ben"]}
    new = saved_tables.save(coded, "new", "terms", asked)
    old = saved_tables.save(coded, "old", "terms", asked | by_name)
    assert saved_tables.terms(coded, old.id).table == saved_tables.terms(coded, new.id).table
    assert len({row[3] for row in saved_tables.table(coded).rows}) == 1
    lost = saved_tables.save(coded, "lost", "terms", asked | {"codes": ["nowhere"]})
    with pytest.raises(NotFound, match="narrowed to codes 'nowhere', of which there are 0 now"):
        saved_tables.terms(coded, lost.id)
    assert "nowhere (gone)" in str(saved_tables.table(coded).rows[-1])
