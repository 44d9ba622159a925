"""Rows that can be dragged with the mouse, from one list to another or within one."""

from __future__ import annotations

from textual import events
from textual.message import Message

from qualwork.tui.widgets.outline import Outline


class DragRows(Outline):
    """A list whose rows can be dragged; the row below the pointer is highlighted, and what is dropped is told."""

    class Dragging(Message):
        """A row is on its way."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Dropped(Message):
        """A row was let go over a row of `target`, over none where `on` is None, or outside all lists."""

        def __init__(self, source: DragRows, key: str, target: DragRows | None, on: str | None) -> None:
            super().__init__()
            self.source = source
            self.key = key
            self.target = target
            self.on = on

    def __init__(self, *, id: str | None = None, least_name: int = 16) -> None:
        super().__init__(id=id, least_name=least_name)
        self._held: str | None = None
        self._dragging = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a row."""
        at = event.style.meta.get("option")
        if event.button == 1 and at is not None:
            self._held = self.get_option_at_index(at).id
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show where the row would go; at the edges the list scrolls."""
        if self._held is None:
            return
        target, at = self._below(event)
        on = target.get_option_at_index(at).id if target is not None and at is not None else None
        if not self._dragging and (target is not self or on != self._held):
            self._dragging = True
            self.post_message(self.Dragging(self._held))
        if self._dragging and target is not None and at is not None:
            target.highlighted = at
        if self._dragging and not self.region.contains(event.screen_x, event.screen_y):
            self.scroll_relative(y=-1 if event.y < 0 else 1 if event.y >= self.size.height else 0, animate=False)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go."""
        held, was_dragging = self._held, self._dragging
        self._held, self._dragging = None, False
        self.release_mouse()
        if held is not None and was_dragging:
            self.suppress_click()
            target, at = self._below(event)
            on = target.get_option_at_index(at).id if target is not None and at is not None else None
            self.post_message(self.Dropped(self, held, target, on))

    def _below(self, event: events.MouseEvent) -> tuple[DragRows | None, int | None]:
        """The list below the pointer, and the number of its row there."""
        x, y = event.screen_x, event.screen_y
        if not self.screen.region.contains(x, y):
            return None, None
        widget, _ = self.screen.get_widget_at(x, y)
        if not isinstance(widget, DragRows):
            return None, None
        return widget, self.screen.get_style_at(x, y).meta.get("option")
