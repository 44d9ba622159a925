"""Tab 6: narratives with linked quotes; figures, tables, method log and documents, looked at and exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.quote import Quote
from qualwork.model.theme import Theme
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import TextDraft
from qualwork.tui.services import Services
from qualwork.tui.tabs.report import outputs
from qualwork.tui.tabs.report.outputs import PARTS, Part
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.tui.widgets.preview import shown
from qualwork.workbench.corpus.extracts import Evidence, Extract
from qualwork.workbench.themes import narrative, theming
from qualwork.workbench.themes.narrative import Narrative

_NARRATIVES = "Narratives"
_ROWS = 300
_NOBODY = "no participant"


class ReportScreen(TabScreen):
    """Parts on the left, what the highlighted one looks like on the right."""

    TAB = "report"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "report.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("report")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._themes: dict[int, tuple[int, Theme]] = {}
        self._parts: dict[str, Part] = {part.key: part for part in PARTS}
        self._wanted: str | None = None
        self._looked: tuple[str, int, int] = ("", -1, 0)

    def compose_panes(self) -> ComposeResult:
        """The list and the look."""
        with Vertical(id="parts", classes="pane -current", name="Parts"):
            yield Static("", id="count", classes="heading", markup=False)
            yield Outline(id="contents", least_name=18)
        with Vertical(id="part", classes="pane", name="What it looks like"):
            yield Static("", id="title", classes="heading", markup=False)
            with VerticalScroll(id="look"):
                yield Static("", id="lines", markup=False)

    @property
    def outline(self) -> Outline:
        """The list of parts."""
        return self.query_one("#contents", Outline)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.go_to_pane(self.query_one("#parts"))

    def show_session(self) -> None:
        """The parts, with which themes have a narrative."""
        every = self.commands.ask(lambda: theming.everything(self.session.project)) or []
        self._themes = {theme.id: (depth, theme) for depth, theme in _in_order(every)}
        self._parts = {part.key: part for part in PARTS}
        self._parts |= {
            part.key: part
            for part in (outputs.transcript_part(info.id, info.title) for info in self.session.snapshot.infos)
        }
        self.outline.show(self._rows(), self._wanted)
        self._wanted = None
        written = sum(bool(theme.narrative) for _, theme in self._themes.values())
        heading = f"{written} of {counted(len(self._themes), 'narrative')} begun"
        self.query_one("#count", Static).update(heading)
        self._look_at()

    def _rows(self) -> list[Row]:
        rows = [Row("group narratives", _NARRATIVES, bold=True)]
        for theme_id, (depth, theme) in self._themes.items():
            number = len(narrative.linked(theme.narrative))
            fact = counted(number, "quote") if number else "written" if theme.narrative else "–"
            rows.append(Row(f"theme:{theme_id}", theme.name, depth + 1, (fact,)))
        if not self._themes:
            rows.append(Row("none", "tab 3 makes themes", 1))
        group = ""
        for part in self._parts.values():
            if part.group != group:
                group = part.group
                rows.append(Row(f"group {group}", group, bold=True))
            rows.append(Row(part.key, part.name, 1))
        return rows

    # Looking

    def on_option_list_option_highlighted(self) -> None:
        """Look at it, once the highlight rests."""
        self.set_timer(0.05, self._look_at)

    def on_option_list_option_selected(self) -> None:
        """Read it; where only one pane has room this opens it."""
        if (self.outline.key or "").startswith("group "):
            self.outline.action_fold()
        else:
            self.go_to_pane(self.query_one("#part"))

    def action_parts(self) -> None:
        """Back to the list."""
        self.go_to_pane(self.query_one("#parts"))

    def on_resize(self) -> None:
        """Tables are cut anew for another width."""
        super().on_resize()
        self.call_after_refresh(self._look_at)

    @property
    def _room(self) -> int:
        width = self.query_one("#look").size.width or self.size.width
        return max(20, width - 3)

    def _look_at(self) -> None:
        key = self.outline.key or ""
        state = (key, self.session.version, self._room)
        if state == self._looked:
            return
        self._looked = state
        title, lines = self.query_one("#title", Static), self.query_one("#lines", Static)
        part = self._parts.get(key)
        if part is not None:
            title.update(f"{part.name}: {part.about}")
            lines.update("looking…")
        elif key.startswith("theme:"):
            title.update("Narrative")
        else:
            title.update("")
            lines.update(_ABOUT)
            return
        self.query_one("#look").scroll_home(animate=False)
        self.run_worker(lambda: self._make(key, self._room), thread=True, exclusive=True, exit_on_error=False)

    def _make(self, key: str, width: int) -> None:
        try:
            if key.startswith("theme:"):
                text = _told(narrative.read(self.session.project, int(key.partition(":")[2])))
            else:
                text = shown(self._parts[key].look(self.session.project), width, _ROWS)
        except QualworkError as fault:
            text = Text(fault.message)
        self.app.call_from_thread(self._show, key, text)

    def _show(self, key: str, text: Text) -> None:
        if key == self._looked[0]:
            self.query_one("#lines", Static).update(text)
            self.say()

    # Places

    def footer(self) -> str:
        """Keys of the tab."""
        return "report"

    def place(self) -> str:
        """The highlighted part."""
        part = self._parts.get(self.outline.key or "")
        theme = self._theme
        return part.name if part else f"narrative of {theme.name}" if theme else ""

    def where(self) -> str:
        """The highlighted part."""
        return self.outline.key or ""

    def go_where(self, where: str) -> None:
        """Highlight a part, such as `theme:3`."""
        self.action_parts()
        self._wanted = where
        self.outline.go_to(where)

    def thing(self) -> str:
        """The theme whose narrative is shown."""
        return f"theme:{self._theme.id}" if self._theme else ""

    @property
    def _theme(self) -> Theme | None:
        kind, _, number = (self.outline.key or "").partition(":")
        known = self._themes.get(int(number)) if kind == "theme" and number.isdecimal() else None
        return known[1] if known else None

    # Commands

    @asks
    async def action_write(self) -> None:
        """Write the narrative of the highlighted theme."""
        from qualwork.tui.dialogs.narrative import WriteNarrative

        theme = self._theme
        if theme is None:
            self.say("choose a theme under Narratives first")
            return
        quotes = self.commands.ask(lambda: narrative.candidates(self.session.project, theme.id))
        if quotes is None:
            return
        about = f"{theme.name}: {theme.essence}" if theme.essence else theme.name
        await self.dialogs.decide(
            WriteNarrative(theme.narrative, about, TextDraft(self.session.drafts, f"narrative {theme.id}"), quotes),
            lambda text: narrative.write(self.session.project, theme.id, text),
            f"narrative of “{theme.name}” kept",
        )

    def action_export(self) -> None:
        """Write the highlighted part to a file; a narrative goes with the report."""
        part = self._parts.get(self.outline.key or "")
        if part is None and self._theme is not None:
            part = self._parts["report"]
        if part is None or part.save is None:
            self.say("choose what to export first")
            return
        save = part.save
        self.services.exports.export(
            part.name.lower(),
            part.kinds,
            lambda: part.look(self.session.project),
            lambda path, progress: save(self.session.project, path, progress),
        )

    def action_quotes(self) -> None:
        """The quotes of the narrative shown, to jump to; without one the marked quotes that wait."""
        theme = self._theme
        if theme is None:
            self.say("choose a theme under Narratives first")
            return
        told = self.commands.ask(lambda: narrative.read(self.session.project, theme.id))
        if told is None:
            return
        ids = [quote.coding for quote in [*told.quotes, *told.unused]]
        self.services.extracts.show(f"Quotes of “{told.theme.name}”", lambda: self._extracts(ids))

    def _extracts(self, ids: list[int]) -> list[Extract]:
        evidence = Evidence(self.session.project)
        found = {coding.id: coding for coding in evidence.codings()}
        return evidence.extracts([found[each] for each in ids if each in found])

    @asks
    async def action_check(self) -> None:
        """Check a manuscript."""
        from qualwork.tui.dialogs.checking import check_manuscript

        await check_manuscript(self.services)


_ABOUT = """\
Choose a part; ↵ or tab reads it.

e   writes the narrative of a theme; ^g in it puts in a quote, as [quote 12]
o   writes a part to a file, with a look at its first rows
t   the quotes of a narrative, to jump to
c   checks the quotations of a manuscript against what was said"""


def _in_order(every: list[Theme]) -> Iterator[tuple[int, Theme]]:
    children: dict[int | None, list[Theme]] = {}
    for theme in every:
        children.setdefault(theme.parent, []).append(theme)

    def below(parent: int | None, depth: int) -> Iterator[tuple[int, Theme]]:
        for theme in children.get(parent, ()):
            yield depth, theme
            yield from below(theme.id, depth + 1)

    yield from below(None, 0)


def _told(told: Narrative) -> Text:
    """A narrative as it will be read, each quote with who says it and its id."""
    text = Text()
    text.append(told.theme.name, "bold underline")
    if told.theme.essence:
        text.append(f"\n{told.theme.essence}", "italic")
    for paragraph in told.paragraphs:
        text.append("\n\n")
        for piece in paragraph:
            text.append_text(_quote(piece) if isinstance(piece, Quote) else Text(piece))
    if not told.paragraphs:
        text.append("\n\nNo narrative yet: e writes it. The quotes marked in tab 4 wait below.")
    if told.gone:
        lost = ", ".join(narrative.link(each) for each in told.gone)
        text.append(f"\n\n! {lost}: there is no such coding any more", "bold")
    if told.unused:
        text.append("\n\nMarked for this theme and not in it yet", "bold")
        for quote in told.unused:
            text.append(f"\n{quote.mark}: ").append_text(_quote(quote))
    return text


def _quote(quote: Quote) -> Text:
    return Text.assemble("“", (" ".join(quote.text.split()), "italic"), f"” ({quote.who or _NOBODY}) [{quote.coding}]")
