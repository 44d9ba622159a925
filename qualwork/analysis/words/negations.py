"""Words that turn a sentence round."""

from __future__ import annotations

from qualwork.model.units import fold

_NEGATIONS = frozenset(
    str.split(
        "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely dont didnt doesnt "
        "isnt wasnt wont wouldnt couldnt shouldnt cant aint unable "
        "nicht kein keine keinen keinem keiner keines nie niemals niemand nichts weder ohne "
        "pas jamais rien personne aucun aucune sans "
        "nunca nada nadie ningún ninguna tampoco "
        "não nenhum nenhuma ninguém sem "
        "mai niente nessuno nessuna senza neanche "
        "niet geen nooit niemand niets zonder"
    )
)


def negation_in(text: str) -> bool:
    """True where a word of the text is a negation, contracted or not."""
    words = "".join(sign if sign.isalnum() or sign == "'" else " " for sign in fold(text)).split()
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)
