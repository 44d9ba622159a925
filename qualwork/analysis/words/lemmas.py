"""Lemmas of words, by a language model of spaCy where one is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from qualwork.model.errors import BadInput

Lemmas = list[frozenset[str]]
_CLASSES = ("NOUN", "VERB", "ADJ", "ADV")
# "going" comes from "go", but "bed" not from "be".
_AFTER_TWO_LETTERS = ("ing", "es")
_UNNEEDED = ("parser", "ner", "senter")


def has_model(language: str) -> bool:
    """Whether a model of that language is installed."""
    return _model_name(language) is not None


@cache
def lemmatizer(language: str) -> Callable[[Sequence[str]], Lemmas]:
    """Gives each of some forms the lemmas it may have as a noun, verb, adjective or adverb; itself where it has none.

    Raises BadInput where no model of the language is installed.
    """
    name = _model_name(language)
    if name is None:
        how = "pip install 'qualwork[en]'" if language == "en" else "see spacy.io/models"
        raise BadInput(
            f"lemma: needs a spaCy model of language {language!r}, and none is installed ({how}); "
            "without one, name the forms, or use a wildcard such as breath*"
        )
    import spacy

    pipeline = spacy.load(name, exclude=list(_UNNEEDED))
    found = pipeline.get_pipe("lemmatizer") if pipeline.has_pipe("lemmatizer") else None
    if getattr(found, "mode", "") == "rule":
        return lambda forms: _by_rule(pipeline, found, forms)
    return lambda forms: [frozenset({_folded(doc)}) for doc in pipeline.pipe(forms)]


def _model_name(language: str) -> str | None:
    from importlib.metadata import entry_points

    names = sorted(each.name for each in entry_points(group="spacy_models"))
    mine = [name for name in names if name.startswith(f"{language}_")]
    return next((name for name in mine if name == f"{language}_core_web_sm"), mine[0] if mine else None)


def _by_rule(pipeline: Any, lemmas: Any, forms: Sequence[str]) -> Lemmas:
    """The rules ask for the class of a word, which a form alone does not tell: so each class is tried."""
    # A list makes each look-up linear: 9 seconds for 44,000 forms, 0.3 with sets.
    index = lemmas.lookups.get_table("lemma_index")
    for kind in list(index):
        index[kind] = set(index[kind])
    odd = lemmas.lookups.get_table("lemma_exc")
    found = []
    for form in forms:
        token = pipeline.make_doc(form)[0]
        mine = set()
        for kind in _CLASSES:
            token.pos_ = kind
            base = {lemma.lower() for lemma in lemmas.rule_lemmatize(token)} & index[kind.lower()]
            irregular = form in odd[kind.lower()] or form.endswith(_AFTER_TWO_LETTERS)
            mine |= {lemma for lemma in base if irregular or len(lemma) > 2 or lemma == form}
        found.append(frozenset(mine or {form}))
    return found


def _folded(doc: Any) -> str:
    return str(doc[:1].lemma_ or doc.text).lower()
