"""Tab 4: all extracts of a theme in one scroll, who has it and who has not, and transcripts to read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal, get_args

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.theme import Theme, ThemeTree
from qualwork.tui.actions import bindings
from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.panes.theme_status import ThemeStatusCommands
from qualwork.tui.services import Services
from qualwork.tui.tabs.review import review_rows
from qualwork.tui.tabs.review.extract_commands import ExtractCommands
from qualwork.tui.tabs.review.queue_commands import QueueCommands
from qualwork.tui.tabs.review.review_rows import SHOWN
from qualwork.tui.tabs.review.theme_extracts import ThemeExtracts
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.grid import CellGrid
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.base import naming
from qualwork.workbench.themes import rereading, reviewing, theming

View = Literal["extracts", "people", "matrix", "queue"]
VIEWS: tuple[View, ...] = get_args(View)
EMPTY = "There is no theme yet. Press 3, then a, to make one; R: re-read."


_FILTERS = {
    "counted": "extracts that count",
    "exemplary": "exemplary ones only",
    "contrary": "contrary ones only",
    "dismissed": "dismissed ones only",
    "all": "all, the dismissed as well",
}


class ReviewList(Outline):
    """Themes, participants or transcripts to choose from."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("review list")


class QueueList(Outline):
    """Transcripts to read again."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("review list", "re-read")


class Matrix(CellGrid):
    """Extracts by theme and participant."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("matrix")


class ReviewScreen(TabScreen):
    """Reviewing: a theme on the left, what one looks at on the right."""

    TAB = "review"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "review.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.state = ThemeExtracts("counted")
        self.extracts = self.own(ExtractCommands(self, self.state, self.show_extracts))
        self.rereads = self.own(QueueCommands(self))
        self.own(ThemeStatusCommands(self, lambda: self.state.theme))
        self.everyone = 0
        self.person: str | None = None
        self.view: View = "extracts"
        self.matrix: reviewing.ThemeMatrix | None = None
        self._said_by: dict[str, int] = {}

    def compose_panes(self) -> ComposeResult:
        """Themes, and beside them one of four views."""
        with Vertical(id="review-themes", classes="pane -current"):
            yield Static("reading the themes…", id="themes-title", classes="heading", markup=False)
            yield ReviewList(id="review-list", least_name=12)
        with Vertical(id="looking", classes="pane"):
            yield Static("", id="looking-title", classes="heading", markup=False)
            yield ExtractScroll(id="extracts")
            yield ReviewList(id="people")
            yield Matrix(id="matrix")
            yield Static("", id="legend", markup=False)
            yield QueueList(id="queue", least_name=16)
            yield Static("", id="about-row", markup=False)

    def on_mount(self) -> None:
        """Begin where one was, with the extracts."""
        self.state.theme_id = self.session.places.number("review theme") or None
        self.view = next((each for each in VIEWS if each == self.session.places.get("review view")), "extracts")
        self.state.shown = next((each for each in SHOWN if each == self.session.places.get("review filter")), "counted")
        self._show_view()
        self.go_to_pane(self.query_one("#review-themes"))

    # Reading

    def show_session(self) -> None:
        """Read the themes and what is looked at, in a thread."""
        self._run(self._read_tree, "tree")

    def _run(self, read: Callable[[], None], group: str) -> None:
        self.run_worker(lambda: self._try(read), thread=True, exclusive=True, group=group, exit_on_error=False)

    def _try(self, read: Callable[[], None]) -> None:
        try:
            read()
        except QualworkError as fault:
            self.app.call_from_thread(self.commands.fail, fault)

    def _read_tree(self) -> None:
        self.app.call_from_thread(self._show_tree, theming.tree(self.session.project))

    def _show_tree(self, tree: ThemeTree) -> None:
        nodes = [node for _, node in tree.walk()]
        self.state.themes = {node.theme.id: node.theme for node in nodes}
        self.state.paths = naming.paths([node.theme for node in nodes])
        if self.state.theme_id not in self.state.themes:
            self.state.theme_id = next(iter(self.state.themes), None)
        outline = self.query_one("#review-list", Outline)
        outline.show(review_rows.theme_rows(tree), str(self.state.theme_id))
        self.query_one("#themes-title", Static).update(counted(len(nodes), "theme") if nodes else EMPTY)
        self.read_view()

    def read_view(self) -> None:
        """Read what the view shows, in a thread."""
        self._run(self._read_view, "view")

    def _read_view(self) -> None:
        view, theme, project = self.view, self.state.theme_id, self.session.project
        if view == "queue":
            self.app.call_from_thread(self._show_queue, rereading.queue(project))
        elif view == "matrix":
            self.app.call_from_thread(self._show_matrix, reviewing.matrix(project))
        elif theme is None or theme not in self.state.paths:
            self.app.call_from_thread(self._show_nothing)
        elif view == "people":
            self.app.call_from_thread(self._show_people, theme, reviewing.coverage(project, theme))
        else:
            shares = reviewing.coverage(project, theme)
            self.app.call_from_thread(self._keep_extracts, theme, reviewing.extracts(project, theme), len(shares))

    # Showing

    def _title(self, text: str) -> None:
        self.query_one("#looking-title", Static).update(text)

    def _show_nothing(self) -> None:
        self.state.found, self.state.found_for = [], self.state.theme_id
        self.query_one(ExtractScroll).show(())
        self._title(EMPTY)
        self.say()

    def _keep_extracts(self, theme: int, found: list[reviewing.Reviewed], everyone: int) -> None:
        if theme == self.state.theme_id:  # Else another theme was chosen meanwhile, whose extracts are on their way.
            self.state.found, self.state.found_for, self.everyone = found, theme, everyone
            self.show_extracts()

    def show_extracts(self) -> None:
        """Show those of the extracts that are wanted."""
        theme = self.state.theme
        some = review_rows.chosen_extracts(self.state.found, self.state.shown, self.person)
        self.query_one(ExtractScroll).show([review_rows.item(each, self.state.questions) for each in some])
        if theme is not None and self.view == "extracts":
            self._title(review_rows.heading(theme.name, self.state.found, self.state.shown, self.person, self.everyone))
        self.say()

    def _show_people(self, theme: int, shares: list[reviewing.Share]) -> None:
        if theme != self.state.theme_id:
            return
        self._said_by = {share.participant: share.extracts for share in shares}
        without = sum(not each.extracts for each in shares)
        name = self.state.theme.name if self.state.theme else ""
        self._title(f"{without} of {counted(len(shares), 'participant')} without · {name}")
        self.query_one("#people", Outline).show(review_rows.share_rows(shares))
        self.say()

    def _show_matrix(self, matrix: reviewing.ThemeMatrix) -> None:
        self.matrix = matrix
        table, legend = self.query_one(Matrix), self.query_one("#legend", Static)
        table.put(review_rows.matrix_content(matrix))
        if table.cursor_column == 0:
            table.move_cursor(column=min(2, len(matrix.people) + 1))
        legend.update(table.legend)
        legend.display = bool(table.legend) and self.view == "matrix"
        self._title(f"Extracts by theme and participant: {len(matrix.rows)} × {len(matrix.people)}; facts, no ranks")
        self.say()

    def _show_queue(self, queue: list[rereading.Reread]) -> None:
        self.rereads.queue = {each.transcript.id: each for each in queue}
        self.query_one("#queue", Outline).show(review_rows.queue_rows(queue), self.rereads.wanted)
        self.rereads.wanted = None
        waiting = sum(bool(each.codes) for each in queue)
        self._title(f"{waiting} of {counted(len(queue), 'transcript')} coded before some codes came")
        self._tell_row()

    def _tell_row(self) -> None:
        about = self.query_one("#about-row", Static)
        about.display = self.view == "queue"
        if self.view == "queue":
            about.update(review_rows.about_reread(self.rereads.waiting))
        self.say()

    def _show_view(self) -> None:
        for name in VIEWS:
            self.query_one(f"#{name}").display = name == self.view
        self.query_one("#about-row").display = self.view == "queue"
        self.query_one("#legend").display = self.view == "matrix" and bool(self.query_one(Matrix).legend)

    def action_filter(self) -> None:
        """Go on to the next kind of extracts that is shown."""
        self.state.shown = SHOWN[(SHOWN.index(self.state.shown) + 1) % len(SHOWN)]
        self.session.places.put("review filter", self.state.shown)
        self.show_extracts()
        self.say(f"shown: {_FILTERS[self.state.shown]}")

    # Choosing

    def action_view(self, name: View) -> None:
        """Look at something else: extracts, participants, matrix or queue."""
        if name == "extracts" and self.view == "extracts":
            if self.person is None:
                self.go_to_pane(self.query_one("#review-themes"))
            self.person = None
            self.show_extracts()
            return
        self.person = None if name == "extracts" else self.person
        self.look_at(name)

    def look_at(self, view: View, person: str | None = None) -> None:
        """Show a view and go to it; `person` narrows extracts to one participant."""
        self.person = person if view == "extracts" else self.person
        self.view = view
        self.session.places.put("review view", view)
        self.say("")
        self._show_view()
        self.go_to_pane(self.query_one("#looking"))
        self.read_view()
        self.show_keys()

    def choose_theme(self, theme: int) -> None:
        """Look at another theme."""
        if theme != self.state.theme_id:
            self.state.theme_id, self.person = theme, None
            self.session.places.put("review theme", str(theme))
            self.say("")
            if theme in self.state.themes:
                self.query_one("#review-list", Outline).go_to(str(theme))
                self.read_view()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A highlighted theme is the one that is looked at."""
        if event.option_list.id == "review-list" and event.option.id and event.option_list.has_focus:
            self.choose_theme(int(event.option.id))
        elif event.option_list.id == "queue":
            self._tell_row()

    def on_option_list_option_selected(self) -> None:
        """A row was clicked."""
        self.action_open_row()

    def on_data_table_cell_selected(self) -> None:
        """A cell was clicked."""
        self.action_open_row()

    def on_data_table_cell_highlighted(self) -> None:
        """Say whose cell it is."""
        if self.view == "matrix":
            self.say()

    def action_open_row(self) -> None:
        """From a theme to its extracts, from a participant to theirs, from a transcript to its codes."""
        focused = self.focused
        if isinstance(focused, Matrix):
            if self._cell is not None:
                self.choose_theme(self._cell[0].id)
                self.look_at("extracts", self._cell[1])
        elif focused is not None and focused.id == "people":
            self._open_person(self.query_one("#people", Outline).key)
        elif focused is not None and focused.id == "queue":
            self.rereads.open_waiting()
        else:
            self.look_at("extracts")

    @property
    def _cell(self) -> tuple[Theme, str | None] | None:
        """Theme and participant of the highlighted cell; no participant beside the names of the themes."""
        row, column = self.query_one(Matrix).cursor_coordinate
        if self.matrix is None or row >= len(self.matrix.rows):
            return None
        people, at = self.matrix.people, column - review_rows.COLUMNS_BEFORE_PEOPLE
        return self.matrix.rows[row][1], people[at] if 0 <= at < len(people) else None

    def _open_person(self, person: str | None) -> None:
        if person is None:
            return
        if self._said_by.get(person):
            self.look_at("extracts", person)
            return
        where = self.commands.ask(lambda: reviewing.transcripts_of(self.session.project, person))
        if where:
            self.navigator.open_transcript(where[0].id)
        else:
            self.say(f"{person} speaks in no transcript")

    # Where one is

    def on_extract_scroll_moved(self) -> None:
        """Say which extract it is."""
        self.say("")

    def on_extract_scroll_chosen(self) -> None:
        """Go to the place of the extract."""
        self.extracts.go_to_extract()

    def place(self) -> str:
        """The theme, and which of its extracts."""
        if self.view == "queue":
            return "transcripts to read again"
        if self.view == "matrix" and self._cell is not None:
            theme, person = self._cell
            return f"{person or 'everybody'} · theme {self.state.paths.get(theme.id, theme.name)}"
        at, of = self.query_one(ExtractScroll).position
        path = self.state.paths.get(self.state.theme_id or 0, "")
        return f"theme {path} · extract {at}/{of}" if path and of and self.view == "extracts" else f"theme {path}"

    def where(self) -> str:
        """Theme, view and extract."""
        key = self.query_one(ExtractScroll).key
        return f"{self.state.theme_id or 0} {self.view} {key or 0}"

    def go_where(self, where: str) -> None:
        """Show them again, or the extracts of a theme as in `theme:3`."""
        theme, _, rest = where.removeprefix("theme:").partition(" ")
        view, _, key = rest.partition(" ") if rest else ("extracts", "", "")
        if theme.isdecimal() and int(theme) not in self.state.themes:
            # The theme is not read yet: the tab is opened for the first time, or the theme is new.
            self.state.theme_id, self.view, self.person = int(theme), "extracts", None
            self._show_view()
        elif theme.isdecimal() and view in VIEWS:
            self.choose_theme(int(theme))
            self.look_at(view)
            if key.isdecimal():
                self.query_one(ExtractScroll).select_key(int(key))

    def thing(self) -> str:
        """The selected extract, else the theme."""
        key = self.query_one(ExtractScroll).key
        if self.view == "extracts" and isinstance(self.focused, ExtractScroll) and key is not None:
            return f"coding:{key}"
        return f"theme:{self.state.theme_id}" if self.state.theme_id else ""

    def footer(self) -> str:
        """Keys of the pane in use."""
        return "review themes" if self.query_one("#review-themes").has_class("-current") else f"review {self.view}"
