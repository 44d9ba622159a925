"""Choosing the codes for a passage: known ones by a few letters, new ones by their names, several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from qualwork.tui.dialogs.picker import Finder
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.naming import PATH
from qualwork.workbench.picking import fold, ranked

_NEW = "new:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ids of known codes and names of new ones (with the code above, as `above/name`); with a note, where wanted."""

    codes: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    note: bool = False


class _Line(Input):
    """A line that leaves blanks to the dialog round it."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return key != "space" and super().check_consume_key(key, character)


class CodePicker(Finder[Chosen]):
    """The codebook by a few letters, those used of late first; a name that no code has makes one.

    What fits only by its definition or by scattered letters stands below the new name, so that enter never gives a
    passage a code that was merely guessed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick_or_space", "Tick", show=False, priority=True),
        Binding("tab", "tick", "Tick", show=False, priority=True),
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
        return _Line(typed, placeholder="a few letters, or a new name", id="typed", select_on_focus=False)

    def find(self, typed: str) -> Sequence[Row]:
        """The ticked ones where nothing is typed, then what fits, with the new name after what has that name."""
        found, named = ranked(typed, self._paths, self._recent, self._definitions)
        rows = [self._shown(str(each)) for each in found if typed or str(each) not in self._ticked]
        if not typed:
            return [self._shown(key) for key in self._ticked] + rows
        if not any(fold(typed) in (fold(path), fold(path.rpartition(PATH)[2])) for path in self._paths.values()):
            rows.insert(named, self._shown(_NEW + typed))
        return rows

    def _shown(self, key: str) -> Row:
        sign = "✓" if key in self._ticked else " "
        if key.startswith(_NEW):
            return Row(key, f"make the code “{key.removeprefix(_NEW)}”", sign=sign if sign != " " else "+")
        row = self._row(int(key))
        return Row(key, row.name, facts=row.facts, colour=row.colour, sign=sign if self._ticked else "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self._choosing = False
        super().on_input_changed(event)

    def action_move(self, by: int) -> None:
        """Choose another row."""
        self._choosing = True
        super().action_move(by)

    def action_tick_or_space(self) -> None:
        """Tick the row where one is choosing; where one types, a blank belongs to the name."""
        if self._choosing or not self.typed:
            self.action_tick()
        else:
            self.query_one("#typed", Input).insert_text_at_cursor(" ")

    def action_tick(self) -> None:
        """Tick the chosen row, or no longer; what was typed has done its work."""
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
        self.dismiss(Chosen(codes, names, note))
