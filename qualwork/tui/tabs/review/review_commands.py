"""What one does to extracts under review: marks, dismissals, moves; and transcripts said to be read again."""

from __future__ import annotations

from qualwork.model.refs import Ref
from qualwork.model.theme import CodingMark, Theme
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.panes.theme_status import ThemeStatusCommand
from qualwork.tui.services import Services
from qualwork.tui.tabs.review.review_rows import QUESTIONS, SHOWN, Questions, Shown
from qualwork.tui.tabs.themes.theme_rows import labels
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.codes import coding
from qualwork.workbench.themes import rereading, reviewing, theming
from qualwork.workbench.themes.rereading import Reread
from qualwork.workbench.themes.reviewing import Reviewed

_FILTERS = {
    "counted": "extracts that count",
    "exemplary": "exemplary ones only",
    "contrary": "contrary ones only",
    "dismissed": "dismissed ones only",
    "all": "all, the dismissed as well",
}


class ReviewCommands(ThemeStatusCommand):
    """The commands of the Review tab; what is shown is the tab's business."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.themes: dict[int, Theme] = {}
        self.paths: dict[int, str] = {}
        self.theme_id: int | None = None
        self.found: list[Reviewed] = []
        self.found_for: int | None = None
        """The theme whose extracts `found` are; another one may be chosen while they are read."""
        self.everyone = 0
        self.shown: Shown = "counted"
        self.questions: Questions = "short"
        self.person: str | None = None
        self.queue: dict[int, Reread] = {}
        self.wanted: str | None = None

    def show_extracts(self) -> None:
        """Show those of the extracts that are wanted."""

    @property
    def waiting(self) -> Reread | None:
        """The highlighted transcript of the queue."""
        return None

    @property
    def theme_path(self) -> str:
        """Full name of the theme that is looked at."""
        return self.paths.get(self.theme_id or 0, "")

    @property
    def extract(self) -> Reviewed | None:
        """The selected extract; None while those of another theme are still shown."""
        if self.found_for != self.theme_id:
            return None
        key = self.query_one(ExtractScroll).key
        return next((each for each in self.found if each.coding.id == key), None)

    def _say_no_extract(self) -> None:
        behind = self.found_for != self.theme_id
        self.say("the extracts of this theme are not shown yet" if behind else "there is no extract here")

    # What is shown

    def action_filter(self) -> None:
        """Go on to the next kind of extracts that is shown."""
        self.shown = SHOWN[(SHOWN.index(self.shown) + 1) % len(SHOWN)]
        self.session.places.put("review filter", self.shown)
        self.show_extracts()
        self.say(f"shown: {_FILTERS[self.shown]}")

    def action_questions(self) -> None:
        """Show more or less of the question before each extract."""
        self.questions = QUESTIONS[(QUESTIONS.index(self.questions) + 1) % len(QUESTIONS)]
        self.show_extracts()
        self.say(
            {"short": "the end of each question", "whole": "whole questions", "none": "no questions"}[self.questions]
        )

    def go_to_extract(self) -> None:
        """Go to the place of the selected extract; `<` comes back here."""
        one = self.extract
        if one is not None:
            self.navigator.go_to(Place(one.coding.transcript, one.coding.start, one.coding.end))

    # Marks

    def action_mark(self, mark: CodingMark) -> None:
        """Mark the selected extract, or take that mark away again."""
        one, theme = self.extract, self.theme_id
        if one is None or theme is None:
            self._say_no_extract()
            return
        new = None if one.mark == mark else mark
        said = f"marked as {mark}" if new else "no mark any more"
        self.commands.run(lambda: theming.mark(self.session.project, one.coding.id, theme, new), said)

    def action_dismiss_extract(self) -> None:
        """Dismiss the selected extract from the theme, and say why; a dismissed one counts again."""
        one, theme, project = self.extract, self.theme_id, self.session.project
        path = self.theme_path
        if one is None or theme is None:
            self._say_no_extract()
        elif one.mark == "dismissed":
            self.commands.run(lambda: theming.mark(project, one.coding.id, theme, None), "it counts again")
        else:
            said = f"dismissed from “{path}”; f shows it, u undoes it"
            self.commands.ask_why(
                f"Dismiss this extract from “{path}”?",
                lambda why: self.commands.run(
                    lambda: theming.mark(project, one.coding.id, theme, "dismissed", why), said
                ),
                (" ".join(one.coding.extract.split())[:300], "It keeps its code, and counts no longer in this theme."),
                confirm=True,
            )

    # Moves

    def action_move_extract(self) -> None:
        """Give the selected extract to another theme, or another code."""
        one, source = self.extract, self.theme_id
        if one is None or source is None:
            self._say_no_extract()
            return
        homes = theming.homes(self.session.project)
        codes = self.session.snapshot.paths
        names = {-each: f"theme {name}" for each, name in labels(self.themes).items() if each != source}
        for code, path in codes.items():
            mine = [self.themes[each].name for each, inside in homes.items() if code in inside and each in self.themes]
            if code != one.coding.code:
                names[code] = f"code {path}" + (f" (in {', '.join(mine)})" if mine else " (in no theme)")

        def find(typed: str) -> list[Row]:
            return [Row(str(each), names[each]) for each in rank(typed, names)]

        def take(picked: str | None) -> None:
            if picked is None:
                return
            if int(picked) > 0:
                self._recode(one, int(picked))
            else:
                theme = -int(picked)
                self._to_theme(one, source, theme, {code: codes[code] for code in homes.get(theme, ())})

        self.app.push_screen(Picker("Move the extract to which theme or code?", find), take)

    def _recode(self, one: Reviewed, code: int) -> None:
        path = self.session.snapshot.paths[code]
        self.commands.ask_why(
            f"Give the extract the code “{path}” instead of “{one.codes[0]}”",
            lambda why: self.commands.run(
                lambda: coding.recode(self.session.project, one.coding.id, code, why), f"its code is “{path}” now"
            ),
        )

    def _to_theme(self, one: Reviewed, source: int, target: int, codes: dict[int, str]) -> None:
        if len(codes) < 2:
            self._move(one, source, target, next(iter(codes), None))
            return

        def find(typed: str) -> list[Row]:
            return [Row(str(each), codes[each]) for each in rank(typed, codes)]

        def take(picked: str | None) -> None:
            if picked is not None:
                self._move(one, source, target, int(picked))

        self.app.push_screen(Picker(f"Under which code of “{self.paths[target]}”?", find), take)

    def _move(self, one: Reviewed, source: int, target: int, code: int | None) -> None:
        path = self.paths[target]
        details = () if code is not None else (f"“{path}” has no code of its own; one of that name is made.",)
        self.commands.ask_why(
            f"Move the extract to “{path}”",
            lambda why: self.commands.run(
                lambda: reviewing.move_extract(self.session.project, one.coding.id, source, target, code, why),
                lambda made: f"moved to “{path}”, code “{made.name}”",
            ),
            details,
        )

    def action_memo(self) -> None:
        """Write a note on the selected extract."""
        one = self.extract
        if one is not None:
            about = f"“{' '.join(one.coding.extract.split())[:120]}”"
            self.services.notes.ask(Ref("coding", one.coding.id), about)

    # The queue

    def open_waiting(self) -> None:
        """Open the highlighted transcript among its codes."""
        one = self.waiting
        if one is not None:
            self.navigator.remember()
            if self.session.open(one.transcript.id):
                self.navigator.open_tab("code")

    def action_say_read(self) -> None:
        """Put down that the highlighted transcript was read again."""
        one = self.waiting
        if one is not None:
            title, keys = one.transcript.title, list(self.queue)
            behind = keys[keys.index(one.transcript.id) + 1 :]
            self.wanted = str(next((key for key in behind if self.queue[key].codes), one.transcript.id))
            self.commands.run(
                lambda: rereading.say_read(self.session.project, one.transcript.id), f"“{title}” was read again"
            )
