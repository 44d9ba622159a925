"""Whatever is done to themes, drafts and relations, in any order: the log stays sound and drafts stay apart."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from qualwork.model.errors import QualworkError
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import arranging, drafting, relating, rereading, reviewing, theming
from tests.unit.workbench.machine import OnOneProject, run
from tests.unit.workbench.named import apply, code_id, draft_id, theme_id, transcript_id

THEMES = st.sampled_from(["a", "b", "c", "d", "a/b", "b/c"])
CODES = st.sampled_from(["one", "two", "three"])
DRAFTS = st.sampled_from(["main", "first", "second"])
KINDS = st.sampled_from(["leads to", "contrasts with", "part of", "feeds"])


class ThemeDeeds(OnOneProject):
    """One coder at work on themes."""

    @initialize()
    def begin(self) -> None:
        for name in ("a", "b"):
            theming.add_theme(self.project, name)
        for code, (title, quote) in {"one": ("ben", "Nobody asked."), "two": ("ada", "The honesty.")}.items():
            codebook.add_code(self.project, code)
            apply(self.project, code, title, quote=quote)
            theming.assign(self.project, code_id(self.project, code), theme_id(self.project, "a"))
        codebook.add_code(self.project, "three")

    @rule(name=st.sampled_from("abcd"), under=st.one_of(st.none(), THEMES))
    def add(self, name: str, under: str | None) -> None:
        self.attempt(lambda: theming.add_theme(self.project, name, theme_id(self.project, under) if under else None))

    @rule(theme=THEMES, by=st.sampled_from([-1, 1]))
    def shift(self, theme: str, by: int) -> None:
        self.attempt(lambda: arranging.shift_theme(self.project, theme_id(self.project, theme), by))

    @rule(code=CODES, theme=THEMES, by=st.sampled_from([-1, 1]))
    def shift_code(self, code: str, theme: str, by: int) -> None:
        self.attempt(
            lambda: arranging.shift_code(self.project, code_id(self.project, code), theme_id(self.project, theme), by)
        )

    @rule(sources=st.lists(THEMES, min_size=1, max_size=2), into=THEMES)
    def merge(self, sources: list[str], into: str) -> None:
        self.attempt(
            lambda: arranging.merge_themes(
                self.project, [theme_id(self.project, each) for each in sources], theme_id(self.project, into)
            )
        )

    @rule(theme=THEMES)
    def delete(self, theme: str) -> None:
        self.attempt(lambda: theming.delete_theme(self.project, theme_id(self.project, theme)))

    @rule(code=CODES, theme=THEMES)
    def assign(self, code: str, theme: str) -> None:
        self.attempt(lambda: theming.assign(self.project, code_id(self.project, code), theme_id(self.project, theme)))

    @rule(theme=THEMES, kind=KINDS, other=THEMES)
    def relate(self, theme: str, kind: str, other: str) -> None:
        self.attempt(
            lambda: relating.relate(self.project, theme_id(self.project, theme), kind, theme_id(self.project, other))
        )

    @rule(theme=THEMES, kind=KINDS, other=THEMES)
    def unrelate(self, theme: str, kind: str, other: str) -> None:
        self.attempt(
            lambda: relating.unrelate(self.project, theme_id(self.project, theme), kind, theme_id(self.project, other))
        )

    @rule(name=DRAFTS, source=st.one_of(st.none(), DRAFTS))
    def copy_draft(self, name: str, source: str | None) -> None:
        self.attempt(
            lambda: drafting.copy_draft(self.project, name, draft_id(self.project, source) if source else None)
        )

    @rule(name=DRAFTS)
    def show_draft(self, name: str) -> None:
        self.attempt(lambda: drafting.show_draft(self.project, draft_id(self.project, name)))

    @rule(name=DRAFTS)
    def delete_draft(self, name: str) -> None:
        self.attempt(lambda: drafting.delete_draft(self.project, draft_id(self.project, name)))

    @rule(number=st.integers(1, 2), source=THEMES, into=THEMES, code=st.one_of(st.none(), CODES))
    def move_extract(self, number: int, source: str, into: str, code: str | None) -> None:
        self.attempt(
            lambda: reviewing.move_extract(
                self.project,
                number,
                theme_id(self.project, source),
                theme_id(self.project, into),
                code_id(self.project, code) if code else None,
            )
        )

    @rule(title=st.sampled_from(["ben", "ada"]))
    def say_read(self, title: str) -> None:
        self.attempt(lambda: rereading.say_read(self.project, transcript_id(self.project, title)))

    @rule(redo=st.booleans())
    def back_or_forth(self, redo: bool) -> None:
        self.attempt(lambda: (auditing.redo if redo else auditing.undo)(self.project))

    @invariant()
    def one_draft_is_shown_and_relations_stay_inside_it(self) -> None:
        every = drafting.drafts(self.project)
        assert sum(each.shown for each in every) == (1 if every else 0)
        themes = {theme.id for theme in theming.everything(self.project)}
        found = relating.relations(self.project)
        assert all({each.source, each.target} <= themes and each.source != each.target for each in found)
        assert len({(each.source, each.kind, each.target) for each in found}) == len(found)

    @invariant()
    def comparing_a_draft_with_itself_finds_nothing_and_both_ways_the_same(self) -> None:
        names = [each.name for each in drafting.drafts(self.project)]
        for name in names:
            assert drafting.compare(self.project, draft_id(self.project, name), draft_id(self.project, name)) == []
        for one, other in pairwise(names):
            there = drafting.compare(self.project, draft_id(self.project, one), draft_id(self.project, other))
            back = drafting.compare(self.project, draft_id(self.project, other), draft_id(self.project, one))
            assert sorted((d.what, d.one, d.other) for d in there) == sorted((d.what, d.other, d.one) for d in back)

    @invariant()
    def coverage_is_a_recount(self) -> None:
        evidence, inside = Evidence(self.project), theming.extracts(self.project)
        every = {each.id: each for each in coding.listing(self.project)}
        for theme in theming.everything(self.project):
            said = [person for each in inside[theme.id] for person in evidence.who(every[each])]
            try:
                shares = reviewing.coverage(self.project, theme_id(self.project, str(theme.id)))
            except QualworkError:
                continue
            assert {share.participant: share.extracts for share in shares if share.extracts} == {
                person: said.count(person) for person in said
            }


@pytest.mark.parametrize(
    ("examples", "steps"), [(8, 25), pytest.param(50, 50, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_any_deeds_on_themes_in_any_order(template: Path, examples: int, steps: int) -> None:
    run(ThemeDeeds, template, examples, steps)
