"""A line to type in that is read as it stood at Enter, whatever is typed while the dialog answers."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class Line(Input):
    """An input that stands still from Enter until its dialog has answered or asks for something else.

    Keys come faster than the news of Enter: without this, what is typed next becomes part of a new code's name.
    """

    sent = False

    def validate_value(self, value: str) -> str:
        """Nothing changes what was sent."""
        return self.value if self.sent else value

    async def _on_key(self, event: events.Key) -> None:
        if self.sent:
            event.stop()
            event.prevent_default()
        elif event.key == "enter":
            # The binding would be looked up by the app, after letters that are behind this key in the line's queue.
            event.stop()
            event.prevent_default()
            await self.action_submit()
        else:
            await super()._on_key(event)

    async def action_submit(self) -> None:
        """Send the line, once."""
        if not self.sent:
            self.sent = True
            await super().action_submit()

    def go_on(self) -> None:
        """The dialog stays open: the line can be changed again."""
        self.sent = False
