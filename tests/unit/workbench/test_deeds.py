"""Whatever two coders do, undo and redo, in any order: the log stays sound and every coding keeps its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from qualwork.model.code import CodeNode
from qualwork.model.theme import CodingMark
from qualwork.model.units import fold
from qualwork.workbench.base import naming
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.counts import autocoding, counting
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import people, reading
from tests.unit.workbench.machine import OnOneProject, run
from tests.unit.workbench.named import apply, code_id, family_id, ref, theme_id
from tests.unit.workbench.studies import ADA, BEN

TEXTS = {"ben": BEN, "ada": ADA}
NAMES = st.sampled_from(["calm", "Calm", "safe", "breath", "Straße", "strasse", "trust"])
CODES = st.one_of(NAMES, st.integers(1, 12).map(str))
THEMES = st.one_of(NAMES, st.integers(1, 8).map(str))
UNDER = st.one_of(st.none(), CODES)
IDS = st.integers(1, 25)
TITLES = st.sampled_from(["ben", "ada"])
PATTERNS = st.sampled_from(["safe*", "breathe", "i", '"i felt"', "re:s.*"])


class Deeds(OnOneProject):
    """Two coders at work on one project."""

    @rule(name=NAMES, under=UNDER)
    def add_code(self, name: str, under: str | None) -> None:
        self.attempt(lambda: codebook.add_code(self.project, name, code_id(self.project, under) if under else None))

    @rule(code=CODES, name=NAMES)
    def rename_code(self, code: str, name: str) -> None:
        self.attempt(lambda: codebook.rename_code(self.project, code_id(self.project, code), name))

    @rule(code=CODES, under=UNDER)
    def move_code(self, code: str, under: str | None) -> None:
        self.attempt(
            lambda: codebook.move_code(
                self.project, code_id(self.project, code), code_id(self.project, under) if under else None
            )
        )

    @rule(codes=st.lists(CODES, min_size=1, max_size=3), into=CODES)
    def merge_codes(self, codes: list[str], into: str) -> None:
        self.attempt(
            lambda: codebook.merge_codes(
                self.project, [code_id(self.project, each) for each in codes], code_id(self.project, into)
            )
        )

    @rule(code=CODES)
    def delete_code(self, code: str) -> None:
        self.attempt(lambda: codebook.delete_code(self.project, code_id(self.project, code)))

    @rule(code=CODES, under=st.one_of(st.none(), THEMES))
    def promote(self, code: str, under: str | None) -> None:
        self.attempt(
            lambda: theming.promote(
                self.project, code_id(self.project, code), theme_id(self.project, under) if under else None
            )
        )

    @rule(theme=THEMES)
    def demote(self, theme: str) -> None:
        self.attempt(lambda: theming.demote(self.project, theme_id(self.project, theme)))

    @rule(code=CODES, title=TITLES, start=st.integers(0, 90), length=st.integers(1, 120))
    def apply(self, code: str, title: str, start: int, length: int) -> None:
        self.attempt(
            lambda: apply(
                self.project,
                code,
                title,
                span=(start, start + length),
            )
        )

    @rule(code=CODES, pattern=PATTERNS, unit=st.sampled_from(["match", "sentence", "turn"]))
    def autocode(self, code: str, pattern: str, unit: autocoding.Unit) -> None:
        hits = autocoding.propose(self.project, pattern, unit)
        self.attempt(lambda: autocoding.autocode(self.project, code_id(self.project, code), hits, pattern, unit))

    @rule(ids=st.lists(IDS, min_size=1, max_size=4))
    def remove(self, ids: list[int]) -> None:
        self.attempt(lambda: coding.remove(self.project, ids))

    @rule(number=IDS, code=CODES)
    def recode(self, number: int, code: str) -> None:
        self.attempt(lambda: coding.recode(self.project, number, code_id(self.project, code)))

    @rule(number=IDS, start=st.integers(0, 90), length=st.integers(1, 120))
    def set_edges(self, number: int, start: int, length: int) -> None:
        self.attempt(lambda: coding.set_edges(self.project, number, start, start + length))

    @rule(name=NAMES, under=st.one_of(st.none(), THEMES))
    def add_theme(self, name: str, under: str | None) -> None:
        self.attempt(lambda: theming.add_theme(self.project, name, theme_id(self.project, under) if under else None))

    @rule(theme=THEMES, name=NAMES)
    def rename_theme(self, theme: str, name: str) -> None:
        self.attempt(lambda: theming.rename_theme(self.project, theme_id(self.project, theme), name))

    @rule(theme=THEMES, under=st.one_of(st.none(), THEMES))
    def move_theme(self, theme: str, under: str | None) -> None:
        self.attempt(
            lambda: theming.move_theme(
                self.project, theme_id(self.project, theme), theme_id(self.project, under) if under else None
            )
        )

    @rule(theme=THEMES)
    def delete_theme(self, theme: str) -> None:
        self.attempt(lambda: theming.delete_theme(self.project, theme_id(self.project, theme)))

    @rule(code=CODES, theme=THEMES, away=st.booleans())
    def assign(self, code: str, theme: str, away: bool) -> None:
        deed = theming.unassign if away else theming.assign
        self.attempt(lambda: deed(self.project, code_id(self.project, code), theme_id(self.project, theme)))

    @rule(number=IDS, theme=THEMES, as_=st.sampled_from(["exemplary", "dismissed", None]))
    def mark(self, number: int, theme: str, as_: CodingMark | None) -> None:
        self.attempt(lambda: theming.mark(self.project, number, theme_id(self.project, theme), as_))

    @rule(kind=st.sampled_from(["code", "theme", "coding", "family"]), name=CODES)
    def add_memo(self, kind: str, name: str) -> None:
        self.attempt(lambda: memoing.add(self.project, ref(self.project, f"{kind}:{name}"), "a thought"))

    @rule(number=st.integers(1, 8), text=st.sampled_from(["", "another thought"]))
    def change_memo(self, number: int, text: str) -> None:
        self.attempt(lambda: memoing.change(self.project, number, text))

    @rule(name=NAMES, pattern=PATTERNS, away=st.booleans())
    def family(self, name: str, pattern: str, away: bool) -> None:
        if away:
            self.attempt(lambda: counting.delete_family(self.project, family_id(self.project, name)))
        else:
            self.attempt(lambda: counting.add_family(self.project, f"{name}={pattern}"))

    @rule(
        label=st.sampled_from(["Ben", "Ada", "Interviewer"]),
        role=st.sampled_from([None, "participant", "interviewer", "other"]),
        participant=st.sampled_from([None, "ben", "Ada", "Theo"]),
    )
    def set_speaker(self, label: str, role: str | None, participant: str | None) -> None:
        self.attempt(lambda: people.set_speaker(self.project, label, role, participant))

    @rule(redo=st.booleans())
    def back_or_forth(self, redo: bool) -> None:
        deed = auditing.redo if redo else auditing.undo
        self.attempt(lambda: deed(self.project))

    @rule()
    def change_seats(self) -> None:
        self.project.coder = "rae" if self.project.coder == "kim" else "kim"

    @invariant()
    def every_coding_keeps_its_text(self) -> None:
        titles = {info.id: info.title for info in reading.infos(self.project)}
        for each in coding.listing(self.project):
            text = TEXTS.get(titles[each.transcript], "")
            assert 0 <= each.start < each.end <= len(text)
            assert text[each.start : each.end] == each.extract

    @invariant()
    def no_code_is_lost_and_no_two_siblings_share_a_name(self) -> None:
        def check(nodes: tuple[CodeNode, ...]) -> int:
            names = [fold(node.code.name) for node in nodes]
            assert len(set(names)) == len(names)
            return len(nodes) + sum(check(node.children) for node in nodes)

        assert check(codebook.codebook(self.project)) == len(codebook.everything(self.project))

    @invariant()
    def themes_count_what_is_listed(self) -> None:
        paths = naming.paths(theming.everything(self.project))
        nodes = [node for _, node in theming.tree(self.project).walk()]
        assert sorted(node.theme.id for node in nodes) == sorted(paths)
        assert len({(node.theme.parent, fold(node.theme.name)) for node in nodes}) == len(nodes)
        for node in nodes:
            assert node.extracts == len(
                reporting.quotes(self.project, theme=theme_id(self.project, paths[node.theme.id])).rows
            )


@pytest.mark.parametrize(
    ("examples", "steps"), [(12, 25), pytest.param(60, 50, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_any_deeds_in_any_order(template: Path, examples: int, steps: int) -> None:
    run(Deeds, template, examples, steps)
