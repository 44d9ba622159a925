"""A project in which somebody else goes first: what a change is asked to act on is gone when it is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlmodel import Session

from qualwork.model.errors import NotFound, Refused
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.log import auditing

Change = Callable[[Project], object]


class Raced(Project):
    """A project in which another process changes the file at the last moment before it is held for a decision."""

    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Let the other one go first."""
        first, self.meanwhile = self.meanwhile, lambda: None
        first()
        with super().transaction() as session:
            yield session


def refused_because_gone(raced: Raced, theirs: Change, mine: Change, sentence: str) -> None:
    """Check that a change of what somebody else took away is refused in one sentence, and changes nothing."""
    before = len(auditing.decisions(raced))
    with projects.open_project(raced.path, "kim") as other:
        raced.meanwhile = lambda: theirs(other)
        with pytest.raises((NotFound, Refused), match=sentence) as fault:
            mine(raced)
        assert "\n" not in fault.value.message
    assert len(auditing.decisions(raced)) == before + 1
    assert auditing.verify(raced).problems == ()
