"""Counts are those of an independent recount, on the study that is shipped and on every real interview."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork
from tests.cli.recount import listen, most_frequent
from tests.conftest import ROOT

# What is typed, and expressions that its words must match.
PATTERNS: dict[str, tuple[str, ...]] = {
    "safe": ("safe",),
    "don't": ("don't",),
    "safe*": ("safe.*",),
    "s?e": ("s.e",),
    "re:(un)?safe(ly|ty)?": ("(un)?safe(ly|ty)?",),
    '"you know"': ("you", "know"),
    '"of the *"': ("of", "the", ".*"),
    '"i don’t know"': ("i", "don't", "know"),
}
FOLDERS = ["oral-history-txt", "podcast-md", "ai-interviews-md", "captions", "oral-history-office"]


def check_counts(qualwork: Qualwork, interviews: Path) -> None:
    """Import a folder, and hold word list, term table and concordance against the recount."""
    assert qualwork("new", "study.qualwork").code == 0
    assert qualwork("import", interviews, "--json").code in (0, 1)
    said = listen(qualwork)
    assert said.turns
    rows = qualwork("words", "--json").json
    assert {row["word"]: (row["occurrences"], row["participants"]) for row in rows} == most_frequent(said)
    table = qualwork("terms", *(f"{number}={pattern}" for number, pattern in enumerate(PATTERNS)), "--json").json
    assert table["words"] == sum(1 for _ in said.forms())
    for row, (pattern, words) in zip(table["rows"], PATTERNS.items(), strict=True):
        places = said.matching(*words)
        by = Counter(who for who, *_ in places)
        assert (row["occurrences"], row["participants"]) == (len(places), len(by)), pattern
        assert {who: number for who, number in row["by"].items() if number} == by, pattern
        if len(places) < 500:
            check_concordance(qualwork, pattern, places, {title: text for _, title, text, _ in said.turns})


def check_concordance(
    qualwork: Qualwork, pattern: str, places: list[tuple[str, str, int, int]], texts: dict[str, str]
) -> None:
    """Hold each line of the concordance against the text where it says it stands."""
    lines = qualwork("kwic", pattern, "--width", "12", "--json").json
    shown = [(line["participant"], line["transcript"], line["start"], line["end"]) for line in lines]
    assert sorted(shown) == sorted(places), pattern
    for line in lines:
        start, end, text = line["start"], line["end"], texts[line["transcript"]]
        assert text[start:end] == line["match"]
        assert text[max(0, start - 12) : end + 12] == line["left"] + line["match"] + line["right"]


def test_the_shipped_study_is_counted_right(qualwork: Qualwork) -> None:
    check_counts(qualwork, ROOT / "corpora" / "support-group" / "interviews")


@pytest.mark.parametrize("name", [*FOLDERS, pytest.param("interview-pdf", marks=pytest.mark.slow)])
def test_real_interviews_are_counted_right(qualwork: Qualwork, shared_data: Path, name: str) -> None:
    check_counts(qualwork, shared_data / name)
