"""The report says what the project holds, under pseudonyms, and each of its links leads somewhere."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from selectolax.lexbor import LexborHTMLParser

from qualwork.export.documents.report import report_bytes
from qualwork.model.errors import BadInput
from qualwork.workbench.base import naming
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from qualwork.workbench.report import report_builder, reporting
from qualwork.workbench.report.method_log import method_log
from qualwork.workbench.themes import theming
from tests.unit.workbench.named import apply, code_id, theme_id
from tests.unit.workbench.reported import make_reported
from tests.unit.workbench.studies import BEN

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def made(project: Project) -> dict[str, int]:
    """Codings by code."""
    return make_reported(project)


def test_themes_hold_their_quotes_and_narratives(project: Project, made: dict[str, int]) -> None:
    found = {part.node.theme.name: part for _, part in report_builder.build(project).walk()}
    assert [found[name].place for name in ("Calm", "Body", "Truth")] == ["1", "1.1", "2"]
    assert [quote.coding for quote in found["Body"].exemplary] == [made["breath"]]
    assert [(quote.coding, quote.reason) for quote in found["Truth"].contrary] == [(made["truth"], "another voice")]
    assert [quote.coding for quote in found["Calm"].others] == [made["safety"]]
    first, second = found["Calm"].narrative
    assert [piece if isinstance(piece, str) else piece.coding for piece in first] == [
        "First this: ",
        made["safety"],
        ".",
    ]
    assert second == ("And [quote 999] is no coding. Ben said so.",)


def test_passages_are_the_text_under_pseudonyms(project: Project, made: dict[str, int]) -> None:
    passages = {each.coding: each for each in report_builder.build(project).passages}
    assert set(passages) == set(made.values())
    here = passages[made["breath"]]
    assert here.before == (
        "Interviewer: How was the group for you?\nP7: I felt safe there. [laughs] You could breathe, "
    )
    assert (here.extract, here.after) == ("really breathe", ".")
    assert BEN[here.start : here.end] == here.extract


def test_a_long_turn_is_shortened_between_words(tmp_path: Path) -> None:
    from qualwork.workbench.base import projects
    from qualwork.workbench.transcripts import importing
    from tests.unit.workbench.studies import write

    words = " ".join(f"word{at}" for at in range(400))
    with projects.create(tmp_path / "long.qualwork") as study:
        importing.import_paths(study, write(tmp_path / "in", long=f"Interviewer: Well?\n\nZoe: {words}\n"))
        codebook.add_code(study, "middle")
        theming.add_theme(study, "T")
        theming.assign(study, code_id(study, "middle"), theme_id(study, "T"))
        apply(study, "middle", "long", quote="word200 word201")
        (found,) = report_builder.build(study).passages
    assert found.before.startswith("Interviewer: Well?\nZoe: [...] word")
    assert found.before.endswith("word199 ")
    assert re.fullmatch(r" word202 .* word\d+ \[\.\.\.\]", found.after)


def test_the_page_is_whole_and_links_lead_somewhere(project: Project, made: dict[str, int]) -> None:
    data = report_bytes(report_builder.build(project), "html")
    assert data == report_bytes(report_builder.build(project), "html")
    page = LexborHTMLParser(data)
    anchors = {node.attributes["id"] for node in page.css("[id]")}
    links = [node.attributes["href"] or "" for node in page.css("a")]
    assert links
    assert all(link[0] == "#" and link[1:] in anchors for link in links)
    assert len({node.attributes["id"] for node in page.css("[id]")}) == len(page.css("[id]"))
    assert not page.css("script[src], link, img, iframe, [style]")
    assert b"://" not in re.sub(rb'xmlns="[^"]*"', b"", data)
    assert (auditing.head(project) or pytest.fail()).hash in page.text()
    assert "It is <quiet> & still." in page.text()
    assert len(page.css("#tree svg, #map svg")) == 2
    for each in made.values():
        assert page.css(f"#c{each} mark")


def test_markup_in_any_text_stays_text(project: Project) -> None:
    make_reported(project)
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
    codebook.define_code(project, code_id(project, "safety"), definition=evil)
    theming.define_theme(project, theme_id(project, "Truth"), essence=evil, story=evil, narrative=evil)
    theming.rename_theme(project, theme_id(project, "Body"), evil)
    page = LexborHTMLParser(report_bytes(report_builder.build(project), "html"))
    assert len(page.css("script")) == 1
    assert not page.css("img")
    assert page.text().count(evil) > 3


def test_the_document_links_quotes_to_passages(project: Project, made: dict[str, int]) -> None:
    data = report_bytes(report_builder.build(project), "docx")
    assert data == report_bytes(report_builder.build(project), "docx")
    document = docx.Document(io.BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style is not None and (p.style.name or "").startswith("Head")]
    assert [h for h in headings if h[0].isdigit()] == ["1 Calm", "1.1 Body", "2 Truth"]
    assert len(document.inline_shapes) == 2
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    bookmarks = {each.get(f"{WORD}name") for each in body.iter(f"{WORD}bookmarkStart")}
    links = {each.get(f"{WORD}anchor") for each in body.iter(f"{WORD}hyperlink")}
    assert links
    assert links <= bookmarks
    assert bookmarks >= {f"c{each}" for each in made.values()}


def test_original_names_are_listed_where_they_stand(project: Project, tmp_path: Path) -> None:
    make_reported(project)
    _, names = report_builder.export_report(project, tmp_path / "report.html")
    found = {(row["name"], row["where"]) for row in names.records()}
    assert ("Ben", "narrative of theme 1") in found
    assert all(name == "Ben" for name, _ in found)
    text = LexborHTMLParser((tmp_path / "report.html").read_bytes()).text()
    assert len(re.findall(r"\bBen\b", text)) == 1
    theming.define_theme(project, theme_id(project, "Calm"), narrative="P7 said so.")
    _, names = report_builder.export_report(project, tmp_path / "report.html")
    assert [row["where"] for row in names.records()] == ["the title of transcript ben"]


def test_the_matrix_counts_what_quotes_lists(project: Project) -> None:
    make_reported(project)
    table = next(table for table in report_builder.build(project).tables if table.name == "themes by participant")
    for row in table.records():
        listed = list(reporting.quotes(project, theme=theme_id(project, str(row["theme"]).split(" ", 1)[1])).records())
        assert row["codings"] == len(listed)
        for name in ("Ada", "P7"):
            assert row[name] == sum(name in str(each["participants"]).split(", ") for each in listed)


def test_the_method_log_has_what_is_in_force(project: Project) -> None:
    codebook.add_code(project, "kept", why="it recurs")
    codebook.add_code(project, "dropped")
    auditing.undo(project)
    codebook.add_code(project, "back")
    auditing.undo(project)
    auditing.redo(project)
    codebook.merge_codes(project, [code_id(project, "back")], code_id(project, "kept"), "the same idea")
    tables = {table.name: list(table.records()) for table in method_log(project)}
    told = [(row["verb"], row["about"], row["why"]) for row in tables["codebook"]]
    assert told == [
        ("add code", "kept", "it recurs"),
        ("add code", "back", ""),
        ("merge codes", "back into kept", "the same idea"),
    ]
    (coder,) = [row for row in tables["coders"] if row["coder"] == "kim"]
    assert coder["codes made"] == 2
    phases = {row["phase"]: row["decisions"] for row in tables["phases"]}
    log = [row for row in auditing.log(project).records() if row["undoes"] is None and row["redoes"] is None]
    assert sum(int(str(number)) for number in phases.values()) == len(log) - 1


def test_an_empty_project_has_a_report(project: Project, tmp_path: Path) -> None:
    for kind in ("html", "docx"):
        paths, names = report_builder.export_report(project, tmp_path / f"report.{kind}")
        assert paths[0].stat().st_size
        assert names.rows == ()
    with pytest.raises(BadInput, match=r"\.docx, \.html"):
        report_builder.export_report(project, tmp_path / "report.pdf")
    assert naming.paths(theming.everything(project)) == {}
