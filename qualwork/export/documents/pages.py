"""HTML pages from our templates: self-contained, and whatever is filled in can be neither markup nor script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, **values: Any) -> bytes:
    """The page that a template makes of values."""
    return (_rooms().get_template(template).render(**values) + "\n").encode()


def source(template: str) -> str:
    """The text of a template, for what is hashed or filled in whole."""
    rooms = _rooms()
    assert rooms.loader is not None
    return rooms.loader.get_source(rooms, template)[0]


@cache
def _rooms() -> Environment:
    from jinja2 import Environment, PackageLoader

    loader = PackageLoader("qualwork.export", "templates")
    return Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
