"""What lies over the tabs: extracts, notes, history, the study, what is open; and the way from a thing to its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qualwork.model.errors import QualworkError
from qualwork.model.memo import THING_KINDS, Memo, MemoKind, ThingKind
from qualwork.model.refs import Ref
from qualwork.model.table import Table
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.navigation import Going
from qualwork.tui.tabs.code.code import CodeScreen
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.progress import Told
from qualwork.workbench.corpus.extracts import Evidence, Extract
from qualwork.workbench.log import auditing


class Showing(Going):
    """Dialogs of the program."""

    home_visits = 0
    """How often the home of the phases was opened."""

    # A thing and its place

    def open_thing(self, kind: str, thing: int, span: tuple[int, int] | None = None, tab: str = "") -> None:
        """Go where a thing is: a passage among its codes, a code in the codebook, a theme in a tab of its own."""
        if kind == "transcript" and span is not None:
            self.go_to(Place(thing, *span))
        elif kind == "transcript":
            self.open_transcript(thing)
        elif kind == "coding":
            found = next((each for each in self._all_codings() if each.id == thing), None)
            if found is not None:
                self.go_to(Place(found.transcript, found.start, found.end))
            else:
                self.say("that coding is gone; undo brings it back")
        elif kind == "code":
            self.open_code(thing)
        elif kind == "theme" and tab not in ("", "themes"):
            self.visit()
            self._go_to_tab(tab)
            if self.tab is not None:
                self.tab.call_after_refresh(self.tab.go_where, f"theme:{thing}")
        elif kind == "theme":
            self.show_theme(thing)
        elif kind == "family":
            self.action_tab("terms")
        else:
            self.say("it has no place of its own")

    def open_code(self, code: int) -> None:
        """A code in the codebook."""
        if code not in self.session.snapshot.codes:
            self.say("that code is gone; undo brings it back")
            return
        self.visit()
        self._go_to_tab("code")
        tab = self.tab
        if isinstance(tab, CodeScreen):

            def show() -> None:
                tab.go_to_pane(tab.query_one("#codebook"))
                tab.tree_of_codes.go_to(str(code))

            tab.call_after_refresh(show)

    def _all_codings(self) -> list[Any]:
        from qualwork.workbench.codes import coding

        return self.ask(lambda: coding.listing(self.project)) or []

    def show_code(self, code: int) -> None:
        """The extracts of a code, to jump to."""
        self.show_extracts(f"Code “{self.session.code_name(code)}”", lambda: self._extracts([code]))

    def show_extracts(self, title: str, find: Callable[[], list[Extract]]) -> None:
        """Some extracts, to jump to."""
        from qualwork.tui.dialogs.extracts import Extracts

        self.push_screen(Extracts(title, find, self.session.code_name), self.go_to)

    def _extracts(self, codes: list[int]) -> list[Extract]:
        evidence = Evidence(self.project)
        return evidence.extracts(evidence.codings(codes))

    # History

    def show_history(self, thing: str, name: str = "") -> None:
        """Every decision on a thing (`code:12`, `theme:3`, `coding:9`, by id), with undo from there."""
        from qualwork.tui.dialogs.history import History

        kind, _, number = thing.partition(":")
        if not number.isdecimal() or kind not in THING_KINDS:
            self.say("select a code, a theme or a coded passage first; f4 then shows its history")
            return
        known: ThingKind = next(each for each in THING_KINDS if each == kind)
        shown = name or self._name_of(known, int(number))
        self.push_screen(
            History(lambda: auditing.history_of_id(self.project, known, int(number), shown)), self.show_decision
        )

    def _name_of(self, kind: ThingKind, thing: int) -> str:
        if kind == "code" and thing in self.session.snapshot.paths:
            return self.session.snapshot.paths[thing]
        info = next((each for each in self.session.snapshot.infos if kind == "transcript" and each.id == thing), None)
        return info.title if info else ""

    def action_history(self) -> None:
        """The history of what is selected here."""
        self.show_history(self.tab.thing() if self.tab is not None else "")

    def show_decision(self, number: int | None) -> None:
        """A decision in the log of the Audit tab."""
        if number is not None:
            self.visit()
            self._go_to_tab("audit")
            if self.tab is not None:
                self.tab.call_after_refresh(self.tab.go_where, f"decision:{number}")

    # The study, and what may be open

    def action_home(self) -> None:
        """The six phases: what is done and what may be open."""
        from qualwork.tui.dialogs.home import Home

        self.home_visits += 1
        self.push_screen(Home(), self._open_task)

    def _open_task(self, task: Any) -> None:
        if task is None:
            return
        if task.kind == "question":
            self.action_study()
            return
        tabs = {"empty": "themes", "alone": "review", "essence": "define", "one-word": "define", "narrative": "report"}
        self.open_thing(task.thing_kind, task.thing, task.span, tabs.get(task.kind, ""))
        self.say(f"{task.name}: {task.detail}")

    def action_study(self, welcome: bool = False) -> None:
        """Research question, approach and settings."""
        from qualwork.tui.dialogs.home import Home
        from qualwork.tui.dialogs.study import Changed, StudyDialog
        from qualwork.workbench.base import projects

        def keep(changed: Changed | None) -> None:
            if changed is not None and any(changed):
                self.do(lambda: projects.change(self.project, *changed), "the study is described anew")
                if isinstance(self.screen, Home):
                    self.screen.look()

        self.push_screen(StudyDialog(self.session.snapshot.study, welcome), keep)

    def show_attention(self) -> None:
        """How much was coded in each transcript, and when."""
        from qualwork.tui.dialogs.attention import AttentionDialog

        self.push_screen(AttentionDialog(self.project))

    # Notes

    def ask_memo(
        self,
        thing: Ref,
        about: str,
        span: tuple[int, int] | None = None,
        kind: MemoKind = "note",
        kinds: bool = False,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Ask for a note on a thing or passage, show those it has, and keep what is written.

        With `kinds` the kind can be chosen, beginning with `kind`; `then` is called once it is kept.
        """
        from qualwork.tui.dialogs.memo import AskMemo
        from qualwork.workbench.codes import memoing

        def keep(text: str | None) -> None:
            if text:
                chosen = dialog.kind
                deed = lambda: memoing.add(self.project, thing, text, chosen, span)  # noqa: E731
                self.do(deed, f"{chosen} on {about} kept", then=lambda _: then())

        earlier = self.ask(lambda: memoing.listing(self.project, thing))
        if earlier is not None:
            near = [memo for memo in earlier if span is None or _touches(memo, span)]
            dialog = AskMemo(self.session.drafts, f"{thing} {span or ''}", about, near, kind, kinds)
            self.push_screen(dialog, keep)

    def ask_text(self, title: str, value: str, keep: Callable[[str | None], None], about: str = "") -> None:
        """Ask for some lines of text."""
        from qualwork.tui.dialogs.asking import AskText

        self.push_screen(AskText(title, value, about), keep)

    def memos_on(self, thing: Ref) -> list[Memo]:
        """The notes on a thing; none where it is gone."""
        from qualwork.workbench.codes import memoing

        try:
            return memoing.listing(self.project, thing)
        except QualworkError:
            return []

    def action_diary(self) -> None:
        """All notes by day: the reflexive diary first, notes, method notes and queries."""
        from qualwork.tui.dialogs.diary import Diary

        def go(memo: Memo | None) -> None:
            if memo is not None:
                span = None if memo.start is None or memo.end is None else (memo.start, memo.end)
                self.open_thing(memo.thing_kind, memo.thing, span)

        self.push_screen(Diary(), go)

    # Files

    def export(
        self,
        name: str,
        kinds: Sequence[str],
        look: Callable[[], Table | str | Sequence[Table]],
        save: Callable[[Path, Told], Sequence[Path]],
    ) -> None:
        """Ask for the kind and place of a file, with a look at what comes into it, and write it beside the screen."""
        from qualwork.tui.dialogs.export import Export

        kept = self.session.places.get(f"export {name}")
        stem = f"{self.project.path.stem}-{name.replace(' ', '-')}.{kinds[0]}"
        path = Path(kept) if kept and Path(kept).suffix.lstrip(".") in kinds else self.project.path.parent / stem

        def write(path: Path | None) -> None:
            if path is not None:
                self.session.places.put(f"export {name}", str(path))
                self.long(f"Writing {path.name}", lambda told: save(path, told), self._wrote, changes=False)

        self.push_screen(Export(f"Export: {name}", kinds, path, look), write)

    def _wrote(self, paths: Sequence[Path]) -> None:
        self.say(f"wrote {', '.join(path.name for path in paths)}")
        self.notify("\n".join(["Written:", *(str(path) for path in paths)]), timeout=8, markup=False)

    def export_table(self, name: str, look: Callable[[], Table]) -> None:
        """Write a table as a file of one of the kinds that tables have."""
        from qualwork.workbench.report import reporting

        self.export(
            name, file_kinds.kinds("table"), look, lambda path, _: reporting.save_table(self.project, look(), path)
        )

    # Transcripts, help

    def action_pick_transcript(self) -> None:
        """Choose a transcript by a few letters of its title."""
        from qualwork.tui.dialogs.picker import Picked, Picker
        from qualwork.tui.widgets.outline import Row
        from qualwork.workbench.base.picking import rank

        names = {info.id: info.title for info in self.session.snapshot.infos}

        def take(picked: Picked | None) -> None:
            if picked is not None:
                self.open_transcript(int(picked.key))

        self.push_screen(
            Picker("Open a transcript", lambda typed: [Row(str(i), names[i]) for i in rank(typed, names)]), take
        )

    def action_help(self) -> None:
        """The keys that work here."""
        from qualwork.tui.dialogs.help import Help

        self.push_screen(Help(self.screen))

    def action_import(self) -> None:
        """Add interviews."""
        from qualwork.tui.dialogs.importing import Import

        self.push_screen(Import(self.project), self._imported)

    def _imported(self, imported: int | None) -> None:
        if imported:
            self.session.changed()
            self.session.open_last()
            self.look_again(all_of_it=True)
            self.say(f"imported {imported} transcripts; u takes them out again", toast=True)


def _touches(memo: Memo, span: tuple[int, int]) -> bool:
    return memo.start is not None and memo.start < span[1] and span[0] < (memo.end or memo.start)
