"""What one does to extracts under review: marks, dismissals, moves; and transcripts said to be read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualwork.model.refs import Ref
from qualwork.model.theme import CodingMark, Theme
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.panes.theme_status import ThemeStatusCommand
from qualwork.tui.services import Services
from qualwork.tui.tabs.review.review_rows import QUESTIONS, SHOWN, Questions, Shown
from qualwork.tui.tabs.themes.theme_rows import labels
from qualwork.tui.widgets.outline import Row
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

    @asks
    async def action_dismiss_extract(self) -> None:
        """Dismiss the selected extract from the theme, and say why; a dismissed one counts again."""
        one, theme, project = self.extract, self.theme_id, self.session.project
        path = self.theme_path
        if one is None or theme is None:
            self._say_no_extract()
        elif one.mark == "dismissed":
            await self.dialogs.change(lambda: theming.mark(project, one.coding.id, theme, None), "it counts again")
        else:
            await self.dialogs.decide_why(
                f"Dismiss this extract from “{path}”?",
                lambda why: theming.mark(project, one.coding.id, theme, "dismissed", why),
                f"dismissed from “{path}”; f shows it, u undoes it",
                (" ".join(one.coding.extract.split())[:300], "It keeps its code, and counts no longer in this theme."),
                confirm=True,
            )

    # Moves

    @asks
    async def action_move_extract(self) -> None:
        """Give the selected extract to another theme, or another code."""
        one, source = self.extract, self.theme_id
        if one is None or source is None:
            self._say_no_extract()
            return
        homes = self.commands.ask(lambda: theming.homes(self.session.project))
        if homes is None:
            return
        picker = Picker("Move the extract to which theme or code?", fitting(self._targets(one, source, homes)))
        picked = await self.app.push_screen_wait(picker)
        kind, _, number = (picked or "").partition(":")
        if kind == "code":
            await self._recode(one, int(number))
        elif kind == "theme":
            await self._to_theme(one, source, int(number), homes.get(int(number), ()))

    def _targets(self, one: Reviewed, source: int, homes: Mapping[int, Sequence[int]]) -> list[Row]:
        """Other themes, then other codes with the themes they are in (`homes`: the codes of each theme)."""
        rows = [Row(f"theme:{each}", f"theme {name}") for each, name in labels(self.themes).items()]
        rows = [row for row in rows if row.key != f"theme:{source}"]
        for code, path in self.session.snapshot.paths.items():
            mine = [self.themes[each].name for each, inside in homes.items() if code in inside and each in self.themes]
            if code != one.coding.code:
                where = f" (in {', '.join(mine)})" if mine else " (in no theme)"
                rows.append(Row(f"code:{code}", f"code {path}{where}"))
        return rows

    async def _recode(self, one: Reviewed, code: int) -> None:
        path = self.session.snapshot.paths[code]
        await self.dialogs.decide_why(
            f"Give the extract the code “{path}” instead of “{one.codes[0]}”",
            lambda why: coding.recode(self.session.project, one.coding.id, code, why),
            f"its code is “{path}” now",
        )

    async def _to_theme(self, one: Reviewed, source: int, target: int, codes: Sequence[int]) -> None:
        path = self.paths[target]
        code = next(iter(codes), None)
        if len(codes) > 1:
            rows = [Row(str(each), self.session.snapshot.paths[each]) for each in codes]
            picked = await self.app.push_screen_wait(Picker(f"Under which code of “{path}”?", fitting(rows)))
            if picked is None:
                return
            code = int(picked)
        await self.dialogs.decide_why(
            f"Move the extract to “{path}”",
            lambda why: reviewing.move_extract(self.session.project, one.coding.id, source, target, code, why),
            lambda made: f"moved to “{path}”, code “{made.name}”",
            () if code is not None else (f"“{path}” has no code of its own; one of that name is made.",),
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
