"""Transcripts that hypothesis makes up: any text, cut into turns anywhere."""

from __future__ import annotations

from hypothesis import strategies as st

from qualwork.model.transcript import Turn

_PIECES = [
    *["a", "word", "it's", "self-report", "so—then", "a very long word indeed", ".", "Ben: ", "[laughs]"],
    *[" ", "  ", "\n", "\n\n", "\n \n", "\t", "\u3000", "\u00a0", "\u200b", "\x85", "\u2028"],
    *["日本語", "、", "（", "한국", "ไทย", "שלום", "مرحبا", "é", "e\u0301", "\u0301", "\u0928\u0940"],
    *["😀", "👍🏽", "👩‍👩‍👧", "❤️", "1️⃣", "🇩🇪", "🇩", "\u200d", "\ufe0f", "\u00ad", "\u202e", "\ufeff"],
    *["\x1b[31m", "\x00", "\ud800"],
]

texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=8)), max_size=40).map("".join)
widths = st.integers(min_value=1, max_value=60)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, tuple[Turn, ...]]:
    """Any text with turns that tile it; some have labels, some no speaker, some asides."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=6))) if len(text) > 1 else []
    turns = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        if start == end:
            continue
        speaker = draw(st.sampled_from([None, "Ben", "Ana María"]))
        speech = end if speaker is None else draw(st.integers(start, end))
        edges = sorted(draw(st.sets(st.integers(speech, end), max_size=2)))
        asides = ((edges[0], edges[1]),) if len(edges) == 2 else ()
        turns.append(Turn(start, end, speech, speaker, None, None, asides))
    return text, tuple(turns)
