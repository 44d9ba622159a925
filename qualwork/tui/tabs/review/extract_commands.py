"""What one does to extracts under review: marks, dismissals, moves, notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qualwork.model.refs import Ref
from qualwork.model.theme import CodingMark
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.panes.extract_scroll import ExtractScroll
from qualwork.tui.tabs.review.review_rows import QUESTIONS
from qualwork.tui.tabs.review.theme_extracts import ThemeExtracts
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.theme_rows import labels
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.codes import coding
from qualwork.workbench.themes import reviewing, theming
from qualwork.workbench.themes.reviewing import Reviewed


class ExtractCommands(TabCommands[TabScreen]):
    """Commands on the extract selected in a tab that shows those of a theme; `show` draws them anew."""

    def __init__(self, tab: TabScreen, state: ThemeExtracts, show: Callable[[], None]) -> None:
        super().__init__(tab)
        self.state = state
        self.show = show

    @property
    def extract(self) -> Reviewed | None:
        """The selected extract; None while those of another theme are still shown."""
        if self.state.found_for != self.state.theme_id:
            return None
        key = self.tab.query_one(ExtractScroll).key
        return next((each for each in self.state.found if each.coding.id == key), None)

    def _say_no_extract(self) -> None:
        behind = self.state.found_for != self.state.theme_id
        self.say("the extracts of this theme are not shown yet" if behind else "there is no extract here")

    # What is shown

    def action_questions(self) -> None:
        """Show more or less of the question before each extract."""
        questions = QUESTIONS[(QUESTIONS.index(self.state.questions) + 1) % len(QUESTIONS)]
        self.state.questions = questions
        self.show()
        self.say({"short": "the end of each question", "whole": "whole questions", "none": "no questions"}[questions])

    def go_to_extract(self) -> None:
        """Go to the place of the selected extract; `<` comes back here."""
        one = self.extract
        if one is not None:
            self.navigator.go_to(Place(one.coding.transcript, one.coding.start, one.coding.end))

    # Marks

    def action_mark(self, mark: CodingMark) -> None:
        """Mark the selected extract, or take that mark away again."""
        one, theme = self.extract, self.state.theme_id
        if one is None or theme is None:
            self._say_no_extract()
            return
        new = None if one.mark == mark else mark
        said = f"marked as {mark}" if new else "no mark any more"
        self.commands.run(lambda: theming.mark(self.session.project, one.coding.id, theme, new), said)

    @asks
    async def action_dismiss_extract(self) -> None:
        """Dismiss the selected extract from the theme, and say why; a dismissed one counts again."""
        one, theme, project = self.extract, self.state.theme_id, self.session.project
        path = self.state.path
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
        one, source = self.extract, self.state.theme_id
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
        themes = self.state.themes
        rows = [Row(f"theme:{each}", f"theme {name}") for each, name in labels(themes).items() if each != source]
        for code, path in self.session.snapshot.paths.items():
            mine = [themes[each].name for each, inside in homes.items() if code in inside and each in themes]
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
        path = self.state.paths[target]
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
