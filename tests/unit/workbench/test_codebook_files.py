"""Codebooks from files: what they say of codes and themes is what is there afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.workbench.base import naming
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, codebook_files
from qualwork.workbench.counts import counting
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import code_id, theme_id


def homes(project: Project) -> dict[str, set[str]]:
    """Full names of the codes under each theme."""
    paths = naming.paths(codebook.everything(project))
    named = naming.paths(theming.everything(project))
    return {named[theme]: {paths[code] for code in inside} for theme, inside in theming.homes(project).items()}


def take_in(project: Project, folder: Path, text: str) -> codebook_files.Added:
    """Import a codebook of that text."""
    path = folder / "book.yaml"
    path.write_text(text, encoding="utf-8")
    return codebook_files.import_codebook(project, path)


@pytest.mark.parametrize(
    "text",
    [
        "codes:\n- name: trust\n  themes: [Home]\n- doubt\nthemes:\n- Home\n",
        "codes: [trust, doubt]\nthemes:\n- name: Home\n  codes: [TRUST]\n",
        "codes:\n- name: trust\n  themes: [Home]\n- doubt\n",
        "codes: [doubt]\nthemes:\n- name: Home\n  codes: [trust]\n",
    ],
)
def test_a_code_and_its_theme_are_joined_whoever_says_so(project: Project, tmp_path: Path, text: str) -> None:
    added = take_in(project, tmp_path, text)
    assert {name: sorted(each) for name, each in added.items()} == {
        "codes": ["doubt", "trust"],
        "themes": ["Home"],
        "families": [],
    }
    assert homes(project) == {"Home": {"trust"}}
    before = auditing.head(project)
    assert take_in(project, tmp_path, text) == {"codes": [], "themes": [], "families": []}
    assert auditing.head(project) == before


def test_codes_of_one_name_keep_their_own_themes(project: Project, tmp_path: Path) -> None:
    for name, under in (("a", None), ("b", None), ("x", "a"), ("x", "b")):
        codebook.add_code(project, name, code_id(project, under) if under else None)
    for theme, code in (("A", "a/x"), ("B", "b/x")):
        theming.add_theme(project, theme)
        theming.assign(project, code_id(project, code), theme_id(project, theme))
    counting.add_family(project, 'care=care*,"caring for"')
    expected = homes(project)
    tree = codebook.codebook(project)
    reporting.export_codebook(project, tmp_path / "out.yaml")
    for _ in range(9):
        auditing.undo(project)
    assert codebook.everything(project) == []
    codebook_files.import_codebook(project, tmp_path / "out.yaml")
    assert homes(project) == expected
    assert [node.path for node in codebook.codebook(project)] == [node.path for node in tree]
    assert counting.saved_families(project)[0].accepted == ("care*", '"caring for"')
    assert auditing.verify(project).ok
