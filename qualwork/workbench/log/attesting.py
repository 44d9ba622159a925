"""The head of the log put beyond the reach of who keeps the file: signed by a coder's own key, or stamped with a time.

A signature is made by `ssh-keygen -Y` with a key of one's own. A stamp begins as a request of RFC 3161, made without a
network: it holds the head's hash and nothing of the study. A time-stamping authority answers it wherever one likes.
"""

from __future__ import annotations

import re
import secrets
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualwork.export.write import write_atomically
from qualwork.model.decision import Problem, Verification
from qualwork.model.errors import BadInput
from qualwork.project.log import history
from qualwork.project.rows import study
from qualwork.project.store.decisions import Project
from qualwork.workbench.log import auditing

_NAMESPACE = "qualwork"
_SECONDS = 120
# DER of the algorithm SHA-256, with the parameters NULL or none, and of the type of a time stamp's content.
_SHA256 = bytes.fromhex("0609608648016503040201")
_IMPRINT = re.compile(
    rb"\x30[\x2f\x31]\x30[\x0b\x0d]" + re.escape(_SHA256) + rb"(?:\x05\x00)?\x04\x20(.{32})", re.DOTALL
)
_STAMP = bytes.fromhex("060b2a864886f70d0109100104")
_TIME = re.compile(rb"\x18[\x0f-\x17](\d{14}(?:\.\d+)?Z)")
_MESSAGE = re.compile(r"qualwork head\nstudy (\S+)\ndecision (\d+)\nhead ([0-9a-f]{64})\n\Z")


@dataclass(frozen=True, slots=True)
class Attested:
    """What somebody vouches for: a head, in words by whom or when, and what is wrong with it."""

    head: str
    line: str
    problems: tuple[Problem, ...] = ()


def sign(project: Project, key: Path, out: Path) -> tuple[Path, ...]:
    """Write the head of the log to a file, and its signature beside it; raises BadInput where the key cannot sign."""
    last = auditing.head(project)
    assert last is not None
    message = f"qualwork head\nstudy {_guid(project)}\ndecision {last.number}\nhead {last.hash}\n".encode()
    made = _run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE], message)
    if made.returncode or b"BEGIN SSH SIGNATURE" not in made.stdout:
        raise BadInput(f"{key}: cannot sign: {_last_line(made)}; name a key made by ssh-keygen")
    beside = out.with_name(f"{out.name}.sig")
    write_atomically(out, message)
    write_atomically(beside, made.stdout)
    return out, beside


def check_signed(project: Project, path: Path, signers: Path | None = None) -> Attested:
    """Hold a signed head against the log; `signers` (as for `ssh-keygen -Y verify`) says whose key is whose."""
    message = _read(path)
    found = _MESSAGE.match(message.decode(errors="replace"))
    if found is None:
        raise BadInput(f"{path}: is no head that `audit sign` wrote")
    guid, number, head = found.groups()
    beside = path.with_name(f"{path.name}.sig")
    _read(beside)
    line, problems = _signer(message, beside, signers)
    if guid != _guid(project):
        problems.append(Problem(0, f"{path} is about another study"))
    problems += _unless_known(project, head, str(path))
    return Attested(head, f"decision {number}, head {head}: {line}", tuple(problems))


def _signer(message: bytes, beside: Path, signers: Path | None) -> tuple[str, list[Problem]]:
    check = ["ssh-keygen", "-Y", "check-novalidate", "-n", _NAMESPACE, "-s", str(beside)]
    if signers is not None:
        _read(signers)
        who = _run(["ssh-keygen", "-Y", "find-principals", "-s", str(beside), "-f", str(signers)], b"")
        name = who.stdout.decode(errors="replace").strip().splitlines()
        if who.returncode or not name:
            return "signed by an unknown key", [Problem(0, f"{beside}: its key is none of {signers}")]
        check = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", name[0], "-n", _NAMESPACE, "-s", str(beside)]
    made = _run(check, message)
    if made.returncode:
        return "not signed", [Problem(0, f"{beside}: the signature does not fit: {_last_line(made)}")]
    return made.stdout.decode(errors="replace").strip() or "signed", []


def stamp(project: Project, out: Path) -> Path:
    """Write a request for a time stamp on the head of the log (RFC 3161), for an authority to answer."""
    last = auditing.head(project)
    assert last is not None
    algorithm = _der(0x30, _SHA256 + _der(0x05, b""))
    imprint = _der(0x30, algorithm + _der(0x04, bytes.fromhex(last.hash)))
    nonce = _der(0x02, b"\x01" + secrets.token_bytes(8))
    write_atomically(out, _der(0x30, _der(0x02, b"\x01") + imprint + nonce + _der(0x01, b"\xff")))
    return out


def check_stamp(project: Project, path: Path, authorities: Path | None = None) -> Attested:
    """Hold a time stamp against the log; `authorities` is a PEM file by which the stamp itself is checked (openssl)."""
    data = _read(path)
    start = data.find(_STAMP)
    found = _IMPRINT.search(data, start) if start >= 0 else None
    if found is None:
        raise BadInput(f"{path}: holds no time stamp over SHA-256; give the answer to what `audit stamp` wrote")
    head = found[1].hex()
    when = _TIME.search(data, found.end())
    line = f"head {head}: stamped {when[1].decode() if when else 'at no time that could be read'}"
    problems = _unless_known(project, head, str(path))
    if authorities is None:
        return Attested(head, f"{line}; who stamped it was not checked (--ca FILE)", tuple(problems))
    _read(authorities)
    check = ["openssl", "ts", "-verify", "-digest", head, "-in", str(path), "-CAfile", str(authorities)]
    made = _run(check, b"")
    if made.returncode:
        problems.append(Problem(0, f"{path}: the stamp is of none of these authorities: {_last_line(made)}"))
        return Attested(head, line, tuple(problems))
    return Attested(head, f"{line}, by an authority of {authorities}", tuple(problems))


def joined(found: Verification, attested: Sequence[Attested]) -> Verification:
    """A verification with what is wrong with what somebody vouched for."""
    problems = (*found.problems, *(problem for each in attested for problem in each.problems))
    return replace(found, ok=not problems, problems=problems)


def _unless_known(project: Project, head: str, where: str) -> list[Problem]:
    with project.read() as session:
        if history.holds(session, head):
            return []
    return [Problem(0, f"the head of {where} is not in this chain: decisions after or before it were cut or replaced")]


def _guid(project: Project) -> str:
    with project.read() as session:
        return study.guid(session)


def _der(tag: int, content: bytes) -> bytes:
    """A value in DER; all of ours are short."""
    assert len(content) < 128
    return bytes([tag, len(content)]) + content


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read ({fault.strerror})") from None


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=_SECONDS)
    except FileNotFoundError:
        raise BadInput(f"{command[0]} is not on this machine; install it, or do this on another one") from None
    except subprocess.TimeoutExpired:
        raise BadInput(f"{command[0]} did not answer in {_SECONDS} seconds; nothing was changed") from None


def _last_line(made: subprocess.CompletedProcess[bytes]) -> str:
    lines = (made.stderr or made.stdout).decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit {made.returncode}"
