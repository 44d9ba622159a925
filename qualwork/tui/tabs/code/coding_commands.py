"""Codings on the screen: applied, changed, taken away, gone to; each change is one decision."""

from __future__ import annotations

from rich.text import Text

from qualwork.model.code import Code, Coding
from qualwork.model.errors import Refused
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.model.transcript import Transcript, TranscriptInfo
from qualwork.tui.awaiting import asks
from qualwork.tui.colours import next_colour
from qualwork.tui.dialogs.asking import AskLine, AskText
from qualwork.tui.dialogs.code_picker import CodeChoice, CodePicker
from qualwork.tui.dialogs.listing import WideListing
from qualwork.tui.panes.transcript_screen import TranscriptScreen
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.units import Range
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.naming import PATH
from qualwork.workbench.base.picking import fold
from qualwork.workbench.codes import coding
from qualwork.workbench.transcripts import reading

_LONGEST_NAME = 60


class CodingCommands(TabCommands[TranscriptScreen]):
    """Codes given to passages of the reader, changed there and taken away."""

    def __init__(self, tab: TranscriptScreen) -> None:
        super().__init__(tab)
        self.only_codings = False
        """True while all that changes is a coding."""

    # Applying

    @asks
    async def action_apply(self) -> None:
        """Choose or make codes for the passage."""
        span, transcript = self.tab.chosen(), self.session.transcript
        if span is None or transcript is None:
            self.say("there is nothing to code here; select some words first")
            return
        chosen = await self.app.push_screen_wait(self.code_picker("Code the passage", self._quoted(span)))
        if chosen is not None and chosen.note:
            await self._apply_with_note(chosen, transcript.info, span)
        elif chosen is not None:
            self._apply(chosen, transcript.info, span)

    def code_picker(self, title: str, about: str) -> CodePicker:
        """A dialog that asks for codes by a few letters."""
        snapshot = self.session.snapshot
        definitions = {code.id: code.definition for code in snapshot.codes.values()}
        return CodePicker(title, snapshot.paths, self.code_row, self.session.recent, definitions, about)

    def code_row(self, code: int) -> Row:
        """A code as a row to choose."""
        snapshot = self.session.snapshot
        facts = (f"{snapshot.uses.get(code, 0):,} codings",)
        return Row(str(code), snapshot.paths[code], facts=facts, colour=self.session.colour(code))

    def _quoted(self, span: tuple[int, int]) -> str:
        assert self.session.transcript is not None
        words = " ".join(self.session.transcript.text[slice(*span)].split())
        return f"“{words if len(words) <= 400 else f'{words[:300]} … {words[-80:]}'}”"

    async def _apply_with_note(self, chosen: CodeChoice, info: TranscriptInfo, span: tuple[int, int]) -> None:
        names = [*(self.session.code_name(each) for each in chosen.codes), *chosen.names]
        asked = AskText(f"Note with “{', '.join(names)}”", about=self._quoted(span))
        note = await self.app.push_screen_wait(asked)
        if note is None:
            self.say("nothing was coded: the note was closed")
        else:
            self._apply(chosen, info, span, note)

    def _apply(self, chosen: CodeChoice, info: TranscriptInfo, span: tuple[int, int], note: str = "") -> None:
        known, new = self.meant(chosen)
        if len(known) < len(chosen.codes):
            self.say("that code is gone: somebody else has removed or merged it meanwhile")
            return
        there = {each.code for each in self._mine(span)}
        known = [code for code in known if code.id not in there or note]
        names = ", ".join(f"“{code.name}”" for code in [*known, *new])
        if not names:
            self.say("the passage has that code already")
            return
        made = f"made the code {names} and coded the passage"
        said = (made if new and not known else f"coded {names}") + (", with a note" if note else "")

        def decide() -> list[Coding]:
            return self._used(coding.apply_all(self.session.project, info, *span, known, new, note))

        if len(known) == 1 and not new and not note:
            self.only_codings = True
            self.commands.run(lambda: decide()[0], said, update=self.session.coded)
            self.only_codings = False
        else:
            self.commands.run(decide, said)

    def _mine(self, span: tuple[int, int]) -> list[Coding]:
        coder = self.session.project.coder
        return [each for each in self.session.codings if (each.start, each.end) == span and each.coder == coder]

    def _used(self, made: list[Coding]) -> list[Coding]:
        """These codes come first in the picker now."""
        for each in reversed(made):
            self.session.use(each.code)
        return made

    def meant(self, chosen: CodeChoice) -> tuple[list[Code], list[Code]]:
        """The known codes that were chosen, and the new ones with their place and colour."""
        codes, paths = self.session.snapshot.codes, self.session.snapshot.paths
        known = [codes[each] for each in chosen.codes if each in codes]
        used = [code.colour for code in codes.values() if code.colour]
        new: list[Code] = []
        for typed in chosen.names:
            above, _, name = typed.rpartition(PATH)
            parent = next((each for each, path in paths.items() if fold(path) == fold(above)), None)
            colour = next_colour([*used, *(code.colour for code in new)])
            new.append(Code(0, name if parent else typed, parent, colour=colour))
        return known, new

    def action_repeat(self) -> None:
        """Apply the code used last."""
        last = next((each for each in self.session.recent if each in self.session.snapshot.codes), None)
        span = self.tab.chosen() if last is not None else None
        if last is None:
            self.say("no code was applied yet: select a passage and press c")
        elif span is not None:
            self.apply_code(last, span)

    def apply_code(self, code: int, span: tuple[int, int]) -> None:
        """Apply one code to a span."""
        if self.session.transcript is not None:
            self._apply(CodeChoice((code,)), self.session.transcript.info, span)

    @asks
    async def action_in_vivo(self) -> None:
        """Make a code of the selected words."""
        span, name = self.tab.reader.selection, " ".join(self.tab.reader.selected_text.split())
        transcript = self.session.transcript
        if span is None or transcript is None:
            self.say("select the words that shall name the code first: v and w, or the mouse")
        elif len(name) <= _LONGEST_NAME:
            self._apply_named(name, transcript.info, span)
        else:
            about = "The words are many; shorten them."
            typed = await self.app.push_screen_wait(AskLine("Name of the in-vivo code", name, about))
            if typed is not None:
                self._apply_named(typed, transcript.info, span)

    def _apply_named(self, name: str, info: TranscriptInfo, span: tuple[int, int]) -> None:
        known = [code.id for code in self.session.snapshot.codes.values() if fold(code.name) == fold(name)]
        self._apply(CodeChoice(tuple(known)) if len(known) == 1 else CodeChoice(names=(name,)), info, span)

    # Changing

    async def one_of(self, question: str) -> CodedSpan | None:
        """The coding here; where there are several, ask which."""
        from qualwork.tui.dialogs.picker import Picker
        from qualwork.workbench.base.picking import rank

        here = {each.coding: each for each in self.tab.here()}
        if not here:
            self.say("no code here; n goes to the next coded passage")
        if len(here) <= 1:
            return next(iter(here.values()), None)
        names = {key: each.name for key, each in here.items()}
        rows = {
            key: Row(str(key), each.name, facts=self._extent(each), colour=each.colour) for key, each in here.items()
        }
        dialog = Picker(question, lambda typed: [rows[key] for key in rank(typed, names)])
        picked = await self.app.push_screen_wait(dialog)
        return here[int(picked)] if picked is not None else None

    def _extent(self, each: CodedSpan) -> tuple[str, ...]:
        assert self.session.transcript is not None
        words = " ".join(self.session.transcript.text[each.start : each.end].split())
        short = words if len(words) <= 34 else f"{words[:16]} … {words[-15:]}"
        return (f"{each.coder} · {short}", short)

    @asks
    async def action_remove(self) -> None:
        """Take a code away; where there are several, ask which."""
        span = await self.one_of("Take away which code?")
        if span is not None:
            self._remove(span)

    def _remove(self, each: CodedSpan) -> None:
        self.commands.run(
            lambda: coding.remove(self.session.project, [each.coding]),
            f"took “{each.name}” away",
            update=lambda _: self.session.coded(gone=each.coding),
        )

    @asks
    async def action_recode(self) -> None:
        """Put another code in the place of the one here."""
        span = await self.one_of("Change which code?")
        if span is not None:
            await self._recode(span)

    async def _recode(self, each: CodedSpan) -> None:
        picker = self.code_picker(f"Which code instead of “{each.name}”?", self._quoted((each.start, each.end)))
        await self.dialogs.decide(
            picker,
            lambda chosen: self._recode_as(each, chosen),
            lambda target: f"“{each.name}” is “{self.session.snapshot.paths[target]}” here now",
        )

    def _recode_as(self, each: CodedSpan, chosen: CodeChoice) -> int:
        if chosen.names or len(chosen.codes) != 1:
            raise Refused("one code that is there already takes the place; c adds others")
        coding.recode(self.session.project, each.coding, chosen.codes[0])
        return chosen.codes[0]

    @asks
    async def action_edge(self, at_start: int) -> None:
        """Take hold of the first or last edge of the coding here; moves carry it."""
        if self.tab.reader.adjusting:
            self.tab.reader.action_swap()
            return
        span = await self.one_of("Move an edge of which code?")
        if span is not None:
            self._hold_edge(span, bool(at_start))

    def _hold_edge(self, each: CodedSpan, at_start: bool) -> None:
        assert self.session.transcript is not None
        info = self.session.transcript.info

        def move(start: int, end: int) -> None:
            reading.refuse_changed(self.session.project, info)
            coding.set_edges(self.session.project, each.coding, start, end)

        def keep(span: Range | None) -> None:
            if span is None or span == (each.start, each.end):
                self.tab.say_here("the edges are as they were")
                return
            self.commands.run(lambda: move(*span), f"moved an edge of “{each.name}”")

        self.tab.edges.hold(each.name, (each.start, each.end), at_start, keep)

    # Looking

    def action_uncoded(self, by: int) -> None:
        """Select the next stretch of what participants say that has no code, or the one before."""
        transcript = self.session.transcript
        if transcript is None:
            return
        start, end = self.tab.reader.selection or (self.tab.reader.cursor, self.tab.reader.cursor)
        found = self._uncoded(transcript, start, end, by)
        if found is None:
            self.say("everything that participants say " + ("after" if by > 0 else "before") + " this has a code")
        else:
            self.tab.jump(*found)
            self.tab.say_here(f"no code on these {len(transcript.text[slice(*found)].split()):,} words")

    def _uncoded(self, transcript: Transcript, start: int, end: int, by: int) -> tuple[int, int] | None:
        coded = [(each.start, each.end) for each in self.session.codings]
        after = end if self.tab.reader.selection else start
        if by > 0:
            some = reading.uncoded(transcript, coded, after)
            return next((each for each in some if each[0] >= after and self.tab.reader.shows(*each)), None)
        before = None
        for each in reading.uncoded(transcript, coded):
            if each[0] >= start:
                break
            before = each if self.tab.reader.shows(*each) else before
        return before

    @asks
    async def action_codes_here(self) -> None:
        """All codes of the passage here, with who gave them, and what can be done with each."""
        here = self.tab.here()
        if not here:
            self.say("no code here; n goes to the next coded passage")
            return
        notes: dict[int, int] = {}
        for _, memo in self.tab.notes.listed:
            if memo.thing_kind == "coding":
                notes[memo.thing] = notes.get(memo.thing, 0) + 1
        things = [(str(each.coding), self._described(each, notes.get(each.coding, 0))) for each in here]
        actions = {"enter": "selects it", "r": "recode", "[": "start", "]": "end", "m": "note", "x": "take away"}
        known = {str(each.coding): each for each in here}
        taken = await self.app.push_screen_wait(WideListing(f"{counted(len(here), 'coding')} here", things, actions))
        if taken is not None:
            await self._on_coding(taken.action, known[taken.key])

    def _described(self, each: CodedSpan, notes: int) -> Text:
        path = self.session.snapshot.paths.get(each.code, each.name)
        facts = f" · {each.coder}" + (f" · {counted(notes, 'note')}" if notes else "")
        return Text.assemble(("■ ", each.colour), (path, "bold"), f"{facts}\n", self._quoted((each.start, each.end)))

    async def _on_coding(self, action: str, each: CodedSpan) -> None:
        self.tab.reader.select(each.start, each.end)
        if action == "r":
            await self._recode(each)
        elif action in "[]":
            self._hold_edge(each, action == "[")
        elif action == "x":
            self._remove(each)
        elif action == "m":
            self.services.notes.ask(Ref("coding", each.coding), f"“{each.name}” here")
