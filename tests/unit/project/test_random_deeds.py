"""Whatever several coders do, undo and redo, in whatever order: the log and the tables agree, and so does an oracle."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qualwork.model.errors import Refused
from qualwork.project.log import undo, verify
from qualwork.project.store.decisions import Project
from tests.unit.project import random_deeds
from tests.unit.project.oracle import Oracle, faults
from tests.unit.project.random_deeds import DEEDS, Deed, Pick
from tests.unit.project.studies import decisions_of, new_project, rows_of

CODERS = st.sampled_from(("ann", "ann", "ben", "cleo"))
PICKS = st.builds(Pick, st.integers(0, 4), st.integers(0, 4), st.sampled_from(("safe", "SAFE", "Zeit", "trust")))
THINGS = st.lists(st.tuples(st.sampled_from(DEEDS), PICKS), min_size=1, max_size=4)
BEGINNING = (
    (random_deeds.import_transcript, Pick(0, 0, "Ben")),
    (random_deeds.add_code, Pick(0, 0, "safe")),
    (random_deeds.add_code, Pick(1, 0, "trust")),
    (random_deeds.apply_code, Pick(0, 0, "")),
    (random_deeds.apply_code, Pick(1, 0, "")),
    (random_deeds.add_theme, Pick(0, 0, "held")),
    (random_deeds.assign_code, Pick(0, 0, "")),
    (random_deeds.write_memo, Pick(0, 0, "why?")),
)


class Deeds(RuleBasedStateMachine):
    """A project in several hands."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = new_project(self.folder / "study.qualwork")
        self.oracle = Oracle()
        self.batches = 0

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder)

    @initialize(coder=CODERS)
    def begin(self, coder: str) -> None:
        for deed, pick in BEGINNING:
            self.make(coder, [(deed, pick)])

    @rule(coder=CODERS, deed=st.sampled_from(DEEDS), pick=PICKS)
    def deed(self, coder: str, deed: Deed, pick: Pick) -> None:
        self.make(coder, [(deed, pick)])

    @rule(coder=CODERS, things=THINGS)
    def several_in_one_batch(self, coder: str, things: list[tuple[Deed, Pick]]) -> None:
        self.batches += 1
        self.make(coder, things, f"batch {self.batches}")

    def make(self, coder: str, things: list[tuple[Deed, Pick]], batch: str | None = None) -> None:
        """Make a decision of each deed that is possible, all in one transaction."""
        self.project.coder = coder
        with self.project.transaction():
            for deed, pick in things:
                try:
                    before = rows_of(self.project)
                    with self.project.decide(deed.__name__, batch=batch) as deciding:
                        deed(deciding, pick)
                except Refused:
                    continue
                if deciding.changed:
                    after = rows_of(self.project)
                    joined = {name: row for name, row in after.items() if name[0] == "coder"}
                    self.oracle.done(deciding.number, coder, batch, {**before, **joined}, after)

    @rule(coder=CODERS, back=st.integers(1, 4), forth=st.integers(0, 4))
    def go_back_and_forth(self, coder: str, back: int, forth: int) -> None:
        for redo in [False] * back + [True] * forth:
            self.invert(coder, redo)

    @rule(moves=st.lists(st.tuples(CODERS, st.booleans()), min_size=1, max_size=6))
    def go_all_ways(self, moves: list[tuple[str, bool]]) -> None:
        for coder, redo in moves:
            self.invert(coder, redo)

    def invert(self, coder: str, redo: bool) -> None:
        """Undo or redo, and compare what came of it with what the oracle expects."""
        self.project.coder = coder
        before, log = rows_of(self.project), decisions_of(self.project)
        expected = self.oracle.expected(coder, redo, before)
        wanted = [deed.number for deed in self.oracle.next(coder, redo)]
        try:
            made = (undo.redo if redo else undo.undo)(self.project)
        except Refused as refusal:
            assert expected is None, f"no reason for it: {refusal.message}"
            assert (rows_of(self.project), decisions_of(self.project)) == (before, log)
            named = re.findall(r"decision (\d+)", refusal.message)
            assert len(set(named)) == 2 if wanted else "nothing to" in refusal.message
            return
        assert expected is not None, f"{wanted} should have been refused"
        assert rows_of(self.project) == expected
        assert [deed.redoes if redo else deed.undoes for deed in made] == wanted
        self.oracle.moved(coder, redo, [deed.number for deed in made])

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


QUICK = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


def test_random_deeds() -> None:
    run_state_machine_as_test(Deeds, settings=QUICK)


@pytest.mark.slow
def test_many_random_deeds() -> None:
    run_state_machine_as_test(Deeds, settings=settings(QUICK, max_examples=300, stateful_step_count=40))
