"""The study that ships for `demo`: complete, consistent, and counted twice by different means."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualwork.model import units
from qualwork.model.family import parse_pattern

ROOT = Path(__file__).resolve().parents[2]
STUDY = ROOT / "corpora" / "support-group"
INTERVIEWS = sorted((STUDY / "interviews").iterdir())


def load(name: str) -> ModuleType:
    """A script of corpora/ as a module; corpora/ is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "corpora" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


counting = load("expected_counts")
formats = load("make_formats")


def codebook(name: str) -> Any:
    """One of the YAML files of the study."""
    return yaml.safe_load((ROOT / "codebooks" / f"support-group-{name}.yaml").read_text(encoding="utf-8"))


def all_codes(entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Codes with their sub-codes."""
    for entry in entries:
        yield entry
        yield from all_codes(entry.get("children", []))


def said_by_participants(path: Path) -> list[tuple[str, str]]:
    """Turns of an interview that are not the interviewer's."""
    return [(label, text) for label, text in counting.read(path) if label not in counting.INTERVIEWERS]


def test_nine_long_interviews_in_at_least_five_formats() -> None:
    assert len(INTERVIEWS) == 9
    assert len({path.suffix for path in INTERVIEWS}) >= 5
    for path in INTERVIEWS:
        turns = counting.read(path)
        assert sum(len(units.words(counting.without_notes(text))) for _, text in turns) >= 1500, path.name
        assert len({label for label, _ in turns}) == 2, path.name


def test_each_participant_speaks_in_one_interview_and_has_one_row() -> None:
    speakers = [{label for label, _ in said_by_participants(path)} for path in INTERVIEWS]
    names = [name for found in speakers for name in found]
    with (STUDY / "participants.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(names) == len(set(names)) == 9
    assert {row["pseudonym"] for row in rows} == set(names) and len(rows) == 9
    assert all(all(row.values()) and None not in row for row in rows)


def test_expected_counts_are_those_of_the_files() -> None:
    stored = json.loads((STUDY / "expected_counts.json").read_text(encoding="utf-8"))
    assert stored == counting.count()
    assert stored["participants"] == 9


def test_the_two_word_rules_agree_on_every_turn() -> None:
    for path in INTERVIEWS:
        for _, text in counting.read(path):
            ours = [(*span, units.fold(text[slice(*span)])) for span in units.word_spans(text)]
            assert ours == counting.words(text), path.name


@given(st.text(alphabet="aSsé1'’- .\n😬[]"))
def test_the_two_word_rules_agree_on_any_text(text: str) -> None:
    ours = [(*span, units.fold(text[slice(*span)])) for span in units.word_spans(text)]
    assert ours == counting.words(text)


@pytest.mark.parametrize(
    ("text", "forms", "hits"),
    [
        ("The group’s safe, the safe's not safer.", ["safe"], 2),
        ("unsafe safe-house SAFE", ["safe"], 2),
        ("caring for, caring, for; caring\nfor", ["caring for"], 2),
        ("cared ((pause)) for, cared for", ["cared for"], 1),
        ("breath [takes a breath] breathing", ["breath*"], 2),
        ("connect connections disconnected", ["connect*", "connect"], 2),
    ],
)
def test_occurrences_by_hand(text: str, forms: list[str], hits: int) -> None:
    assert counting.occurrences(text, forms) == hits


def test_the_count_leaves_the_interviewer_headings_and_notes_out(tmp_path: Path) -> None:
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "one.md").write_text(
        "---\nkeywords: [safe]\n---\n\n# Feeling safe\n\n"
        "**Interviewer:** Safe?\n\n**Ada:** Safe. [safe]\n\nAnd safer.\n"
    )
    (tmp_path / "interviews" / "two.txt").write_bytes("Bo: It’s safe.\r\n\r\nINT: Safe?\r\n".encode("cp1252"))
    families = tmp_path / "families.yaml"
    families.write_text("families:\n- name: safe\n  accepted: [safe, safer]\n")
    found = counting.count(tmp_path, families)
    assert found["families"] == [{"family": "safe", "participants": 2, "occurrences": 3, "by": {"Ada": 2, "Bo": 1}}]
    assert (found["words"], found["words_by"]) == (5, {"Ada": 3, "Bo": 2})


def test_families_are_used_unevenly_and_every_pattern_can_be_read() -> None:
    rows = json.loads((STUDY / "expected_counts.json").read_text(encoding="utf-8"))["families"]
    assert all(row["participants"] >= 3 for row in rows)
    assert len({row["participants"] for row in rows}) >= 4
    for family in codebook("families")["families"]:
        assert all(parse_pattern(form).words for form in family["accepted"])


def test_the_traps_are_in_the_material() -> None:
    families = codebook("families")["families"]
    turns = [turn for path in INTERVIEWS for turn in counting.read(path)]
    for family in families:
        participants = sum(
            counting.occurrences(text, family["accepted"]) for who, text in turns if who not in counting.INTERVIEWERS
        )
        for form in family.get("rejected", []):
            assert sum(counting.occurrences(text, [form]) for _, text in turns) > 0, form
            assert counting.occurrences(form, family["accepted"]) == 0, form
        if family["name"] in ("safe", "breathe", "belonging", "trust", "tribe"):
            assert sum(counting.occurrences(text, family["accepted"]) for _, text in turns) > participants
    whole = "".join(text for _, text in turns)
    assert all(sign in whole for sign in ("’", "'", "—", "é", "£", "😬", "well-being", "don't", "group’s", "R&B"))


def test_no_long_sentence_stands_in_two_interviews() -> None:
    holders = defaultdict(set)
    for path in INTERVIEWS:
        for _, text in said_by_participants(path):
            for start, end in units.sentence_spans(text):
                words = tuple(word for _, _, word in counting.words(text[start:end]))
                if len(words) >= 6:
                    holders[words].add(path.name)
    assert [words for words, names in holders.items() if len(names) > 1] == []


def test_theme_tree_has_five_themes_and_eighteen_told_subthemes() -> None:
    book = codebook("themes")
    subthemes = [child for theme in book["themes"] for child in theme["children"]]
    assert (len(book["themes"]), len(subthemes)) == (5, 18)
    for theme in [*book["themes"], *subthemes]:
        assert len(theme["name"].split()) >= 3, theme["name"]
        assert re.fullmatch(r"[A-Z][^.!?]+\.", theme["essence"]), theme["name"]


def test_every_code_is_defined_and_has_one_home() -> None:
    book = codebook("themes")
    codes = list(all_codes(book["codes"]))
    assert 25 <= len(codes) <= 36 and len({code["name"] for code in codes}) == len(codes)
    assert all(code[key] for code in codes for key in ("definition", "use_when", "use_not"))
    homes = Counter(name for theme in book["themes"] for child in theme["children"] for name in child["codes"])
    assert homes == Counter(code["name"] for code in codes)


def test_every_quote_stands_exactly_once_in_its_interview() -> None:
    texts = {path.stem: counting.READERS[path.suffix](path) for path in INTERVIEWS}
    for coding in codebook("codings")["codings"]:
        paragraphs = texts[coding["interview"]]
        holders = [label for label, text in paragraphs for _ in range(text.count(coding["quote"]))]
        assert len(holders) == 1, coding["quote"]
        speakers = [label or "" for label, text in paragraphs if coding["quote"] in text]
        assert not counting.INTERVIEWERS & set(speakers), coding["quote"]


def test_codings_cover_every_subtheme_from_several_participants() -> None:
    book, codings = codebook("themes"), codebook("codings")["codings"]
    subthemes = [child for theme in book["themes"] for child in theme["children"]]
    names = {theme["name"] for theme in [*book["themes"], *subthemes]}
    used = {coding["code"] for coding in codings}
    assert len(codings) >= 90 and used == {code["name"] for code in all_codes(book["codes"])}
    for subtheme in subthemes:
        own = [coding for coding in codings if coding["code"] in subtheme["codes"]]
        assert len({coding["interview"] for coding in own}) >= 3, subtheme["name"]
        assert any(coding.get("exemplary_for") == subtheme["name"] for coding in own), subtheme["name"]
    assert len({(coding["code"], coding["interview"], coding["quote"]) for coding in codings}) == len(codings)
    for coding in codings:
        assert {coding[key] for key in ("exemplary_for", "contrary_to") if key in coding} <= names
    assert sum("contrary_to" in coding for coding in codings) >= 5


def test_all_says_that_it_was_written_for_this_project() -> None:
    for name in ("families", "themes", "codings"):
        first = (ROOT / "codebooks" / f"support-group-{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("#") and "ritten for this project" in first
    readme = (STUDY / "README.md").read_text(encoding="utf-8")
    assert "fictional study, written for this project" in readme
    assert all(path.name in readme for path in INTERVIEWS)


SPEECH = st.lists(
    st.sampled_from(["well", "don’t", "a—b", "é", "😬", "R&B", "<so>", "{x}", "c:\\d"]), min_size=1, max_size=60
)


@given(
    st.lists(st.tuples(SPEECH, st.lists(SPEECH, max_size=2)), min_size=4, max_size=8),
    st.sampled_from(sorted(formats.WRITERS)),
)
def test_a_transcript_says_the_same_in_every_format(
    turns: list[tuple[list[str], list[list[str]]]], suffix: str
) -> None:
    blocks, said = ["# Feeling safe"], []
    for number, (first, more) in enumerate(turns):
        label = ("INT", "Ada")[number % 2]
        blocks += [f"{label}: {' '.join(first)}.", *(f"{' '.join(words)}." for words in more)]
        said.append((label, " ".join(f"{' '.join(words)}." for words in [first, *more]).split()))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"x{suffix}"
        formats.WRITERS[suffix](formats.read_plain("\n\n".join(blocks)), target)
        assert [(label, text.split()) for label, text in counting.read(target)] == said
