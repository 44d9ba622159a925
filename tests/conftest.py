"""What every test has: no network, the shared data where there are any, golden screens, slow runs on demand only."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
# How long an example takes says more of the machine than of the code.
settings.register_profile("qualwork", deadline=None)
settings.load_profile("qualwork")

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "tests" / "screens"


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--slow` and `--update-screens`."""
    parser.addoption("--slow", action="store_true", help="also run the tests marked slow")
    parser.addoption(
        "--update-screens", action="store_true", help="write the golden screens anew; then look at the diff"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the tests marked slow unless they were asked for."""
    if config.getoption("--slow"):
        return
    skip = pytest.mark.skip(reason="slow; run it with --slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interviews are confidential: a connection, or looking a host up, is an error; sockets of this machine are not."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse(target: object) -> None:
        raise NetworkBlocked(f"no network in the tests: {target!r}")

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                refuse(address)
            return original(self, address)

        return call

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **_: refuse(arguments))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real interviews beside the repository; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: real interviews are not part of the project")
    return folder


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a screen's text with `tests/screens/NAME.txt`, or write it there with `--update-screens`."""

    def check(name: str, text: str) -> None:
        path = SCREENS / f"{name}.txt"
        if request.config.getoption("--update-screens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
            return
        assert path.is_file(), f"{path} is missing: look at the screen, then run pytest with --update-screens"
        assert text + "\n" == path.read_text(encoding="utf-8")

    return check
