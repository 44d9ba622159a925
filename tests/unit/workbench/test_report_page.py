"""The report's page as a reader uses it: searched, folded, followed by its links, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qualwork.workbench.report import report_builder
from tests.unit.workbench.browser import Browser, program
from tests.unit.workbench.reported import make_reported
from tests.unit.workbench.studies import new_study

_HIDDEN = "(item => item.hidden || Boolean(item.closest('[hidden]')) || Boolean(item.closest('details:not([open])')))"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The report of the coded study, open in a browser."""
    if program() is None:
        pytest.skip("no Chromium on this machine")
    folder = tmp_path_factory.mktemp("page")
    with new_study(folder) as project:
        make_reported(project)
        report_builder.export_report(project, folder / "report.html")
    browser = Browser(folder / "profile")
    try:
        browser.open(folder / "report.html")
        yield browser
    finally:
        browser.close()


def search(page: Browser, words: str) -> str:
    """Type words into the search field; what the page says it found."""
    script = (
        "(() => { const f = document.getElementById('words'); f.value = WORDS; f.dispatchEvent(new Event('input'));"
    )
    return str(page.run(f"{script.replace('WORDS', repr(words))} return document.getElementById('found').value; }})()"))


def shown(page: Browser, selector: str) -> list[str]:
    """Texts of what a reader sees of a selection."""
    script = f"[...document.querySelectorAll({selector!r})].filter(i => !{_HIDDEN}(i)).map(i => i.textContent.trim())"
    return list(page.run(script))


def test_search_shows_what_holds_the_words_and_marks_them(page: Browser) -> None:
    whole = shown(page, ".item")
    assert search(page, "REALLY  breathe") != ""
    found = shown(page, ".item")
    assert found
    assert len(found) < len(whole)
    assert all("really breathe" in " ".join(text.split()).lower() for text in found)
    assert "really breathe" in {text.lower() for text in shown(page, "mark.hit")}
    assert page.run("document.querySelector('.theme[id=\"t2\"]').hidden") is True
    assert search(page, "") == ""
    assert shown(page, ".item") == whole
    assert shown(page, "mark.hit") == []


def test_nothing_found_is_said(page: Browser) -> None:
    assert search(page, "zzz") == "0 found"
    assert shown(page, ".item") == []
    search(page, "")


def test_a_quote_leads_to_where_it_was_said(page: Browser) -> None:
    for link in page.run("[...document.querySelectorAll('blockquote a')].map(a => a.getAttribute('href'))"):
        page.run(f"location.hash = {link!r}")
        assert page.run("document.querySelector(':target').className") == "item passage"
        text = page.run("document.querySelector(':target mark').textContent")
        assert text in page.run("document.querySelector(':target').textContent")


def test_a_link_opens_what_is_folded_and_ends_a_search(page: Browser) -> None:
    page.run("document.getElementById('fold').click()")
    assert not any(page.run("[...document.querySelectorAll('.theme')].map(t => t.open)"))
    search(page, "zzz")
    page.run("new Promise(done => { addEventListener('hashchange', done); location.hash = '#t1.1' })")
    page.run("reveal()")
    assert page.run("document.getElementById('t1.1').open && document.getElementById('t1').open") is True
    assert page.run("document.getElementById('words').value") == ""
    page.run("document.getElementById('fold').click(); document.querySelectorAll('.theme').forEach(t => t.open = true)")


def test_print_unfolds_the_themes(page: Browser) -> None:
    page.run("document.querySelectorAll('details').forEach(d => d.open = false)")
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert all(page.run("[...document.querySelectorAll('.theme')].map(t => t.open)"))
    page.run("dispatchEvent(new Event('afterprint'))")
    assert not any(page.run("[...document.querySelectorAll('.theme')].map(t => t.open)"))


def test_no_other_script_runs(page: Browser) -> None:
    page.run(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; "
        "document.body.append(s) })()"
    )
    assert page.run("window.ran") is None
