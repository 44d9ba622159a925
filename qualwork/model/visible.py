"""What of a text may be sent to a terminal: a transcript, a name or a path is a stranger's, and must not steer it."""

from __future__ import annotations

import re

_CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_C1 = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_SPACES = dict.fromkeys([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], 0x20)
_UNSEEN = dict.fromkeys([0xAD, 0x61C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0x200B)
DRAWN = _CONTROL_PICTURES | _C1 | _SPACES | _UNSEEN
"""What is drawn instead of each character that steers a terminal or turns the direction of writing."""

_WRITTEN = {code: sign for code, sign in DRAWN.items() if code not in (0x09, 0x0A)}
_STEERING = re.compile("[\x7f-\x9f\xad\u061c\u2028-\u202e\u2066-\u2069\ufeff]")


def visible(text: str) -> str:
    """A text of one or more lines as it may be written: control characters as pictures, no bidi overrides."""
    return text if text.isprintable() else text.translate(_WRITTEN)


def escaped(dumped: str) -> str:
    """JSON that means the same, in which what steers a terminal is written by number; JSON itself does so below 32."""
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", dumped)
