"""Coding what a pattern or a term family finds: a list of hits to accept or reject, then one decision."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.model.code import Code
from qualwork.model.plurals import counted
from qualwork.model.transcript import turn_at
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.autocode import AskPattern, Hits, SearchPattern
from qualwork.tui.tabs.code.codebook_commands import CodebookCommands
from qualwork.tui.tabs.code.coding_commands import CodingCommands
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.workbench.codes import coding
from qualwork.workbench.corpus.extracts import body
from qualwork.workbench.counts import autocoding, counting
from qualwork.workbench.counts.autocoding import Hit

_AROUND = 70


class Autocoding(TabCommands[TabScreen]):
    """Coding by patterns; new codes are asked for as they are for a passage."""

    def __init__(self, tab: TabScreen, coding: CodingCommands, codebook: CodebookCommands) -> None:
        super().__init__(tab)
        self._coding = coding
        self._codebook = codebook
        self._asked: SearchPattern | None = None
        self._rejected: dict[SearchPattern, set[tuple[int, int, int]]] = {}

    @asks
    async def action_autocode(self) -> None:
        """Ask for a pattern; in the codebook it is for the selected code."""
        codebook = self._codebook
        target = codebook.code if self.tab.focused is codebook.tree_of_codes else None
        families = self.commands.ask(lambda: counting.saved_families(self.session.project)) or []
        known = [(family.name, ", ".join(family.accepted)) for family in families if family.accepted]
        asked = self._asked
        dialog = AskPattern(known, asked.unit, asked.pattern) if asked else AskPattern(known)
        wanted = await self.app.push_screen_wait(dialog)
        if wanted is None:
            return
        self._asked = wanted
        hits = await self.dialogs.long(
            f"Looking for {wanted.pattern}",
            lambda progress: autocoding.propose(self.session.project, wanted.pattern, wanted.unit, progress=progress),
            changes=False,
        )
        if hits is not None:
            await self._offer(wanted, target, hits)

    async def _offer(self, wanted: SearchPattern, target: Code | None, hits: Sequence[Hit]) -> None:
        if not hits:
            self.say(f"{wanted.pattern}: participants say nothing like that")
            return
        there = self._there(target)
        left = [hit for hit in hits if (hit.transcript.id, hit.start, hit.end) not in there]
        if not left:
            self.say(f"all {len(hits):,} passages have the code already")
            return
        about = f"{wanted.pattern}: which passages are to be coded" + (f" “{target.name}”?" if target else "?")
        rejected = self._rejected.setdefault(wanted, set())
        accepted = await self.app.push_screen_wait(Hits(about, left, self._words_round, rejected))
        if accepted is None:
            self.say("nothing was coded")
        elif not accepted:
            self.say("no passage was accepted, so nothing was coded")
        else:
            await self._code([left[at] for at in accepted], wanted, target)

    def _there(self, target: Code | None) -> set[tuple[int, int, int]]:
        if target is None:
            return set()
        found = coding.listing(self.session.project, code=target.id)
        return {(each.transcript, each.start, each.end) for each in found if each.coder == self.session.project.coder}

    def _words_round(self, hit: Hit) -> tuple[str, str]:
        """What is said before and after a hit in the same turn, some words of it."""
        text, turns, _ = body(self.session.project, hit.transcript.revision)
        turn = turns[turn_at(turns, hit.start)]
        low, high = max(turn.speech_start, hit.start - _AROUND), min(turn.end, hit.end + _AROUND)
        before, after = " ".join(text[low : hit.start].split()), " ".join(text[hit.end : high].split())
        if low > turn.speech_start:
            before = f"…{before.partition(' ')[2]}"
        if high < turn.end:
            after = f"{after.rpartition(' ')[0]}…"
        gap = text[hit.start - 1 : hit.start].isspace(), text[hit.end : hit.end + 1].isspace()
        return before + " " * (gap[0] and bool(before)), " " * gap[1] + after

    async def _code(self, hits: Sequence[Hit], wanted: SearchPattern, target: Code | None) -> None:
        """Give the passages the code, or those that are asked for."""
        if target is not None:
            await self.dialogs.change(lambda: self._autocode(hits, wanted, [target], []), _coded(hits, [target]))
            return
        about = f"{counted(len(hits), 'passage')} found by {wanted.pattern}"
        await self.dialogs.decide(
            self._coding.code_picker("Code the accepted passages", about),
            lambda chosen: self._autocode(hits, wanted, *self._coding.meant(chosen)),
            lambda codes: _coded(hits, codes),
        )

    def _autocode(
        self, hits: Sequence[Hit], wanted: SearchPattern, known: Sequence[Code], new: Sequence[Code]
    ) -> Sequence[Code]:
        autocoding.autocode_all(self.session.project, hits, wanted.pattern, wanted.unit, known, new)
        return (*known, *new)


def _coded(hits: Sequence[Hit], codes: Sequence[Code]) -> str:
    names = ", ".join(f"“{code.name}”" for code in codes)
    return f"coded {counted(len(hits), 'passage')} {names}; u takes them back together"
