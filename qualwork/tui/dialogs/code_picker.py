"""Choosing the codes for a passage: known ones by a few letters, new ones by their names, several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from qualwork.tui.dialogs.line import Line
from qualwork.tui.dialogs.picker import Finder
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.naming import PATH
from qualwork.workbench.base.picking import fold, ranked

_NEW = "new:"


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """Ids of known codes and names of new ones (with the code above, as `above/name`); with a note, where wanted."""

    codes: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    note: bool = False


class CodeLine(Line):
    """A line whose tab, and whose blank where none is typed, go to the dialog, in the order in which keys were pressed.

    A binding of the dialog would see them before letters that are still on their way.
    """

    async def _on_key(self, event: events.Key) -> None:
        picker = self.screen
        if (
            not self.sent
            and isinstance(picker, CodePicker)
            and (event.key == "tab" or (event.key == "space" and picker.ticking))
        ):
            event.stop()
            event.prevent_default()
            picker.tick()
        else:
            await super()._on_key(event)


class CodePicker(Finder[CodeChoice]):
    """The codebook by a few letters, those used of late first; a name that no code has makes one.

    What fits only by its definition or by scattered letters stands below the new name, so that enter never gives a
    passage a code that was merely guessed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+g", "with_note", "With a note", show=False),
    ]
    HINT = "↵ takes it · tab ticks several (or space, before typing) · f2 with a note · esc"

    def __init__(
        self,
        title: str,
        paths: Mapping[int, str],
        row: Callable[[int], Row],
        recent: Sequence[int] = (),
        definitions: Mapping[int, str] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(title, about)
        self._paths = paths
        self._row = row
        self._recent = recent
        self._definitions = definitions or {}
        self._ticked: list[str] = []
        self._choosing = False

    def make_line(self, typed: str) -> Input:
        """The line to type in."""
        return CodeLine(typed, placeholder="a few letters, or a new name", id="typed", select_on_focus=False)

    def find(self, typed: str) -> Sequence[Row]:
        """The ticked ones where nothing is typed, then what fits, with the new name after what has that name."""
        found, named = ranked(typed, self._paths, self._recent, self._definitions)
        rows = [self._shown(str(each)) for each in found if typed or str(each) not in self._ticked]
        if not typed:
            return [self._shown(key) for key in self._ticked] + rows
        if not any(fold(typed) in (fold(path), fold(path.rpartition(PATH)[2])) for path in self._paths.values()):
            rows.insert(named, self._shown(_NEW + typed))
        return rows

    def _named(self, key: str) -> str:
        return key.removeprefix(_NEW) if key.startswith(_NEW) else self._paths[int(key)].rpartition(PATH)[2]

    def _shown(self, key: str) -> Row:
        sign = "✓" if key in self._ticked else " "
        if key.startswith(_NEW):
            return Row(key, f"make the code “{key.removeprefix(_NEW)}”", sign=sign if sign != " " else "+")
        row = self._row(int(key))
        return Row(key, row.name, facts=row.facts, colour=row.colour, sign=sign if self._ticked else "")

    def show_rows(self) -> None:
        """Other letters, other rows: one types and does not choose."""
        self._choosing = False
        super().show_rows()
        ticked = ", ".join(self._named(key) for key in self._ticked)
        self.query_one("#title", Static).update(Text(f"{self._title} · ticked: {ticked}" if ticked else self._title))

    def action_move(self, by: int) -> None:
        """Choose another row."""
        super().action_move(by)
        self._choosing = True

    @property
    def ticking(self) -> bool:
        """True where a blank ticks the row, because one is choosing; where one types it belongs to the name."""
        return self._choosing or not self.typed

    def tick(self) -> None:
        """Tick the chosen row, or no longer; what was typed has done its work."""
        self.catch_up()
        key, at = self.outline.key, self.outline.highlighted
        if key is None:
            return
        was_typed = bool(self.typed)
        self._ticked = [each for each in self._ticked if each != key] if key in self._ticked else [*self._ticked, key]
        self.query_one("#typed", Input).value = ""
        self.show_rows()
        self.outline.highlighted = len(self._ticked) if was_typed else at
        self._choosing = not was_typed

    def action_with_note(self) -> None:
        """Take what is chosen, and write a note on it in the same decision."""
        self.catch_up()
        if self.outline.key is not None:
            self._answer(self.outline.key, note=True)

    def take(self, key: str) -> None:
        """Answer with what is ticked, and with the row where something is typed or nothing is ticked."""
        self._answer(key, note=False)

    def _answer(self, key: str, note: bool) -> None:
        keys = list(self._ticked)
        if (self.typed or not keys) and key not in keys:
            keys.append(key)
        codes = tuple(int(each) for each in keys if not each.startswith(_NEW))
        names = tuple(each.removeprefix(_NEW) for each in keys if each.startswith(_NEW))
        self.answer(CodeChoice(codes, names, note))
