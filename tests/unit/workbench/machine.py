"""What all machines that do random deeds to one project share."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from qualwork.model.errors import QualworkError
from qualwork.workbench.base import projects
from qualwork.workbench.log import auditing


class OnOneProject(RuleBasedStateMachine):
    """A coder at work on a copy of the project at `template`; a deed that is refused must leave no trace."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "study.qualwork"
        shutil.copy(self.template, path)
        self.project = projects.open_project(path, "kim")

    def teardown(self) -> None:
        """Leave no folder behind."""
        self.project.close()
        shutil.rmtree(self.folder)

    def attempt(self, deed: Callable[[], object]) -> None:
        """Do something that may be refused."""
        before = auditing.head(self.project)
        try:
            deed()
        except QualworkError as fault:
            assert "\n" not in fault.message
            assert auditing.head(self.project) == before

    @invariant()
    def the_log_is_sound(self) -> None:
        found = auditing.verify(self.project)
        assert found.ok, found.problems


def run(machine: type[OnOneProject], template: Path, examples: int, steps: int) -> None:
    """Let a machine do so many runs of so many deeds, each on a fresh copy of the template."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        type("FromTemplate", (machine,), {"template": template}),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks
        ),
    )
