"""Ids of things by their names, for tests of functions which take ids."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.cli import resolve
from qualwork.cli.options import CountOptions
from qualwork.model.code import Coding
from qualwork.model.refs import Ref
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import coding
from qualwork.workbench.counts.narrowing import CountFilter


def code_id(project: Project, typed: str) -> int:
    """The id of the code with that name."""
    return resolve.code(project, typed).id


def theme_id(project: Project, typed: str) -> int:
    """The id of the theme with that name."""
    return resolve.theme(project, typed).id


def transcript_id(project: Project, typed: str) -> int:
    """The id of the transcript with that title."""
    return resolve.transcript(project, typed).id


def participant_id(project: Project, typed: str) -> int:
    """The id of the participant with that pseudonym."""
    return resolve.participant(project, typed).id


def family_id(project: Project, typed: str) -> int:
    """The id of the term family with that name."""
    return resolve.family(project, typed).id


def draft_id(project: Project, typed: str) -> int:
    """The id of the draft with that name."""
    return resolve.draft(project, typed).id


def table_id(project: Project, typed: str) -> int:
    """The id of the saved table with that name."""
    return resolve.saved_table(project, typed).id


def only(
    project: Project, codes: Sequence[str] = (), themes: Sequence[str] = (), participants: Sequence[str] = ()
) -> CountFilter:
    """What is counted, narrowed to things with those names."""
    return CountOptions(list(codes), list(themes), list(participants)).only(project)


def ref(project: Project, typed: str) -> Ref:
    """The thing meant by `code:trust`, `coding:12` or a bare name."""
    return resolve.thing(project, typed)[0]


def erasable_id(project: Project, typed: str) -> int:
    """The id of the transcript with that title, also of one that was taken out before."""
    return resolve.erasable(project, typed)


def apply(
    project: Project, code: str, transcript: str, quote: str | None = None, span: tuple[int, int] | None = None
) -> Coding:
    """Apply the code with that name to a passage of the transcript with that title."""
    return coding.apply(project, code_id(project, code), transcript_id(project, transcript), quote, span)
