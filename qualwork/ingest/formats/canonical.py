"""Bytes to text, once: find the encoding, make line ends `\\n`, and change nothing else."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qualwork.model.errors import BadInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman")
_FEW = 0.05  # share of non-ASCII bytes below which a Western text is more likely than any other
_VERY_FEW = 3  # such characters say nothing to a statistic
_MANY = 0.3  # and above which it is no Western text
_USUAL = ("cp1254", "cp1250", "iso8859_2", "cp1251", "cp1253", "shift_jis", "euc_jp", "gb18030", "big5")
_SURE = 0.9  # share of non-ASCII characters that must stand where a writer puts them
_TIED = 0.02  # difference of charset-normalizer's mess ratio that says nothing
_SAMPLE = 64 * 1024
_CONTROL = bytes(sign for sign in range(32) if sign not in b"\t\n\v\f\r\x1b\x1d\x1e")
_CONTROL_SHARE = 0.01
_NEVER_IN_PROSE = frozenset("¤¦¨¬²³´¸¹÷ˆ˜ƒ†‡")
_JOINS_WORDS = frozenset("’‘–—-\xa0\xad·")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with `\\n` line ends, the encoding it was read as, and what the user should know about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, name: str = "") -> Decoded:
    """Decode a text file; raises BadInput, naming `name`, for binary data and for an encoding that does not fit."""
    try:
        return _decode(data, encoding)
    except BadInput as fault:
        raise BadInput(f"{name}: {fault.message}" if name else fault.message) from None


def _decode(data: bytes, encoding: str | None) -> Decoded:
    text, name, warnings = _detect(data) if encoding is None else (*_decode_as(data, encoding), ())
    if "\0" in text or _mostly_control(data, name):
        raise BadInput("looks like a binary file, not like text")
    return Decoded(line_ends(text), name, warnings)


def line_ends(text: str) -> str:
    """CRLF and lone CR become `\\n`; other separators (U+2028, form feeds) stay as they are."""
    if "\r" in text:
        return text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def clean(text: str) -> str:
    """Text that a reader made itself, with what no file may hold (NULs, lone surrogates) as U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return line_ends(text)


def _detect(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, "its byte order mark says so"), name, ()
    if b"\0" in data:
        name = _unmarked_utf16(data)
        return _strict(data, name, "every second byte is zero"), name, ()
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        name = _guess(data)
        text = _strict(data, name, "it looked most like that")
        line = next((line for line in text.split("\n") if not line.isascii()), "").strip()
        shown = line if len(line) <= 80 else line[:79] + "…"
        return text, name, (f"not UTF-8, read as {name}: is this line right? “{shown}” (--encoding changes it)",)


def _decode_as(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding)
        "".encode(encoding)  # refuses codecs that are no text encodings, such as base64
    except (LookupError, ValueError, UnicodeError):
        raise BadInput(f"unknown encoding {encoding!r}: try utf-8, cp1252, mac_roman or utf-16") from None
    for mark, name in _BOMS:
        family = known.name.removesuffix("-le").removesuffix("-be")
        if name.startswith(family) and data.startswith(mark):
            data, encoding = data[len(mark) :], name
            break
    return _strict(data, encoding, "--encoding says so"), known.name


def _strict(data: bytes, encoding: str, why: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise BadInput(f"line {line}: not valid {encoding} ({why}): name another with --encoding") from None
    except UnicodeError:
        raise BadInput(f"not valid {encoding} ({why}): name another with --encoding") from None


def _unmarked_utf16(data: bytes) -> str:
    even, odd, half = data[0::2].count(0), data[1::2].count(0), len(data) / 2
    if len(data) % 2 == 0:
        if odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le"
        if even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be"
    raise BadInput("looks like a binary file, not like text")


def _mostly_control(data: bytes, encoding: str) -> bool:
    wide = encoding.replace("_", "-").lower().startswith(("utf-16", "utf-32"))
    return not wide and len(data) - len(data.translate(None, _CONTROL)) > _CONTROL_SHARE * len(data)


def _guess(data: bytes) -> str:
    """The likeliest 8-bit or East Asian encoding of `data`, which is not UTF-8."""
    others = len(data.translate(None, bytes(range(128))))
    share = others / len(data)
    if share < _FEW or others <= _VERY_FEW:
        for name in _WESTERN:
            if _fits(data, name):
                return name
    return _ranked(data, _USUAL if share > _MANY else (*_WESTERN, *_USUAL))


def _ranked(data: bytes, usual: tuple[str, ...]) -> str:
    """charset-normalizer's best guess, except that it rates many encodings alike and then names a rare one."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(_telling_lines(data)))
    if not matches:
        return "cp1252" if _decodes(data, "cp1252") else "latin-1"
    best = matches[0]
    tied = [
        name
        for match in matches
        if match.chaos <= best.chaos + _TIED and match.coherence >= best.coherence - 0.15
        for name in (match.encoding, *match.could_be_from_charset)
    ]
    for name in (*usual, *tied):
        if name in tied and _decodes(data, name) and (name not in _WESTERN or _fits(data, name)):
            return name
    return best.encoding if _decodes(data, best.encoding) else "latin-1"


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _telling_lines(data: bytes) -> bytes:
    """The lines that hold other bytes than ASCII, up to a sample's length: the rest says nothing."""
    lines = (line for line in data.replace(b"\r", b"\n").split(b"\n") if not line.isascii())
    sample = b""
    for line in lines:
        sample += line[:_SAMPLE] + b"\n"
        if len(sample) > _SAMPLE:
            break
    return sample


def _fits(data: bytes, name: str) -> bool:
    """True where nearly every non-ASCII character stands where a writer would put it."""
    try:
        text = _telling_lines(data).decode(name)
    except UnicodeDecodeError:
        return False
    verdicts = list(_well_placed(text))
    return sum(verdicts) >= _SURE * len(verdicts)


def _well_placed(text: str) -> Iterator[bool]:
    for match in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = match.group(), match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if sign.isalpha():
            run = before.isalpha() and not before.isascii() and after.isalpha() and not after.isascii()
            yield not run and not (sign.isupper() and before.islower())
        else:
            inside = before.isalpha() and after.isalpha()
            yield sign not in _NEVER_IN_PROSE and (sign in _JOINS_WORDS or not inside)
