"""No class stands on a tower of others: what it does is then found in it, or in an object that it owns."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import qualwork

MOST_ABOVE = 3
NOT_IMPORTED = ("__main__", "migrations.env")
"""Modules that run something when they are imported."""


def above(one: type) -> int:
    """How many classes of ours stand above one, along its longest line."""
    return max((1 + above(base) for base in one.__bases__ if base.__module__.startswith("qualwork.")), default=0)


def test_no_class_has_more_than_three_of_ours_above_it() -> None:
    names = [each.name for each in pkgutil.walk_packages(qualwork.__path__, "qualwork.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith(NOT_IMPORTED)]
    classes = {one for module in modules for _, one in inspect.getmembers(module, inspect.isclass)}
    ours = {one for one in classes if one.__module__.startswith("qualwork.")}
    assert len(ours) > 100
    assert {one.__qualname__: above(one) for one in ours if above(one) > MOST_ABOVE} == {}
