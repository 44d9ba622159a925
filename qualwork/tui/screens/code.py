"""Tab 2: the transcript with its codes, and the codebook beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qualwork.model.code import Code
from qualwork.tui.actions import bindings
from qualwork.tui.colours import next_colour
from qualwork.tui.dialogs.asking import AskLine, AskReason
from qualwork.tui.dialogs.extracts import counted
from qualwork.tui.dialogs.picker import Picked, Picker
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.widget import Reader
from qualwork.tui.screens.passages import PassageScreen
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench import codebook, coding
from qualwork.workbench.picking import rank

_LONGEST_NAME = 60


class CodeTree(Outline):
    """The codebook."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("codes")


class CodeScreen(PassageScreen):
    """Coding: select, `c`, some letters, enter."""

    TAB = "code"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss", "code.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("passage", "coding")

    def compose_panes(self) -> ComposeResult:
        """The reader, then the codebook."""
        yield from self.compose_reader()
        with Vertical(id="codebook", classes="pane"):
            yield Static("", id="count", classes="heading")
            yield CodeTree(id="codes")

    @property
    def tree_of_codes(self) -> CodeTree:
        """The codebook."""
        return self.query_one(CodeTree)

    def on_mount(self) -> None:
        """Begin in the transcript."""
        super().on_mount()
        self.show_reader()

    def show_desk(self) -> None:
        """The reader with its codings, and the codebook with how often each code is used."""
        super().show_desk()
        held = self.desk.held
        self.query_one("#count", Static).update(counted(len(held.codes), "code"))
        children: dict[int | None, list[Code]] = {}
        for code in held.codes.values():
            children.setdefault(code.parent, []).append(code)
        rows: list[Row] = []

        def add(parent: int | None, depth: int) -> None:
            for code in children.get(parent, ()):
                uses = held.uses.get(code.id, 0)
                rows.append(Row(str(code.id), code.name, depth, (f"{uses:,}",), self.desk.colour(code.id)))
                add(code.id, depth + 1)

        add(None, 0)
        self.tree_of_codes.show(rows)

    def show_passage(self, start: int, end: int) -> None:
        """Go to a passage of the open transcript and select it."""
        self.show_reader()
        self.jump(start, end)

    def footer(self) -> str:
        """Keys of the pane in use."""
        return "codes" if self.focused is self.tree_of_codes else "coding"

    # Codings

    def action_apply(self) -> None:
        """Choose or make a code for the passage."""
        span = self.chosen()
        if span is None:
            self.say("there is nothing to code here; select some words first")
            return
        extract = " ".join(self.reader.selected_text.split())

        def take(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._apply(int(picked.key), span)
            elif picked is not None:
                self._apply_named(picked.name, span)

        self.app.push_screen(Picker("Code the passage", self._find_codes, f"“{extract}”", "make the code"), take)

    def _find_codes(self, typed: str) -> list[Row]:
        held = self.desk.held
        about = {code.id: code.definition for code in held.codes.values()}
        found = rank(typed, held.paths, self.desk.recent, about)
        return [
            Row(
                str(each),
                held.paths[each],
                facts=(f"{held.uses.get(each, 0):,} codings",),
                colour=self.desk.colour(each),
            )
            for each in found
        ]

    def action_repeat(self) -> None:
        """Apply the code used last."""
        last = next((each for each in self.desk.recent if each in self.desk.held.codes), None)
        span = self.chosen() if last is not None else None
        if last is None:
            self.say("no code was applied yet: select a passage and press c")
        elif span is not None:
            self._apply(last, span)

    def action_in_vivo(self) -> None:
        """Make a code of the selected words."""
        span, name = self.reader.selection, " ".join(self.reader.selected_text.split())
        if span is None:
            self.say("select the words that shall name the code first: v and w, or the mouse")
        elif len(name) <= _LONGEST_NAME:
            self._apply_named(name, span)
        else:

            def keep(typed: str | None) -> None:
                if typed:
                    self._apply_named(typed, span)

            self.app.push_screen(AskLine("Name of the in-vivo code", name, "The words are many; shorten them."), keep)

    def _apply(self, code: int, span: tuple[int, int]) -> None:
        transcript, known = self.desk.transcript, self.desk.held.codes.get(code)
        if transcript is None or known is None:
            return
        coder = self.desk.project.coder
        if any(
            each.code == code and (each.start, each.end) == span and each.coder == coder for each in self.desk.codings
        ):
            self.say(f"the passage has the code “{known.name}” already")
            return
        deed = lambda: coding.apply_at(self.desk.project, known, transcript.info, *span)  # noqa: E731
        if self.qualwork.code(deed, f"coded “{known.name}”") is not None:
            self.desk.use(code)

    def _apply_named(self, name: str, span: tuple[int, int]) -> None:
        known = [code.id for code in self.desk.held.codes.values() if code.name.casefold() == name.casefold()]
        transcript = self.desk.transcript
        if len(known) == 1:
            self._apply(known[0], span)
        elif transcript is not None:
            made = self.qualwork.code(
                lambda: coding.apply_new(self.desk.project, name, transcript.info, *span, colour=self._colour()),
                f"made the code “{name}” and coded the passage",
            )
            if made is not None:
                self.desk.use(made.code)

    def _colour(self) -> str:
        return next_colour(code.colour for code in self.desk.held.codes.values() if code.colour)

    def action_remove(self) -> None:
        """Take a code away; where there are several, ask which."""
        here = self.here()
        if not here:
            self.say("no code here; n goes to the next coded passage")
        elif len(here) == 1:
            self._remove(here[0])
        else:
            rows = {
                each.coding: Row(str(each.coding), each.name, facts=self._extent(each), colour=each.colour)
                for each in here
            }
            names = {each.coding: each.name for each in here}

            def take(picked: Picked | None) -> None:
                if picked is not None:
                    self._remove(next(each for each in here if str(each.coding) == picked.key))

            find = lambda typed: [rows[each] for each in rank(typed, names)]  # noqa: E731
            self.app.push_screen(Picker("Take away which code?", find), take)

    def _extent(self, each: CodedSpan) -> tuple[str, ...]:
        assert self.desk.transcript is not None
        words = " ".join(self.desk.transcript.text[each.start : each.end].split())
        short = words if len(words) <= 34 else f"{words[:16]} … {words[-15:]}"
        return (f"{each.coder} · {short}", short)

    def _remove(self, each: CodedSpan) -> None:
        self.qualwork.uncode(each.coding, f"took “{each.name}” away")

    def action_coded(self, by: int) -> None:
        """Select the next coded passage, or the one before."""
        cursor = self.reader.cursor
        now = self.reader.selection or (cursor, cursor)
        passages = sorted({(each.start, each.end) for each in self.desk.codings})
        after = [each for each in passages if (each > now if by > 0 else each < now)]
        if after:
            self.jump(*(after[0] if by > 0 else after[-1]))
            self.say("")
        else:
            self.say("no coded passage " + ("after this one" if by > 0 else "before this one"))

    def on_reader_coding_activated(self, message: Reader.CodingActivated) -> None:
        """Show which coding it is."""
        each = message.coding
        self.tree_of_codes.go_to(str(each.code))
        self.reader.select(each.start, each.end)
        notes = len(self.qualwork.memos_on(f"coding:{each.coding}"))
        self.say(f"{each.name} · {each.coder}" + (f" · {counted(notes, 'note')}" if notes else ""))

    # Codes

    @property
    def code(self) -> Code | None:
        """The code selected in the codebook."""
        return self.desk.held.codes.get(int(self.tree_of_codes.key or 0))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A code was clicked: it goes to the selected passage; where none is selected, its extracts are shown."""
        if self.reader.selection is not None:
            self._apply(int(event.option_id or 0), self.reader.selection)
        else:
            self.action_extracts()

    def action_extracts(self) -> None:
        """All passages with the selected code."""
        if self.code is not None:
            self.qualwork.show_code(self.code.id)

    def action_apply_this(self) -> None:
        """Apply the selected code to the passage selected in the transcript."""
        if self.reader.selection is None:
            self.say("no passage is selected in the transcript")
        elif self.code is not None:
            self._apply(self.code.id, self.reader.selection)

    def action_add_code(self) -> None:
        """Put a code into the codebook."""
        self._ask_code("New code", None)

    def action_add_below(self) -> None:
        """Put a code under the selected one."""
        if self.code is not None:
            self._ask_code(f"New code under “{self.code.name}”", self.desk.held.paths[self.code.id])

    def _ask_code(self, title: str, under: str | None) -> None:
        def keep(name: str | None) -> None:
            if name:
                made = self.qualwork.do(
                    lambda: codebook.add_code(self.desk.project, name, under, colour=self._colour()), f"added “{name}”"
                )
                if made is not None:
                    self.tree_of_codes.go_to(str(made.id))

        self.app.push_screen(AskLine(title), keep)

    def action_rename_code(self) -> None:
        """Give the selected code another name."""
        code = self.code
        if code is None:
            return
        path = self.desk.held.paths[code.id]

        def keep(name: str | None) -> None:
            if name and name != code.name:
                self.qualwork.do(
                    lambda: codebook.rename_code(self.desk.project, path, name), f"“{code.name}” is now “{name}”"
                )

        self.app.push_screen(AskLine("Rename the code", code.name), keep)

    def action_define_code(self) -> None:
        """Say what the selected code means."""
        code = self.code
        if code is None:
            return
        path = self.desk.held.paths[code.id]

        def keep(text: str | None) -> None:
            if text is not None and text != code.definition:
                self.qualwork.do(
                    lambda: codebook.define_code(self.desk.project, path, definition=text), f"defined “{code.name}”"
                )

        self.qualwork.ask_text(f"What does “{code.name}” mean?", code.definition, keep)

    def action_memo_on_code(self) -> None:
        """Write a note on the selected code."""
        if self.code is not None:
            self.qualwork.ask_memo(f"code:{self.desk.held.paths[self.code.id]}", f"code “{self.code.name}”")

    def action_delete_code(self) -> None:
        """Remove the selected code, after showing what goes with it."""
        code = self.code
        if code is None:
            return
        path = self.desk.held.paths[code.id]
        hanging = self.qualwork.ask(lambda: codebook.hanging_on_code(self.desk.project, path))
        if hanging is None:
            return

        def go(why: str | None) -> None:
            if why is not None:
                self.qualwork.do(
                    lambda: codebook.delete_code(self.desk.project, path, why),
                    f"deleted “{code.name}”; u brings it back",
                )

        details = (
            f"On it hang: {hanging}.",
            "Codings and notes go with it; sub-codes move up. u brings all of it back.",
        )
        self.app.push_screen(AskReason(f"Delete the code “{code.name}”?", details), go)
