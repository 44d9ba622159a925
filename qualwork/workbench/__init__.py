"""The use cases: one API for the terminal interface, the command line and Python programs.

`from qualwork import workbench` gives every file of this folder as an attribute, loaded when it is first used:
`project = workbench.projects.open_project(path)`, `workbench.coding.apply(project, "trust", "P1", quote="...")`.
"""

from __future__ import annotations

import importlib
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as missing:
        if missing.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
