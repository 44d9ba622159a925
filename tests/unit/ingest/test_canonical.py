"""Decoding: found or told encodings, line ends, and nothing else changed."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualwork.ingest.formats.canonical import clean, decode
from qualwork.model.errors import BadInput

ENGLISH = "Interviewer: How did it feel?\nRosa: It’s hard – I couldn’t “breathe”… it cost £50, a café thing.\n"
any_text = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=200)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + ENGLISH.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == (ENGLISH, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_recognised(encoding: str) -> None:
    assert decode(("P1: I felt safe.\n" * 5).encode(encoding)).encoding == encoding


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Anna: L’été dernier, j’étais très fatiguée ; ça m’a coûté, où étais-tu ?\n",
        "Anna: Ich fühlte mich sicher, weil die Gruppe schön groß war – „wirklich“.\n",
        "Ana: ¿Cómo estás? Mañana será más fácil, ¡seguro!\n",
        "P: It’s fine\n" + "I was there and so on.\n" * 50,
    ],
)
def test_western_text_is_read_as_it_was_written(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Анна: Я чувствовала себя в безопасности, потому что группа была рядом.\n" * 4),
        ("koi8_r", "Анна: Я чувствовала себя в безопасности, потому что группа была рядом.\n" * 4),
        ("cp1250", "Anna: Czułam się bezpieczna, więc zaczęłam oddychać. Źdźbło, łąka.\n" * 4),
        ("shift_jis", "アンナ：グループがあったので安心しました。息ができました。\n" * 4),
    ],
)
def test_other_scripts_are_not_mistaken_for_western_text(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_guessed_encoding_is_named_with_the_first_line_that_shows_it() -> None:
    (warning,) = decode("plain\nIt’s here\n".encode("cp1252")).warnings
    assert "cp1252" in warning and "It’s here" in warning and "--encoding" in warning


def test_line_ends_become_newlines_and_other_separators_stay() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd").text == "a\nb\nc\n\nd"
    kept = "a\u2028b\x0bc\x0cd\x85e\u2029f\n"
    assert decode(kept.encode()).text == kept


@settings(deadline=None)
@given(text=any_text, encoding=st.sampled_from(["utf-8", "utf-16", "utf-32", "utf-8-sig"]))
def test_decoding_gives_back_what_was_encoded(text: str, encoding: str) -> None:
    visible = text.lstrip("\ufeff")
    if visible.strip() and sum(sign < " " for sign in visible) == 0:
        assert decode(visible.encode(encoding), encoding).text == visible


@settings(deadline=None)
@given(text=any_text)
def test_unmarked_utf8_is_never_changed(text: str) -> None:
    if sum(sign < " " and sign not in "\n\t" for sign in text) == 0 and not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"abc\0def", bytes(range(1, 32)) * 20])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        decode(data)


def test_a_told_encoding_is_used_and_a_wrong_one_names_the_line() -> None:
    assert decode("£5\n".encode("cp1252"), "cp1252").text == "£5\n"
    with pytest.raises(BadInput, match="line 2"):
        decode(b"ok\n\xa35\n", "utf-8")
    for nonsense in ("no-such", "base64", "rot13", "utf-8\n\0"):
        with pytest.raises(BadInput, match="unknown encoding"):
            decode(b"abc", nonsense)


def test_errors_name_the_file_when_it_is_told() -> None:
    with pytest.raises(BadInput, match=r"^notes\.txt: "):
        decode(b"a\0b", name="notes.txt")


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=50))
def test_text_made_by_a_reader_can_always_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert "\0" not in cleaned and "\r" not in cleaned
    cleaned.encode("utf-8")
