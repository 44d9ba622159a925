"""Whatever several coders do, undo and redo, in whatever order: the log and the tables agree, and so does an oracle."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from qualwork.model.code import Code
from qualwork.model.errors import Refused
from qualwork.project import codes, codings, families, memos, participants, themes, transcripts, undo, verify
from qualwork.project.decisions import Deciding, Project
from qualwork.project.names import refuse_taken
from tests.unit.project.oracle import Oracle, faults
from tests.unit.project.studies import TEXT, decisions_of, everything_in, new_project, reading, rows_of

CODERS = ("ann", "ben", "cleo")
WORDS = st.sampled_from(("safe", "SAFE", "trust", "time", "Zeit"))
PICK = st.integers(0, 5)
SPOT = st.integers(0, len(TEXT) - 6)
Deed = Callable[[Deciding], object]


class Deeds(RuleBasedStateMachine):
    """A project in several hands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = new_project(self.folder / "study.qualwork")
        with self.project.transaction():
            for coder in CODERS[1:]:
                self.project.coder = coder
                with self.project.decide("join") as deciding:
                    participants.ensure(deciding.session, coder)
        self.oracle = Oracle()
        rows, last = rows_of(self.project), len(decisions_of(self.project))
        for number, coder in ((last - 2, "ben"), (last, "cleo")):
            name = ("participant", f"[{CODERS.index(coder)}]")
            self.oracle.done(number, coder, None, {}, {name: rows[name]})

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    def ids(self, table: str) -> list[int]:
        """Ids of all rows of a table."""
        return [row["id"] for (name, _), row in rows_of(self.project).items() if name == table]

    def one(self, table: str, pick: int) -> int | None:
        """The id of some row of a table."""
        known = self.ids(table)
        return known[pick % len(known)] if known else None

    def do(self, coder: str, *deeds: Deed, batch: str | None = None) -> None:
        """Make a decision for each deed, all or none; names that are taken are refused as the use cases do."""
        self.project.coder = coder
        noted = []
        try:
            with self.project.transaction():
                for deed in deeds:
                    before = rows_of(self.project)
                    with self.project.decide("deed", batch=batch) as deciding:
                        deed(deciding)
                    if deciding.changed:
                        noted.append((deciding.number, coder, batch, before, rows_of(self.project)))
        except Refused:
            return
        for note in noted:
            self.oracle.done(*note)

    @rule(coder=st.sampled_from(CODERS), name=WORDS, under=st.none() | PICK)
    def add_code(self, coder: str, name: str, under: int | None) -> None:
        parent = None if under is None else self.one("code", under)
        self.do(coder, adding(name, parent))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, name=WORDS)
    def rename_code(self, coder: str, pick: int, name: str) -> None:
        code = self.one("code", pick)
        if code is not None:
            self.do(coder, changing(code, name=name))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, under=PICK, colour=WORDS)
    def move_code(self, coder: str, pick: int, under: int, colour: str) -> None:
        code, parent = self.one("code", pick), self.one("code", under)
        if code is not None and parent is not None and code > parent:
            self.do(coder, changing(code, parent_id=parent, colour=colour))

    @rule(coder=st.sampled_from(CODERS), pick=PICK)
    def delete_code(self, coder: str, pick: int) -> None:
        code = self.one("code", pick)
        if code is not None:
            self.do(coder, deleting_code(code))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, into=PICK)
    def merge_codes(self, coder: str, pick: int, into: int) -> None:
        source, target = self.one("code", pick), self.one("code", into)
        if source is not None and target is not None and source != target:
            self.do(coder, lambda d: codings.move_to_code(d.session, source, target), deleting_code(source))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, revision=PICK, start=SPOT)
    def apply_code(self, coder: str, pick: int, revision: int, start: int) -> None:
        code, text = self.one("code", pick), self.one("revision", revision)
        if code is not None and text is not None:
            self.do(coder, applying(code, text, start))

    @rule(coder=st.sampled_from(CODERS), revision=PICK, start=SPOT)
    def apply_all_codes(self, coder: str, revision: int, start: int) -> None:
        text = self.one("revision", revision)
        if text is not None:
            rows = [(code, text, start, start + 5, TEXT[start : start + 5]) for code in self.ids("code")]
            self.do(coder, lambda d: codings.add_many(d, rows))

    @rule(coder=st.sampled_from(CODERS), pick=PICK)
    def remove_codings(self, coder: str, pick: int) -> None:
        known = self.ids("coding")
        self.do(coder, lambda d: codings.remove(d.session, known[pick : pick + 2]))

    @rule(coder=st.sampled_from(CODERS), name=WORDS, under=st.none() | PICK, code=PICK)
    def add_theme(self, coder: str, name: str, under: int | None, code: int) -> None:
        parent = None if under is None else self.one("theme", under)
        self.do(coder, adding_theme(name, parent, self.one("code", code)))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, code=PICK, coding=PICK)
    def link_theme(self, coder: str, pick: int, code: int, coding: int) -> None:
        theme, member, marked = self.one("theme", pick), self.one("code", code), self.one("coding", coding)
        if theme is not None and member is not None:
            self.do(coder, lambda d: themes.assign(d.session, theme, member))
        if theme is not None and marked is not None:
            self.do(coder, lambda d: themes.mark(d.session, theme, marked, "contrary", "no"))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, code=PICK, name=WORDS)
    def change_theme(self, coder: str, pick: int, code: int, name: str) -> None:
        theme, member = self.one("theme", pick), self.one("code", code)
        if theme is not None and member is not None:
            self.do(coder, lambda d: themes.unassign(d.session, theme, member))
            self.do(coder, lambda d: themes.change(d.session, theme, story=name))

    @rule(coder=st.sampled_from(CODERS), pick=PICK)
    def delete_theme(self, coder: str, pick: int) -> None:
        theme = self.one("theme", pick)
        if theme is not None:
            self.do(coder, deleting_theme(theme))

    @rule(
        coder=st.sampled_from(CODERS),
        kind=st.sampled_from(("code", "theme", "coding", "family")),
        pick=PICK,
        text=WORDS,
    )
    def write_memo(self, coder: str, kind: Any, pick: int, text: str) -> None:
        thing = self.one("term_family" if kind == "family" else kind, pick)
        if thing is not None:
            self.do(coder, lambda d: memos.add(d, "note", (kind, thing), text))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, text=st.none() | WORDS)
    def change_memo(self, coder: str, pick: int, text: str | None) -> None:
        memo = self.one("memo", pick)
        if memo is not None and text is not None:
            self.do(coder, lambda d: memos.change(d.session, memo, text))
        elif memo is not None:
            self.do(coder, lambda d: memos.delete(d.session, memo))

    @rule(coder=st.sampled_from(CODERS), name=WORDS, form=WORDS, verdict=st.sampled_from(("accepted", "rejected")))
    def judge_form(self, coder: str, name: str, form: str, verdict: Any) -> None:
        self.do(coder, judging(name, form, verdict))

    @rule(coder=st.sampled_from(CODERS), pick=PICK)
    def delete_family(self, coder: str, pick: int) -> None:
        family = self.one("term_family", pick)
        if family is not None:
            self.do(coder, each(gone_with("family", family), lambda d: families.delete(d.session, family)))

    @rule(coder=st.sampled_from(CODERS), pick=PICK, name=WORDS, speaker=PICK)
    def change_people(self, coder: str, pick: int, name: str, speaker: int) -> None:
        person, transcript = self.one("participant", pick), self.one("transcript", speaker)
        if person is not None:
            self.do(coder, renaming_person(person, name))
            self.do(coder, lambda d: participants.set_attributes(d.session, person, {"wave": name[:4]}))
        if person is not None and transcript is not None:
            self.do(coder, lambda d: transcripts.set_speaker(d.session, transcript, "Ben", None, person))

    @rule(coder=st.sampled_from(CODERS), titles=st.lists(WORDS, min_size=1, max_size=3), people=WORDS)
    def import_batch(self, coder: str, titles: list[str], people: str) -> None:
        batch = f"import {len(decisions_of(self.project))}"
        self.do(coder, *(importing(title, people) for title in titles), batch=batch)

    @rule(coder=st.sampled_from(CODERS), names=st.lists(WORDS, min_size=2, max_size=4, unique_by=str.lower))
    def batch_of_codes(self, coder: str, names: list[str]) -> None:
        batch = f"codebook {len(decisions_of(self.project))}"
        first = max([row[0] for row in self.sequence("code")], default=0) + 1
        deeds = [adding(name, first + at - 1 if at else None) for at, name in enumerate(names)]
        self.do(coder, *deeds, changing(first, name="end"), batch=batch)

    def sequence(self, table: str) -> list[tuple[int]]:
        """The highest id a table ever gave away."""
        with self.project.read() as session:
            query = f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"
            return [(row[0],) for row in session.connection().exec_driver_sql(query)]

    @rule(coder=st.sampled_from(CODERS), redo=st.booleans(), times=st.integers(1, 4))
    def go_back_or_forth(self, coder: str, redo: bool, times: int) -> None:
        for _ in range(times):
            self.invert(coder, redo)

    def invert(self, coder: str, redo: bool) -> None:
        """Undo or redo, and compare what came of it with what the oracle expects."""
        self.project.coder = coder
        before, expected = rows_of(self.project), None
        wanted = [deed.number for deed in self.oracle.next(coder, redo)]
        expected = self.oracle.expected(coder, redo, before)
        untouched = everything_in(self.project.path)
        try:
            made = (undo.redo if redo else undo.undo)(self.project)
        except Refused as refusal:
            assert expected is None, f"{refusal.message} (no reason for it)"
            assert everything_in(self.project.path) == untouched
            numbers = [int(number) for number in re.findall(r"decision (\d+)", refusal.message)]
            assert (len(numbers) == 2 and numbers[0] != numbers[1]) if wanted else "nothing to" in refusal.message
            return
        assert expected is not None, f"{[each.number for each in made]} should have been refused"
        assert rows_of(self.project) == expected
        assert [deed.redoes if redo else deed.undoes for deed in made] == wanted
        self.oracle.moved(coder, redo, [each.number for each in made])

    @rule()
    def reopen(self) -> None:
        before = rows_of(self.project)
        self.project.close()
        self.project = Project.open(self.project.path, "ann")
        assert rows_of(self.project) == before

    @invariant()
    def log_and_tables_agree(self) -> None:
        with self.project.read() as session:
            found = verify.verify(session)
            broken = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
        assert found.problems == ()
        assert broken == []
        assert list(faults(rows_of(self.project))) == []


def each(*deeds: Deed) -> Deed:
    """Several deeds in one decision."""

    def make(deciding: Deciding) -> None:
        for deed in deeds:
            deed(deciding)

    return make


def adding(name: str, parent: int | None) -> Deed:
    def make(deciding: Deciding) -> None:
        refuse_taken(deciding.session, "code", {"parent_id": parent, "name": name})
        codes.add(deciding.session, Code(0, name, parent))

    return make


def changing(code: int, **values: Any) -> Deed:
    def make(deciding: Deciding) -> None:
        row = next(each for each in codes.everything(deciding.session) if each.id == code)
        place = {"parent_id": values.get("parent_id", row.parent), "name": values.get("name", row.name)}
        refuse_taken(deciding.session, "code", place, code)
        codes.change(deciding.session, code, **values)

    return make


def deleting_code(code: int) -> Deed:
    def make(deciding: Deciding) -> None:
        session = deciding.session
        every = codes.everything(session)
        parent = next(each.parent for each in every if each.id == code)
        for child in (each for each in every if each.parent == code):
            refuse_taken(session, "code", {"parent_id": parent, "name": child.name}, child.id)
            codes.change(session, child.id, parent_id=parent)
        mine = [coding.id for coding in codings.listing(session, codes=[code])]
        for coding in mine:
            memos.delete_on(session, ("coding", coding))
        codings.remove(session, mine)
        memos.delete_on(session, ("code", code))
        codes.delete(session, code)

    return make


def applying(code: int, revision: int, start: int) -> Deed:
    return lambda d: codings.add(d, code, revision, start, start + 5, TEXT[start : start + 5])


def adding_theme(name: str, parent: int | None, code: int | None) -> Deed:
    def make(deciding: Deciding) -> None:
        place = {"draft_id": themes.shown_draft(deciding.session), "parent_id": parent, "name": name}
        refuse_taken(deciding.session, "theme", place)
        theme = themes.add(deciding.session, name, parent, from_code=code)
        if parent is not None:
            deciding.execute(
                "INSERT INTO theme_relation (source_id, target_id, kind, note) VALUES (?, ?, 'part of', '')",
                (theme, parent),
            )

    return make


def deleting_theme(theme: int) -> Deed:
    def make(deciding: Deciding) -> None:
        if any(each.parent == theme for each in themes.everything(deciding.session)):
            raise Refused("it has subthemes")
        memos.delete_on(deciding.session, ("theme", theme))
        themes.delete(deciding.session, theme)

    return make


def gone_with(kind: Any, thing: int) -> Deed:
    return lambda d: memos.delete_on(d.session, (kind, thing))


def judging(name: str, form: str, verdict: Any) -> Deed:
    def make(deciding: Deciding) -> None:
        known = [each.id for each in families.everything(deciding.session) if each.name.lower() == name.lower()]
        family = known[0] if known else families.add(deciding.session, name)
        families.judge(deciding.session, family, form, verdict)

    return make


def renaming_person(person: int, name: str) -> Deed:
    def make(deciding: Deciding) -> None:
        refuse_taken(deciding.session, "participant", {"pseudonym": name}, person)
        participants.rename(deciding.session, person, name)

    return make


def importing(title: str, person: str) -> Deed:
    def make(deciding: Deciding) -> None:
        people = {"Ben": participants.ensure(deciding.session, person)}
        transcripts.add(deciding, reading(title), {**people})

    return make


QUICK = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def test_random_deeds() -> None:
    run_state_machine_as_test(Deeds, settings=QUICK)


@pytest.mark.slow
def test_many_random_deeds() -> None:
    run_state_machine_as_test(Deeds, settings=settings(QUICK, max_examples=400, stateful_step_count=60))
