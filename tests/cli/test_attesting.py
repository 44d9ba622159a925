"""A head signed by a key of one's own or stamped by an authority, and held against the file later."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Qualwork

AUTHORITY = """
[tsa]
default_tsa = mine
[mine]
serial = {folder}/serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
[ext]
extendedKeyUsage = critical,timeStamping
"""


def run(*command: str) -> None:
    """Run another program, which must be here."""
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not on this machine")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key of one's own, and who has it."""
    key = tmp_path / "key"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key))
    (tmp_path / "signers").write_text(f"ann@example.org {(tmp_path / 'key.pub').read_text()}")
    return key


def test_a_signed_head_is_held_against_the_file_later(
    qualwork: Qualwork, study: Path, key: Path, tmp_path: Path
) -> None:
    signed, signers = tmp_path / "head.txt", tmp_path / "signers"
    assert qualwork("audit", "sign", "--key", key, "-o", signed).code == 0
    assert qualwork("codes", "add", "later").code == 0
    for more in ([], ["--signers", signers]):
        found = qualwork("audit", "verify", "--signed", signed, *more)
        assert found.code == 0, found.out
        assert 'Good "qualwork" signature' in found.out
    assert "for ann@example.org" in found.out
    # Somebody else's key, another head, another text under the signature.
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(tmp_path / "other"))
    signers.write_text(f"bob@example.org {(tmp_path / 'other.pub').read_text()}")
    unknown = qualwork("audit", "verify", "--signed", signed, "--signers", signers)
    assert (unknown.code, "is none of" in unknown.out) == (1, True)
    text = signed.read_text()
    head = text.split()[-1]
    signed.write_text(text.replace(head, head[::-1]))
    forged = qualwork("audit", "verify", "--signed", signed)
    assert forged.code == 1
    assert "the signature does not fit" in forged.out
    assert "is not in this chain" in forged.out


def test_a_signed_head_tells_a_rewritten_file(qualwork: Qualwork, study: Path, key: Path, tmp_path: Path) -> None:
    signed = tmp_path / "head.txt"
    kept = qualwork("backup", "--json").json["backup"]
    assert qualwork("codes", "add", "what was decided").code == 0
    assert qualwork("audit", "sign", "--key", key, "-o", signed).code == 0
    assert qualwork("restore", kept, "--yes").code == 0
    assert qualwork("codes", "add", "what is said to have been").code == 0
    found = qualwork("audit", "verify", "--signed", signed)
    assert (found.code, "is not in this chain" in found.out) == (1, True)


def test_what_cannot_be_signed_or_read_is_one_line(qualwork: Qualwork, study: Path, tmp_path: Path) -> None:
    for arguments in (
        ["audit", "sign", "--key", tmp_path / "none", "-o", tmp_path / "head.txt"],
        ["audit", "verify", "--signed", study],
        ["audit", "verify", "--signed", tmp_path / "none"],
        ["audit", "verify", "--stamp", study],
    ):
        result = qualwork(*arguments)
        assert (result.code, len(result.err.splitlines())) == (2, 1), arguments
    assert not (tmp_path / "head.txt").exists()


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A time-stamping authority of one's own: its configuration, key and certificate."""
    folder = tmp_path / "authority"
    folder.mkdir()
    (folder / "config").write_text(AUTHORITY.format(folder=folder))
    (folder / "serial").write_text("01\n")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=mine"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "ca.pem")]
    run(*make, *files, "-addext", "extendedKeyUsage=critical,timeStamping")
    return folder


def test_a_stamp_is_asked_for_offline_and_checked_later(
    qualwork: Qualwork, study: Path, authority: Path, tmp_path: Path
) -> None:
    asked, answer = tmp_path / "head.tsq", tmp_path / "head.tsr"
    assert qualwork("audit", "stamp", "-o", asked).code == 0
    reply = ["openssl", "ts", "-reply", "-config", str(authority / "config"), "-queryfile", str(asked)]
    with_key = ["-signer", str(authority / "ca.pem"), "-inkey", str(authority / "key.pem"), "-out", str(answer)]
    run(*reply, *with_key)
    assert qualwork("codes", "add", "later").code == 0
    plain = qualwork("audit", "verify", "--stamp", answer)
    assert (plain.code, "who stamped it was not checked" in plain.out) == (0, True)
    checked = qualwork("audit", "verify", "--stamp", answer, "--ca", authority / "ca.pem")
    assert checked.code == 0, checked.out
    assert "stamped 20" in checked.out
    # An answer that was changed, and the certificate of somebody else.
    answer.write_bytes(answer.read_bytes()[:-1] + b"\x00")
    changed = qualwork("audit", "verify", "--stamp", answer, "--ca", authority / "ca.pem")
    assert (changed.code, "of none of these authorities" in changed.out) == (1, True)
