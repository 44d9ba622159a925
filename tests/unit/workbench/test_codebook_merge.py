"""Codebooks out and in again in every kind, merged by name, with a preview that is what happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from qualwork.model.errors import BadInput, NotFound
from qualwork.model.refs import Ref
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, codebook_files
from qualwork.workbench.counts import counting
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import code_id, theme_id
from tests.unit.workbench.reported import make_reported

ODD = "=1+1; or\n@this"


def fill(project: Project) -> None:
    """A codebook with sub-codes, a code of one name twice, themes and odd texts."""
    make_reported(project)
    codebook.define_code(
        project, code_id(project, "safety"), definition=ODD, use_when="-said", use_not="+not", colour="#1f77b4"
    )
    codebook.add_code(project, "kept; word", code_id(project, "safety"), definition="a semicolon in the name")
    codebook.add_code(project, "deep", code_id(project, "kept; word"))
    theming.assign(project, code_id(project, "kept; word"), theme_id(project, "Truth"))
    theming.define_theme(
        project, theme_id(project, "Truth"), scope_in="in", scope_out="out", story="s", differs="d", status="reviewed"
    )


def state(project: Project) -> dict[str, Any]:
    """All that a codebook says of a project."""

    def codes(nodes: Any) -> Any:
        return [
            (
                n.code.name,
                n.code.definition,
                n.code.use_when,
                n.code.use_not,
                n.code.colour,
                n.themes,
                codes(n.children),
            )
            for n in nodes
        ]

    def theme(node: Any) -> Any:
        t = node.theme
        texts = (t.name, t.essence, t.scope_in, t.scope_out, t.story, t.differs, t.narrative, t.status)
        return (*texts, sorted(node.codes), [theme(child) for child in node.children])

    families = [(f.name, f.accepted, f.rejected) for f in counting.saved_families(project)]
    return {
        "codes": codes(codebook.codebook(project)),
        "themes": [theme(node) for node in theming.tree(project).roots],
        "families": families,
    }


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_what_went_out_comes_in_the_same(project: Project, tmp_path: Path, kind: str) -> None:
    fill(project)
    path = tmp_path / f"book.{kind}"
    reporting.export_codebook(project, path)
    with projects.create(tmp_path / "other.qualwork") as other:
        codebook_files.import_codebook(other, path)
        assert state(other) == state(project)
        assert auditing.verify(other).ok
        head = auditing.head(other)
        taken = codebook_files.take_in(other, path)
        assert {outcome for _, _, outcome, _ in taken.rows} == {"same"}
        assert auditing.head(other) == head


def test_cells_are_text_and_never_formulas(project: Project, tmp_path: Path) -> None:
    fill(project)
    reporting.export_codebook(project, tmp_path / "book.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "book.xlsx"))
    assert book.sheet_names == ["codes", "themes", "families", "provenance"]
    rows = book.get_sheet_by_name("codes").to_python()
    assert ODD in [row[2] for row in rows]
    reporting.export_codebook(project, tmp_path / "book.docx")
    cells = [cell.text for table in docx.Document(str(tmp_path / "book.docx")).tables for cell in table._cells]
    assert any(ODD in cell for cell in cells)
    assert any("“really breathe” (P7)" in cell for cell in cells)
    reporting.export_codebook(project, tmp_path / "book.md")
    html = MarkdownIt().render((tmp_path / "book.md").read_text(encoding="utf-8"))
    assert "<strong>kept; word</strong>" in html
    with pytest.raises(BadInput, match=r"\.yaml, \.docx, \.xlsx, \.csv, \.md"):
        reporting.export_codebook(project, tmp_path / "book.pdf")


BOOK = "code,definition,use when\nsafety,Nothing bad happens.,said so\nsafetey,typo,\nfresh,,\n"


@pytest.fixture
def book(project: Project, tmp_path: Path) -> Path:
    """A codebook of which the project knows one code, with a definition of its own."""
    codebook.add_code(project, "safety", definition="Ours.")
    path = tmp_path / "book.csv"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_empty_fields_are_filled_and_others_stay(project: Project, book: Path) -> None:
    before, head = state(project), auditing.head(project)
    preview = codebook_files.take_in(project, book, dry_run=True)
    assert (state(project), auditing.head(project)) == (before, head)
    taken = codebook_files.take_in(project, book)
    assert taken == preview
    assert [(name, outcome) for _, name, outcome, _ in taken.rows] == [
        ("safety", "kept"),
        ("safetey", "new"),
        ("fresh", "new"),
    ]
    ((kind, name, known, score),) = taken.near
    assert (kind, name, known) == ("code", "safetey", "safety")
    assert 85 < score < 100
    safety = codebook.everything(project)[0]
    assert (safety.definition, safety.use_when) == ("Ours.", "said so")
    auditing.undo(project)
    assert state(project) == before


def test_the_file_may_take_over_and_names_may_be_joined(project: Project, book: Path) -> None:
    taken = codebook_files.take_in(project, book, {"safetey": Ref("code", code_id(project, "safety"))}, update=True)
    assert taken.added["codes"] == ["fresh"]
    assert [code.name for code in codebook.everything(project)] == ["safety", "fresh"]
    assert codebook.everything(project)[0].definition == "typo"
    assert auditing.verify(project).ok


@pytest.mark.parametrize(
    ("entry", "known", "error"),
    [
        ("nowhere", Ref("code", 1), BadInput),
        ("fresh", Ref("code", 99), NotFound),
        ("fresh", Ref("theme", 1), BadInput),
    ],
)
def test_names_that_cannot_be_joined_are_refused(
    project: Project, book: Path, entry: str, known: Ref, error: type[Exception]
) -> None:
    before = state(project)
    with pytest.raises(error):
        codebook_files.take_in(project, book, {entry: known})
    assert state(project) == before
