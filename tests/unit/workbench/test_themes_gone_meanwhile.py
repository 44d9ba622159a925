"""A theme, draft or code that somebody else takes away between the look and the decision: every change of themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import arranging, drafting, narrative, quoting, relating, rereading, reviewing, theming
from qualwork.workbench.transcripts import importing
from tests.unit.workbench.named import apply, transcript_id
from tests.unit.workbench.racing import Change, Raced, refused_because_gone
from tests.unit.workbench.studies import BEN, new_study, write

TRUST, CALM, HOPE = 1, 2, 3
ONE, TWO, THREE = 1, 2, 3
FIRST, SECOND = 1, 2
QUOTE = 1


@pytest.fixture
def raced(tmp_path: Path) -> Iterator[Raced]:
    """Three themes with codes, a relation, a quote and a second draft; last of all a transcript was imported."""
    with new_study(tmp_path) as made:
        for name in ("trust", "calm", "hope"):
            codebook.add_code(made, name)
        apply(made, "trust", "ben", span=(BEN.index("I felt"), BEN.index(" [laughs]")))
        for name in ("one", "two", "three"):
            theming.add_theme(made, name)
        theming.assign(made, TRUST, ONE)
        theming.assign(made, CALM, ONE)
        theming.mark(made, QUOTE, ONE, "exemplary")
        relating.relate(made, ONE, "leads to", TWO)
        drafting.copy_draft(made, "second")
        importing.import_paths(made, write(tmp_path / "late", late="Eve: Late and safe."))
    with Raced.open(made.path, "kim") as project:
        assert isinstance(project, Raced)
        yield project


def delete(theme: int) -> Change:
    """Somebody else deletes a theme."""
    return lambda other: theming.delete_theme(other, theme)


def delete_code(code: int) -> Change:
    """Somebody else deletes a code."""
    return lambda other: codebook.delete_code(other, code)


def no_theme(theme: int) -> str:
    """What is said of a theme that is gone."""
    return f"that theme is gone: the draft that is shown has no theme {theme}"


def no_code(code: int) -> str:
    """What is said of a code that is gone."""
    return f"that code is gone: there is no code {code}"


OF_ONE: dict[str, Change] = {
    "add under": lambda mine: theming.add_theme(mine, "new", ONE),
    "rename": lambda mine: theming.rename_theme(mine, ONE, "other"),
    "define": lambda mine: theming.define_theme(mine, ONE, essence="e"),
    "set status": lambda mine: theming.define_theme(mine, ONE, status="reviewed"),
    "move": lambda mine: theming.move_theme(mine, ONE, TWO),
    "move under": lambda mine: theming.move_theme(mine, TWO, ONE),
    "assign": lambda mine: theming.assign(mine, HOPE, ONE),
    "unassign": lambda mine: theming.unassign(mine, TRUST, ONE),
    "reassign from": lambda mine: theming.reassign(mine, TRUST, ONE, TWO),
    "reassign to": lambda mine: theming.reassign(mine, TRUST, TWO, ONE),
    "delete": lambda mine: theming.delete_theme(mine, ONE),
    "promote under": lambda mine: theming.promote(mine, CALM, ONE),
    "demote": lambda mine: theming.demote(mine, ONE),
    "mark": lambda mine: theming.mark(mine, QUOTE, ONE, "contrary"),
    "shift": lambda mine: arranging.shift_theme(mine, ONE, 1),
    "shift code": lambda mine: arranging.shift_code(mine, TRUST, ONE, 1),
    "merge": lambda mine: arranging.merge_themes(mine, [TWO, ONE], THREE),
    "merge into": lambda mine: arranging.merge_themes(mine, [TWO], ONE),
    "relate": lambda mine: relating.relate(mine, ONE, "contradicts", TWO),
    "relate to": lambda mine: relating.relate(mine, TWO, "contradicts", ONE),
    "unrelate": lambda mine: relating.unrelate(mine, ONE, "leads to", TWO),
    "trim": lambda mine: quoting.trim(mine, QUOTE, ONE, ["I felt"]),
    "move an extract from": lambda mine: reviewing.move_extract(mine, QUOTE, ONE, TWO),
    "move an extract to": lambda mine: reviewing.move_extract(mine, QUOTE, TWO, ONE, CALM),
    "write": lambda mine: narrative.write(mine, ONE, "a story"),
}

OF_TRUST: dict[str, Change] = {
    "assign": lambda mine: theming.assign(mine, TRUST, TWO),
    "unassign": lambda mine: theming.unassign(mine, TRUST, ONE),
    "reassign": lambda mine: theming.reassign(mine, TRUST, ONE, TWO),
    "promote": lambda mine: theming.promote(mine, TRUST),
    "shift code": lambda mine: arranging.shift_code(mine, TRUST, ONE, 1),
}

OF_SECOND: dict[str, Change] = {
    "copy": lambda mine: drafting.copy_draft(mine, "third", SECOND),
    "show": lambda mine: drafting.show_draft(mine, SECOND),
    "rename": lambda mine: drafting.rename_draft(mine, SECOND, "other"),
    "delete": lambda mine: drafting.delete_draft(mine, SECOND),
}

OF_QUOTE: dict[str, Change] = {
    "mark": lambda mine: theming.mark(mine, QUOTE, ONE, "contrary"),
    "trim": lambda mine: quoting.trim(mine, QUOTE, ONE, ["I felt"]),
    "move an extract": lambda mine: reviewing.move_extract(mine, QUOTE, ONE, TWO),
}

OTHERS: dict[str, tuple[Change, Change, str]] = {
    "unassign what is out": (
        lambda other: theming.unassign(other, TRUST, ONE),
        lambda mine: theming.unassign(mine, TRUST, ONE),
        "code 'trust' is not in theme 'one'",
    ),
    "reassign what is out": (
        lambda other: theming.unassign(other, TRUST, ONE),
        lambda mine: theming.reassign(mine, TRUST, ONE, TWO),
        "code 'trust' is not in theme 'one'",
    ),
    "shift what is out": (
        lambda other: theming.unassign(other, TRUST, ONE),
        lambda mine: arranging.shift_code(mine, TRUST, ONE, 1),
        "code 'trust' is not in theme 'one'",
    ),
    "move below itself": (
        lambda other: theming.move_theme(other, TWO, ONE),
        lambda mine: theming.move_theme(mine, ONE, TWO),
        "theme 'one' cannot go under itself or what lies below it",
    ),
    "unrelate what is not": (
        lambda other: relating.unrelate(other, ONE, "leads to", TWO),
        lambda mine: relating.unrelate(mine, ONE, "leads to", TWO),
        "no relation says that 'one' leads to 'two'",
    ),
    "trim what is no quote": (
        lambda other: theming.mark(other, QUOTE, ONE, None),
        lambda mine: quoting.trim(mine, QUOTE, ONE, ["I felt"]),
        "coding 1 is no quote of theme 'one'",
    ),
    "move an extract to a code": (
        delete_code(CALM),
        lambda mine: reviewing.move_extract(mine, QUOTE, ONE, TWO, CALM),
        no_code(CALM),
    ),
    "delete a draft that is shown": (
        lambda other: drafting.show_draft(other, SECOND),
        lambda mine: drafting.delete_draft(mine, SECOND),
        "draft 'second' is the one that is shown",
    ),
    "change a theme of a draft that is shown no more": (
        lambda other: drafting.show_draft(other, SECOND),
        lambda mine: theming.rename_theme(mine, ONE, "other"),
        no_theme(ONE),
    ),
    "name that is taken": (
        lambda other: theming.rename_theme(other, TWO, "taken"),
        lambda mine: theming.rename_theme(mine, ONE, "taken"),
        "there is a theme 'taken' in that place already",
    ),
    "draft's name that is taken": (
        lambda other: drafting.copy_draft(other, "taken"),
        lambda mine: drafting.rename_draft(mine, SECOND, "taken"),
        "there is a theme draft 'taken' in that place already",
    ),
    "read again": (
        lambda other: auditing.undo(other),
        lambda mine: rereading.say_read(mine, transcript_id(mine, "late")),
        "that transcript is gone",
    ),
}

GONE: dict[str, tuple[Change, Change, str]] = {
    **{f"{what}: theme": (delete(ONE), mine, no_theme(ONE)) for what, mine in OF_ONE.items()},
    **{f"{what}: code": (delete_code(TRUST), mine, no_code(TRUST)) for what, mine in OF_TRUST.items()},
    **{
        f"{what}: draft": (lambda other: drafting.delete_draft(other, SECOND), mine, "that draft is gone: there is no")
        for what, mine in OF_SECOND.items()
    },
    **{
        f"{what}: extract": (lambda other: coding.remove(other, [QUOTE]), mine, "there is no coding 1")
        for what, mine in OF_QUOTE.items()
    },
    **OTHERS,
}


@pytest.mark.parametrize("case", GONE)
def test_what_is_gone_is_said_and_nothing_changes(raced: Raced, case: str) -> None:
    refused_because_gone(raced, *GONE[case])


@pytest.mark.parametrize("case", OF_ONE)
def test_the_log_has_the_name_of_the_moment_of_the_decision(raced: Raced, case: str) -> None:
    with projects.open_project(raced.path, "rae") as other:
        raced.meanwhile = lambda: theming.rename_theme(other, ONE, "renamed")
        before = len(auditing.decisions(raced))
        if case == "reassign to":
            theming.reassign(raced, TRUST, ONE, TWO)
        else:
            OF_ONE[case](raced)
    ours = [each.label for each in auditing.decisions(raced)[before:] if each.coder == "kim"]
    assert len(ours) == 1
    assert "one" not in ours[0].split()
