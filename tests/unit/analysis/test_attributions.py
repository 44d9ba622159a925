"""Whom a manuscript names for a quotation."""

from __future__ import annotations

import pytest

from qualwork.analysis.quotations.known_names import Names, plain_name
from qualwork.analysis.quotations.quotations import find_quotations
from qualwork.model.manuscript import Manuscript, Paragraph

WORDS = frozenset(["nurse", "later", "that", "day", "they", "group", "people", "safe", "will", "so", "then"])
PEOPLE = ("Ben", "Ada", "P3", "Gary W. Tell", "work_0038", "Interviewer", "Tell")
NAMES = Names(
    {name: frozenset({"Gary W. Tell" if name == "Tell" else name}) for name in PEOPLE},
    WORDS.__contains__,
    frozenset({"woman", "teacher"}),
)


def claims(*paragraphs: str | Paragraph) -> list[tuple[str, str | None]]:
    """The quotations of some paragraphs, with the speakers they name (`?` behind one unknown)."""
    made = tuple(each if isinstance(each, Paragraph) else Paragraph(each) for each in paragraphs)
    found = find_quotations(Manuscript("m.md", "md", made, b""), NAMES).quotations
    return [(q.text, None if q.claimed is None else q.claimed.written + "?" * (not q.claimed.known)) for q in found]


QUOTE = "I felt safe in there"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"“{QUOTE}” (Ben)", "Ben"),
        (f"“{QUOTE}.” (Ben, 41, teacher)", "Ben"),
        (f"“{QUOTE}” (teacher, Ben, interview 2).", "Ben"),
        (f"“{QUOTE}” [Ada]", "Ada"),
        (f"“{QUOTE}” (Participant 3)", "Participant 3"),
        (f"“{QUOTE}” (P03)", "P03"),
        (f"“{QUOTE}” (Gary W. Tell)", "Gary W. Tell"),
        (f"“{QUOTE}” (Gary W.\nTell)", "Gary W. Tell"),
        (f"“{QUOTE}” (work_0038)", "work_0038"),
        (f"“{QUOTE}” (Sandra)", "Sandra?"),
        (f"“{QUOTE}” (P99)", "P99?"),
        (f"“{QUOTE}” (Participant 12)", "Participant 12?"),
        (f"“{QUOTE}” (woman, 41)", None),
        (f"“{QUOTE}” (Nurse, 12 years)", None),
        (f"“{QUOTE}” (emphasis added)", None),
        (f"“{QUOTE}” (see Table 2)", None),
        (f"“{QUOTE}” (Table 2)", None),
        (f"“{QUOTE}” — Ben", "Ben"),
        (f"“{QUOTE}” - P3", "P3"),
        (f"“{QUOTE}” – Ada, teacher", "Ada"),
        (f"“{QUOTE}” – and so they went on", None),
        (f"Ben: “{QUOTE}”", "Ben"),
        (f"Ben said, “{QUOTE}”", "Ben"),
        (f"Later that day Gary W. Tell said: “{QUOTE}”", "Gary W. Tell"),
        (f"As Ben (teacher) explained, “{QUOTE}”", "Ben"),
        (f"In Ada’s words, “{QUOTE}”", "Ada"),
        (f"According to Ada, “{QUOTE}”", "Ada"),
        (f"Sandra said: “{QUOTE}”", "Sandra?"),
        (f"They said: “{QUOTE}”", None),
        (f"Participants said: “{QUOTE}”", None),
        (f"“{QUOTE},” Ben said.", "Ben"),
        (f"“{QUOTE},” said Ada.", "Ada"),
        (f"‘{QUOTE}’. Ben said so.", None),
        (f"Ben: “{QUOTE}.” Ada said, and left.", "Ben"),
    ],
)
def test_who_is_named(text: str, speaker: str | None) -> None:
    assert [(said.strip(".,"), who) for said, who in claims(text)] == [(QUOTE, speaker)]


def test_each_of_two_has_its_own_speaker() -> None:
    text = f"Ben said: “{QUOTE}.” Ada replied: “We all felt it was so”. “It was that or nothing” (P3)."
    assert [who for _, who in claims(text)] == ["Ben", "Ada", "P3"]
    assert [who for _, who in claims(f"“{QUOTE},” Ben said, “and then some of it went.”")] == ["Ben", "Ben"]


def test_block_quotations_take_names_from_inside_before_and_behind() -> None:
    block = Paragraph(QUOTE + ".", "block")
    assert claims(Paragraph(f"{QUOTE}. (Ben)", "block")) == [(f"{QUOTE}.", "Ben")]
    assert claims(Paragraph(f"{QUOTE}.\n— Ben", "block")) == [(f"{QUOTE}.", "Ben")]
    assert claims(Paragraph(f"Ben: {QUOTE}.", "block")) == [(f"{QUOTE}.", "Ben")]
    assert claims(block, "— Ben") == [(f"{QUOTE}.", "Ben")]
    assert claims("P3 said:", block) == [(f"{QUOTE}.", "P3")]
    assert claims(block, Paragraph("So that was it then. (Ben)", "block"))[0] == (f"{QUOTE}.", "Ben")
    assert claims(Paragraph(f"“{QUOTE}” (Ben) “{QUOTE} too” (Ada)", "block")) == [
        (QUOTE, "Ben"),
        (f"{QUOTE} too", "Ada"),
    ]
    assert claims(Paragraph(f"He said “safe” and {QUOTE}", "block")) == [(f"He said “safe” and {QUOTE}", None)]


def test_tables_name_the_speaker_in_a_cell_beside() -> None:
    def cell(row: int, column: int, text: str) -> Paragraph:
        return Paragraph(text, "cell", (1, row, column))

    heads = [cell(1, 1, "Theme"), cell(1, 2, "Illustrative quote"), cell(1, 3, "Participant")]
    row = [cell(2, 1, "safety"), cell(2, 2, QUOTE), cell(2, 3, "Ben")]
    assert claims(*heads, *row) == [(QUOTE, "Ben")]
    assert claims(cell(1, 1, f"“{QUOTE}”"), cell(1, 2, "Ada")) == [(QUOTE, "Ada")]
    assert claims(cell(1, 1, "a few words"), cell(1, 2, "Ada")) == []


def test_terms_are_no_quotations_unless_somebody_says_them() -> None:
    assert claims("the ‘tribe’ and a “safe space” here") == []
    assert claims("the ‘tribe’ (Ben) here") == [("tribe", "Ben")]


def test_a_quotation_of_several_paragraphs() -> None:
    assert claims("“We went there and sat down.", "“It was all so safe.” (Ben)") == [
        ("We went there and sat down.", None),
        ("It was all so safe.", "Ben"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“themes do not simply emerge” (Braun & Clarke, 2006)",
        "“it is so and so” (p. 79)",
        "Braun and Clarke (2006) argue that “themes do not simply emerge” at all.",
        "The “so-called tribal instinct here” is discussed (Smith et al., 2019).",
    ],
)
def test_literature_is_known_by_year_or_page(text: str) -> None:
    found = find_quotations(Manuscript("m.md", "md", (Paragraph(text),), b""), NAMES).quotations
    assert [quotation.sure for quotation in found] == [False]


def test_names_are_compared_without_case_and_noughts() -> None:
    assert plain_name("Participant 03") == plain_name("p3") == plain_name("P 3") != plain_name("P13")
