"""Keys of one's own, from a file: which action has which keys, checked before anything is remapped.

The file is TOML: `"coding.apply" = "K, f8"`, an action's id and its keys. `qualwork keys` prints all ids.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from textual.binding import Binding
from textual.keys import KEY_ALIASES, Keys, _character_to_key

from qualwork.tui.actions import ACTIONS
from qualwork.tui.reader.keys import BINDINGS

_NAMED = {key.value for key in Keys if not key.value.startswith("<")} | set(KEY_ALIASES)
_SIGNS = {_character_to_key(chr(sign)) for sign in range(33, 127)}
_MODIFIERS = {"ctrl", "shift", "alt", "super", "meta", "hyper"}
ALWAYS_QUITS = "ctrl+q"
READER = "reader"


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys by action id, as Textual takes them, and what was wrong in the file, a line each."""

    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def places() -> dict[str, dict[str, tuple[str, str]]]:
    """Every action that can be remapped: by the place where it works, its id, default keys and help."""
    found = {place: {one.id: (one.keys, one.help) for one in some} for place, some in ACTIONS.items()}
    found[READER] = {
        each.id: (each.key, each.tooltip or each.description)
        for each in BINDINGS
        if isinstance(each, Binding) and each.id
    }
    return found


def file_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The file: $QUALWORK_KEYS, else keys.toml in the configuration folder."""
    if environment.get("QUALWORK_KEYS"):
        return Path(environment["QUALWORK_KEYS"]).expanduser()
    folder = environment.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(folder).expanduser() / "qualwork" / "keys.toml"


def load(path: Path) -> Keymap:
    """The keys of a file; none where there is no file. What cannot be taken is left out and named."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap()
    except (OSError, UnicodeDecodeError) as fault:
        return Keymap(problems=(f"{path}: cannot be read ({fault}); the usual keys are in force",))
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return Keymap(problems=(f"{path}: {fault}; the usual keys are in force",))
    return check(_flat(given))


def check(given: Mapping[str, object]) -> Keymap:
    """Take the entries that are right, and say what is wrong with the others, and which keys clash then."""
    known = {action: keys for some in places().values() for action, (keys, _) in some.items()}
    taken: dict[str, str] = {}
    problems: list[str] = []
    for action, value in given.items():
        keys, wrong = _keys(value)
        if action not in known:
            problems.append(f"{action}: there is no such action; qualwork keys lists them")
        elif wrong:
            problems.append(f"{action}: {wrong}")
        else:
            taken[action] = ",".join(keys)
    return Keymap(taken, (*problems, *_clashes(taken)))


def _flat(given: Mapping[str, object], above: str = "") -> dict[str, object]:
    """`[coding]` with `apply = "K"` means the same as `"coding.apply" = "K"`."""
    found: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{name}.")
        else:
            found[above + name] = value
    return found


def _keys(value: object) -> tuple[list[str], str]:
    """Keys as Textual names them, or what is wrong with them."""
    typed = value.split(",") if isinstance(value, str) and value.strip() != "," else value
    if not isinstance(typed, list) or not typed or not all(isinstance(each, str) for each in typed):
        return [], 'write its keys as text, such as "K" or "ctrl+k, f8"'
    keys = [_key(each.strip()) for each in typed]
    for each, key in zip(typed, keys, strict=True):
        *modifiers, name = key.split("+")
        if not key or not set(modifiers) <= _MODIFIERS or not (name in _NAMED or _is_sign(name)):
            return [], f"{each.strip()!r} is no key; write K, f8, ctrl+k, shift+left or the like"
        if key == ALWAYS_QUITS:
            return [], f"{ALWAYS_QUITS} always leaves the program and can do nothing else"
    return keys, ""


def _key(typed: str) -> str:
    *modifiers, name = typed.split("+") if typed not in ("+", "") and not typed.endswith("++") else [typed]
    name = _character_to_key(name) if len(name) == 1 else name.lower()
    return "+".join([*(each.strip().lower() for each in modifiers), name])


def _is_sign(name: str) -> bool:
    return name in _SIGNS or (len(name) == 1 and name.isalnum())


def _clashes(taken: Mapping[str, str]) -> Iterable[str]:
    """Keys that two actions have where both can be meant, other than those that are so without the file."""
    usual = set(_shared({}))
    for key, actions in _shared(taken):
        if (key, actions) not in usual:
            yield f"{key} is the key of {' and of '.join(actions)}; where both work the nearer one has it"


def _shared(taken: Mapping[str, str]) -> Iterable[tuple[str, tuple[str, ...]]]:
    every = places()
    now = {
        place: {action: taken.get(action, keys) for action, (keys, _) in some.items()} for place, some in every.items()
    }
    always = now["everywhere"] | now["panes"]
    for place, some in now.items():
        together = some if place in ("everywhere", "panes") else always | some
        holders: dict[str, list[str]] = {}
        for action, keys in together.items():
            for key in keys.split(","):
                holders.setdefault(_key(key.strip()), []).append(action)
        for key, actions in holders.items():
            if len(actions) > 1 and set(actions) & set(some):
                yield key, tuple(actions)
