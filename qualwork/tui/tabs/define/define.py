"""Tab 5: the card of each theme, with its exemplary extracts beside it and the questions that are open."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualwork.model.errors import QualworkError
from qualwork.model.memo import Memo
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.model.theme import Theme, ThemeNode, ThemeTree
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskName, AskText, TextDraft
from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.panes.theme_status import ThemeStatusCommands
from qualwork.tui.services import Services
from qualwork.tui.tabs.define import card_rows
from qualwork.tui.tabs.review import review_rows
from qualwork.tui.tabs.review.extract_commands import ExtractCommands
from qualwork.tui.tabs.review.theme_extracts import ThemeExtracts
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Choices, Outline, Row
from qualwork.workbench.base import naming
from qualwork.workbench.codes import memoing
from qualwork.workbench.themes import reviewing, theming

EMPTY = "There is no theme yet. Press 3, then a, to make one."


class DefineList(Outline):
    """The themes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("define list")


class Card(Choices):
    """The parts of a card and the questions, to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("card")


class DefineScreen(TabScreen):
    """Defining: themes, the card of one, its extracts."""

    TAB = "define"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "define.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("define")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.state = ThemeExtracts("marked")
        self.extracts = self.own(ExtractCommands(self, self.state, self.show_extracts))
        self.status = self.own(ThemeStatusCommands(self, lambda: self.state.theme))
        self._tree: ThemeTree | None = None
        self._questions: dict[int, Memo] = {}
        self._wanted = ""

    def compose_panes(self) -> ComposeResult:
        """Themes, card, extracts."""
        with Vertical(id="define-themes", classes="pane -current"):
            yield Static("reading the themes…", id="define-title", classes="heading", markup=False)
            yield DefineList(id="define-list", least_name=10)
        with Vertical(id="define-card", classes="pane"):
            yield Static("", id="card-title", classes="heading", markup=False)
            yield Card(id="card-rows", markup=False)
        with Vertical(id="evidence", classes="pane"):
            yield Static("", id="evidence-title", classes="heading", markup=False)
            yield Static("", id="evidence-hint", markup=False)
            yield ExtractScroll(id="extracts")

    def on_mount(self) -> None:
        """Begin where one was."""
        self.state.theme_id = self.session.places.number("define theme") or None
        self.go_to_pane(self.query_one("#define-themes"))

    # Reading

    def show_session(self) -> None:
        """Read themes, questions and extracts in a thread."""
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        project, asked = self.session.project, self.state.theme_id
        try:
            tree = theming.tree(project)
            themes = {node.theme.id: node.theme for _, node in tree.walk()}
            theme = asked if asked in themes else next(iter(themes), None)
            found = reviewing.extracts(project, theme) if theme else []
            queries = memoing.listing(project, Ref("theme", theme), "query") if theme else []
        except QualworkError as fault:
            self.app.call_from_thread(self.commands.fail, fault)
            return
        self.app.call_from_thread(self._show_if_current, asked, tree, theme, found, queries)

    def _show_if_current(
        self,
        asked: int | None,
        tree: ThemeTree,
        theme: int | None,
        found: list[reviewing.Reviewed],
        queries: list[Memo],
    ) -> None:
        if asked == self.state.theme_id:  # Else another theme was chosen meanwhile, which is being read.
            self._show(tree, theme, found, queries)

    def _show(self, tree: ThemeTree, theme: int | None, found: list[reviewing.Reviewed], queries: list[Memo]) -> None:
        self._tree, self.state.theme_id, self.state.found, self.state.found_for = tree, theme, found, theme
        self.state.themes = {node.theme.id: node.theme for _, node in tree.walk()}
        self.state.paths = naming.paths(list(self.state.themes.values()))
        self._questions = {memo.id: memo for memo in sorted(queries, key=lambda memo: memo.resolved)}
        self.query_one("#define-list", Outline).show([self._theme_row(*each) for each in tree.walk()], str(theme))
        themes = self.state.themes
        self.query_one("#define-title", Static).update(counted(len(themes), "theme") if themes else EMPTY)
        self._show_card()
        self.show_extracts()

    def _theme_row(self, depth: int, node: ThemeNode) -> Row:
        theme, left = node.theme, card_rows.missing(node.theme)
        facts = (f"{counted(left, 'part')} to write", f"{left} left") if left else ("written",)
        return Row(str(theme.id), f"{review_rows.STATUS_SIGNS[theme.status]} {theme.name}", depth, facts)

    def _show_card(self) -> None:
        node = self._node
        rows = card_rows.card(node, list(self._questions.values())) if node else []
        self.query_one("#card-title", Static).update(node.theme.name if node else EMPTY)
        listed = self.query_one(Card)
        at = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(text, id=key) for key, text in rows])
        if rows:
            wanted = (number for number, (key, _) in enumerate(rows) if key == self._wanted)
            listed.highlighted = next(wanted, min(at, len(rows) - 1))
            self._wanted = ""
        self.say()

    @property
    def _node(self) -> ThemeNode | None:
        walk = self._tree.walk() if self._tree else ()
        return next((node for _, node in walk if node.theme.id == self.state.theme_id), None)

    def show_extracts(self) -> None:
        """The exemplary and contrary extracts, or all that count."""
        some = review_rows.chosen_extracts(self.state.found, self.state.shown, None)
        self.query_one(ExtractScroll).show([review_rows.item(each, self.state.questions) for each in some])
        marks = [each.mark for each in self.state.found]
        kinds = f"{marks.count('exemplary')} exemplary, {marks.count('contrary')} contrary"
        every = counted(sum(mark != "dismissed" for mark in marks), "extract")
        self.query_one("#evidence-title", Static).update(f"{kinds}, of {every}")
        hint = self.query_one("#evidence-hint", Static)
        hint.display = not some
        marking = "No extract is marked yet: f shows all, e marks one as exemplary, c as contrary."
        hint.update(marking if marks else "No extract yet." if self.state.themes else EMPTY)
        self.say()

    def action_filter(self) -> None:
        """Exemplary and contrary ones, or all that count."""
        marked = self.state.shown != "marked"
        self.state.shown = "marked" if marked else "counted"
        self.show_extracts()
        self.say("shown: exemplary and contrary ones" if marked else "shown: all extracts that count")

    # Choosing

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A highlighted theme shows its card."""
        if event.option_list.id == "define-list" and event.option.id and event.option_list.has_focus:
            self.choose_theme(int(event.option.id))

    def choose_theme(self, theme: int) -> None:
        """Show the card of another theme."""
        if theme != self.state.theme_id:
            self.state.theme_id = theme
            self.session.places.put("define theme", str(theme))
            self.show_session()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A row was clicked."""
        if event.option_list.id == "define-list":
            self.action_open_card()
        else:
            self.action_edit_row()

    def action_open_card(self) -> None:
        """To the card."""
        self.go_to_pane(self.query_one("#define-card"))

    def action_to_themes(self) -> None:
        """To the list of themes."""
        self.go_to_pane(self.query_one("#define-themes"))

    def on_extract_scroll_chosen(self) -> None:
        """Go to the place of the extract."""
        self.extracts.go_to_extract()

    def on_extract_scroll_moved(self) -> None:
        """Say which extract it is."""
        self.say("")

    # Writing

    def action_edit_row(self) -> None:
        """Write the highlighted part of the card."""
        key = self._row
        if key.startswith("q"):
            self._edit_question(self._questions[int(key[1:])])
        elif key == "status":
            self.status.action_status()
        elif key == "codes":
            self.navigator.open_theme(self.state.theme_id or 0, "review")
        elif key:
            self.action_edit(key)

    @property
    def _row(self) -> str:
        listed = self.query_one(Card)
        at = listed.highlighted
        return listed.get_option_at_index(at).id or "" if at is not None and listed.option_count else ""

    @asks
    async def action_edit(self, field: str) -> None:
        """Write one part of the card."""
        theme = self.state.theme
        if theme is None:
            self.say(EMPTY)
        elif field == "name":
            await self._rename(theme)
        else:
            await self._write(theme, field)

    async def _write(self, theme: Theme, field: str) -> None:
        about = card_rows.ASKS[field]
        if field == "differs" and self._tree is not None:
            about += "\n" + card_rows.about_neighbours(card_rows.neighbours(self._tree, theme))
        name, text = card_rows.FIELDS[field], getattr(theme, field)
        defined = await self.dialogs.decide(
            AskText(
                f"{name}: “{theme.name}”",
                text,
                about,
                draft=TextDraft(self.session.drafts, f"theme:{theme.id} {field}"),
            ),
            lambda text: theming.define_theme(self.session.project, theme.id, **{field: text}),
            f"{name.lower()} of “{theme.name}” kept",
        )
        if defined is not None:
            self._wanted = field

    async def _rename(self, theme: Theme) -> None:
        await self.dialogs.decide_and_why(
            AskName("Rename the theme", theme.name),
            lambda name: f"Rename “{theme.name}” to “{name}”",
            lambda name, why: theming.rename_theme(self.session.project, theme.id, name, why),
            lambda renamed: f"“{theme.name}” is now “{renamed.name}”",
        )

    # Questions

    @asks
    async def action_ask_question(self) -> None:
        """Write down a question on the theme."""
        theme = self.state.theme
        if theme is None:
            self.say(EMPTY)
            return
        title, key = f"An open question on “{theme.name}”", f"theme:{theme.id} question"
        await self.dialogs.decide(
            AskText(title, draft=TextDraft(self.session.drafts, key)),
            lambda text: memoing.add(self.session.project, Ref("theme", theme.id), text, "query"),
            "question kept; x settles it",
        )

    @asks
    async def _edit_question(self, question: Memo) -> None:
        title, key = "The question, and what you found", f"memo:{question.id}"
        await self.dialogs.decide(
            AskText(title, question.text, draft=TextDraft(self.session.drafts, key)),
            lambda text: memoing.change(self.session.project, question.id, text),
            "question kept",
        )

    @asks
    async def action_settle(self) -> None:
        """Settle the highlighted question, or open it again."""
        key = self._row
        if not key.startswith("q"):
            self.say("select a question first; n writes one")
            return
        question = self._questions[int(key[1:])]
        now = not question.resolved
        await self.dialogs.decide_why(
            "The question is settled" if now else "The question is open again",
            lambda why: memoing.resolve(self.session.project, question.id, now, why),
            "settled" if now else "open again",
            (question.text,),
        )

    # Where one is

    def place(self) -> str:
        """The theme, and which of its extracts."""
        path = self.state.path
        at, of = self.query_one(ExtractScroll).position
        here = isinstance(self.focused, ExtractScroll) and of
        return f"theme {path} · extract {at}/{of}" if here else f"theme {path}" if path else ""

    def where(self) -> str:
        """The theme."""
        return str(self.state.theme_id or 0)

    def go_where(self, where: str) -> None:
        """Show a card again, or that of a theme as in `theme:3`."""
        number = where.removeprefix("theme:")
        if number.isdecimal():
            self.choose_theme(int(number))

    def thing(self) -> str:
        """The theme."""
        return f"theme:{self.state.theme_id}" if self.state.theme_id else ""

    def footer(self) -> str:
        """Keys of the pane in use."""
        current = next((pane.id or "" for pane in self.panes if pane.has_class("-current")), "")
        return "define " + current.removeprefix("define-")
