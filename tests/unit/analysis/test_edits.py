"""Edits that an author may make leave a true extract exact; a changed word never does."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.analysis.quotations.known_names import Named
from qualwork.analysis.quotations.manuscript import Checker, Verdict
from qualwork.analysis.quotations.quotation_index import QuotationIndex
from qualwork.analysis.quotations.quotations import Quotation
from qualwork.analysis.words.negations import negation_in
from tests.unit.analysis.speeches import corpus_of

TEXTS = {
    "one": (
        "I: How was it?\n"
        "Ben: I did not feel safe at first. [laughs] It was Ben's own group, the well-being one, and John knew it.\n"
        "I: And later?\n"
        "Ben: Later the tea came round. We breathed together in the big hall, and nobody said a word about it.\n"
    ),
    "two": "I: And you?\nAda: The honesty stays with me. It's good, it's loud, it's ours on a Friday evening.\n",
}


@pytest.fixture(scope="module")
def checker() -> Checker:
    """Two interviews; Ben's label stands for a participant called Will."""
    return Checker(QuotationIndex(corpus_of(TEXTS, {"Ben": "Will"})))


def verdict(checker: Checker, text: str, claimed: str | None = None) -> Verdict:
    """What becomes of a quotation."""
    named = None if claimed is None else Named(claimed, frozenset({claimed}))
    found = checker.check(Quotation(text, 0, 0, len(text), named))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("the tea came round", ()),
        ("The tea came round", ("capital at the start",)),
        ("[T]he tea came round", ("[T]he for “the”",)),
        ("We breathed [...] in the big hall", ("[...] 1 word left out",)),
        ("We breathed … in the big hall", ("… 1 word left out",)),
        ("We breathed together in [the church], and nobody said a word", ("[the church] for “the big hall”",)),
        ("We breathed [sic] together in the big hall", ("[sic]",)),
        ("We breathed together [in there] in the big hall", ("[in there] added",)),
        ("I did not feel safe at first. It was Will's own group", ("[laughs] left out", "pseudonym Will's")),
        ("It was Ben's own group, the wellbeing one, and John knew it", ("“wellbeing” for “well being”",)),
        ("and nobody said a word about it. ", ()),
        ("John knew it. Later the tea came round", ("turns joined",)),
        ("nobody said a word – about it", ()),
        ("It’s good; it’s loud", ("punctuation",)),
    ],
)
def test_allowed_edits_are_exact_and_listed(checker: Checker, text: str, edits: tuple[str, ...]) -> None:
    found = verdict(checker, text)
    assert found.status == "exact", found
    assert [edit for edit in found.edits if edit != "final punctuation"] == list(edits)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("I did feel safe at first", "[-not-]"),
        ("I did [...] feel safe at first", "leaves out “not”"),
        ("I [did] feel safe at first", "“not”"),
        ("Later the coffee came round", "[-tea-] {+coffee+}"),
        ("Later the big tea came round", "{+big+}"),
        ("It's good, it loud", "[-it's-] {+it+}"),
        ("We breathed in the big hall", "breathed [-together-] in"),
        ("John knew it. Later the coffee came round", "{+coffee+}"),
    ],
)
def test_changes_are_altered_with_a_word_diff(checker: Checker, text: str, note: str) -> None:
    found = verdict(checker, text)
    assert found.status == "altered" and note in found.note
    assert found.score < 100


def test_places_are_exact_and_the_speaker_decides_between_equals() -> None:
    texts = {"a": "Ben: So it was good for me then.\n", "b": "Ada: So it was good for me then.\n"}
    checker = Checker(QuotationIndex(corpus_of(texts, {})))
    for title, name in (("a", "Ben"), ("b", "Ada")):
        found = verdict(checker, "it was good for me", name)
        assert (found.status, found.transcript, found.found) == ("exact", title, name)
        assert texts[title][found.start : found.end] == "it was good for me"
    wrong = verdict(checker, "it was good for me", "Cleo")
    assert wrong.status == "wrong speaker" and wrong.note


SPEECH = "Later the tea came round. We breathed together in the big hall, and nobody said a word about it."


@settings(max_examples=60)
@given(st.data())
def test_any_allowed_edit_of_a_true_extract_stays_exact(data: st.DataObject) -> None:
    words = SPEECH.split()
    first = data.draw(st.integers(0, len(words) - 6))
    part = words[first : first + data.draw(st.integers(6, len(words) - first))]
    at = data.draw(st.integers(2, len(part) - 2))
    gone = data.draw(st.integers(1, max(1, len(part) - at - 2)))
    edit = data.draw(st.sampled_from(["cut", "note", "bracket", "capital", "end", "none"]))
    if edit == "cut" and not negation_in(" ".join(part[at : at + gone])):
        mark = data.draw(st.sampled_from(["[...]", "[…]", "...", "…", "(...)"]))
        part = [*part[:at], mark, *part[at + gone :]]
    elif edit == "note":
        part = [*part[:at], data.draw(st.sampled_from(["[sic]", "[laughs]", "[really]", "(pause)"])), *part[at:]]
    elif edit == "bracket" and not negation_in(part[at]):
        part = [*part[:at], "[something]", *part[at + 1 :]]
    elif edit == "capital":
        part = [part[0].capitalize(), *part[1:]]
    elif edit == "end":
        part = [*part[:-1], re.sub(r"\W*$", data.draw(st.sampled_from(["", ".", ",", "!", "…"])), part[-1])]
    found = verdict(MADE, " ".join(part))
    assert found.status == "exact", (part, found)


@settings(max_examples=60)
@given(st.data())
def test_any_changed_word_is_altered_or_not_found(data: st.DataObject) -> None:
    words = SPEECH.split()
    first = data.draw(st.integers(0, len(words) - 5))
    part = words[first : first + data.draw(st.integers(5, len(words) - first))]
    at = data.draw(st.integers(0, len(part) - 1))
    part[at] = data.draw(st.sampled_from(["zebra", "marmalade", "not", "never", "x", "7"]))
    assert verdict(MADE, " ".join(part)).status in ("altered", "not found")


MADE = Checker(QuotationIndex(corpus_of(TEXTS, {"Ben": "Will"})))
