"""Whom a brief quotes for a story: somebody named beside a quotation, else beside a statement, as stored with the tags.

Who says what is found by `pipelines/quotes.py`; here is only which quote is shown and how much of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from serving.brief.leads import cut, sentences
from serving.brief.parts import Voice
from serving.brief.rows import Said

SAID_CHARACTERS = 280
_TELLING = 2
"""So many words at the end of a quote tell its sentence from others."""


def find_voice(body: str, said: Sequence[Said]) -> Voice | None:
    """A quotation with its speaker, else a statement with one; None where no sentence of the body holds both."""
    direct = (one for one in said if one.is_direct)
    reported = (one for one in said if not one.is_direct)
    return _first(body, direct) or _first(body, reported)


def _first(body: str, said: Iterable[Said]) -> Voice | None:
    return next((voice for one in said if (voice := _voice(body, one))), None)


def _voice(body: str, said: Said) -> Voice | None:
    """The sentence in which the speaker stands; what is cut off behind her is no loss, she herself would be."""
    words = said.words.split()
    ends = " ".join(words[:_TELLING]), " ".join(words[-_TELLING:])
    for sentence in sentences(body):
        if said.who in sentence and any(end in sentence for end in ends):
            shown = cut(_with_opening_quote(sentence), SAID_CHARACTERS)
            return Voice(said.who, shown) if said.who in shown else None
    return None


def _with_opening_quote(sentence: str) -> str:
    """A quotation of several sentences was opened in one before; "… " says that it began earlier."""
    if sentence.count('"') % 2:
        return f'"… {sentence}'
    return f"“… {sentence}" if sentence.count("”") > sentence.count("“") else sentence
