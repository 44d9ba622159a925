"""A headless Chromium, spoken to over a pipe: no port, no driver."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 60.0  # seconds
# Chromium listens on the descriptor 3 and answers on 4.
_LAUNCHER = """\
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 20) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def program() -> str | None:
    """The browser on this machine, if there is one."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


class Browser:
    """One page in a browser of its own, whose profile lies in a folder."""

    def __init__(self, folder: Path) -> None:
        browser = program()
        assert browser is not None
        inward, self._to = os.pipe()
        self._from, outward = os.pipe()
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}")
        command = [sys.executable, "-c", _LAUNCHER, str(inward), str(outward), browser, *flags]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-pipe"],
            pass_fds=(inward, outward),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(inward)
        os.close(outward)
        self._rest = b""
        self._number = 0
        self._session = ""

    def open(self, path: Path) -> None:
        """Show a file and wait until it is there."""
        target = self._send("Target.createTarget", url=path.as_uri())["targetId"]
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        end = time.monotonic() + _PATIENCE
        # In one question: between two the empty page may give way to this one.
        while not self.run("location.protocol == 'file:' && document.readyState == 'complete'"):
            assert time.monotonic() < end, "the page did not come"
            time.sleep(0.05)

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self._send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def close(self) -> None:
        """Leave, and wait until it has gone."""
        os.close(self._to)
        self._process.wait(_PATIENCE)
        os.close(self._from)

    def _send(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return dict(answer["result"])

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._from, 1 << 16)
            assert more, "the browser has gone"
            self._rest += more
        answer, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(answer))
