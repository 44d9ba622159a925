"""Illustrative quotes, trimmed ones, and whose voices they are, held against a count by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.model.errors import BadInput, NotFound
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import quoting, theming
from qualwork.workbench.transcripts import people, reading, revising
from tests.unit.workbench.named import apply, code_id, participant_id, theme_id, transcript_id
from tests.unit.workbench.studies import BEN

QUOTES = {
    "one": ("ben", "Nobody asked. And the tea, well."),
    "two": ("ben", "really breathe"),
    "three": ("ada", "The honesty."),
}


@pytest.fixture
def coded(project: Project) -> Project:
    """Three codes with a coding each, under a theme and its subtheme; all but one exemplary."""
    theming.add_theme(project, "Top", essence="What it is.")
    theming.add_theme(project, "Sub", theme_id(project, "Top"))
    theming.add_theme(project, "Bare", theme_id(project, "Top"), essence="Nothing yet.")
    for code, (transcript, quote) in QUOTES.items():
        codebook.add_code(project, code)
        apply(project, code, transcript, quote=quote)
    theming.assign(project, code_id(project, "one"), theme_id(project, "Top"))
    theming.assign(project, code_id(project, "two"), theme_id(project, "Sub"))
    theming.assign(project, code_id(project, "three"), theme_id(project, "Sub"))
    theming.mark(project, ids(project)["one"], theme_id(project, "Top"), "exemplary")
    theming.mark(project, ids(project)["three"], theme_id(project, "Sub"), "exemplary", "says it best")
    theming.mark(project, ids(project)["two"], theme_id(project, "Sub"), "contrary")
    return project


def ids(project: Project) -> dict[str, int]:
    """Id of the coding of each code."""
    return {str(row["code"]): int(str(row["id"])) for row in reporting.quotes(project).records()}


def test_quotes_stand_under_their_theme_and_gaps_are_seen(coded: Project) -> None:
    rows = [(r["theme"], r["subtheme"], r["quote"], r["participants"]) for r in quoting.illustrative(coded).records()]
    assert rows == [
        ("Top", "", "Nobody asked. And the tea, well.", "Ben"),
        ("Top", "Sub", "The honesty.", "Ada"),
        ("Top", "Bare", None, None),
    ]
    assert [r["subtheme"] for r in quoting.illustrative(coded, theme_id(coded, "Sub")).records()] == ["Sub"]


def test_a_quote_whose_passage_was_edited_away_is_printed_as_in_doubt(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace(QUOTES["one"][1], ""))
    (waiting,) = (each for each in revising.flagged(coded) if each.about == "one")
    quotes = [str(row["quote"]) for row in quoting.illustrative(coded).records()]
    assert quotes[0].endswith(quoting.IN_DOUBT)
    assert quotes[1] == "The honesty."
    start = reading.load(coded, transcript_id(coded, "ben")).text.index("breathe")
    revising.settle(coded, waiting.key, start, start + 7)
    assert not any(quoting.IN_DOUBT in str(row["quote"]) for row in quoting.illustrative(coded).records())


def test_a_trimmed_quote_keeps_its_extract(coded: Project) -> None:
    one = ids(coded)["one"]
    before = list(reporting.quotes(coded).records())
    made = quoting.trim(coded, one, theme_id(coded, "Top"), ["And the tea,"], why="beside the point")
    assert made.text == "Nobody asked. [...] well."
    assert made.extract == QUOTES["one"][1]
    assert quoting.trim(coded, one, theme_id(coded, "Top"), [(0, 6)], add=True).text == "[...] asked. [...] well."
    row = next(iter(quoting.illustrative(coded).records()))
    assert (row["quote"], row["extract"], row["trimmed"]) == ("[...] asked. [...] well.", QUOTES["one"][1], True)
    assert list(reporting.quotes(coded).records()) == before
    auditing.undo(coded)
    auditing.undo(coded)
    assert next(iter(quoting.illustrative(coded).records()))["quote"] == QUOTES["one"][1]
    assert auditing.verify(coded).ok


def test_only_a_quote_of_the_theme_is_trimmed(coded: Project) -> None:
    head = auditing.head(coded)
    with pytest.raises(NotFound, match="no quote of theme 'Top'; mark it first"):
        quoting.trim(coded, ids(coded)["two"], theme_id(coded, "Top"), ["really"])
    with pytest.raises(BadInput, match="no word"):
        quoting.trim(coded, ids(coded)["one"], theme_id(coded, "Top"), [QUOTES["one"][1]])
    assert auditing.head(coded) == head


@pytest.mark.parametrize(("typed", "cut"), [("3:9", (3, 9)), ("at 3:9", "at 3:9"), ("3:", "3:"), ("well", "well")])
def test_a_cut_is_places_or_words(typed: str, cut: object) -> None:
    assert quoting.parse_cut(typed) == cut


def test_balance_counts_quotes_and_extracts_of_each_voice(coded: Project) -> None:
    rows = {r["theme"]: r for r in quoting.balance(coded).records()}
    assert [rows["Top"][name] for name in ("quotes", "quoted", "participants", "Ada", "Ben")] == [
        2,
        2,
        2,
        "1 of 1",
        "1 of 2",
    ]
    assert [rows["Sub"][name] for name in ("quotes", "quoted", "participants", "Ada", "Ben")] == [
        1,
        1,
        2,
        "1 of 1",
        "0 of 1",
    ]
    assert rows["Bare"]["Ben"] is None


def test_dismissed_quotes_illustrate_nothing(coded: Project) -> None:
    theming.mark(coded, ids(coded)["three"], theme_id(coded, "Sub"), "dismissed")
    assert [r["quote"] for r in quoting.illustrative(coded, theme_id(coded, "Sub")).records()] == [None]


def test_pseudonyms_stand_for_labels_inside_a_quote(coded: Project) -> None:
    people.rename_participant(coded, participant_id(coded, "Ben"), "P7")
    codebook.add_code(coded, "both")
    made = apply(coded, "both", "ben", span=(37, 160))
    theming.assign(coded, code_id(coded, "both"), theme_id(coded, "Sub"))
    theming.mark(coded, made.id, theme_id(coded, "Sub"), "exemplary")
    quote = next(each for each in quoting.marked(coded)[made_theme(coded)] if each.coding == made.id)
    assert "Ben:" in quote.extract
    assert "Ben" not in quote.text
    assert quote.text.count("Interviewer: ") == quote.extract.count("Interviewer: ")
    assert quote.who == "P7"


def made_theme(project: Project) -> int:
    """Id of the subtheme."""
    return next(theme.id for theme in theming.everything(project) if theme.name == "Sub")


def test_every_kind_of_file_is_written(coded: Project, tmp_path: Path) -> None:
    table = quoting.illustrative(coded)
    for kind in ("csv", "xlsx", "docx", "html", "md", "json"):
        paths = quoting.save_illustrative(table, tmp_path / f"quotes.{kind}")
        assert all(path.stat().st_size for path in paths)
