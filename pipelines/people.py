"""The people of one article as they are named: whom a pronoun, a bare name or a bare office means.

A pronoun means the last speaker named in this paragraph or the one before, and nobody where someone else was named
after. What is a name or an office is read in `speakers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.attribution import Claim, Sentence
from pipelines.speakers import Speaker, SpeakerReader, is_one, words_of_name

_RUN = re.compile(r"(?<![\w.])[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*")
_WORD = re.compile(r"[A-Z][\w'’.-]*")
_PLACED = re.compile(r"\b(?:di|ke|dari|desa|kelurahan|kecamatan|dusun|sungai|pulau)\s+$", re.I)


class _Heard(NamedTuple):
    sentence: Sentence
    paragraph: int
    speakers: tuple[Speaker, ...]
    """Those said to speak in it, and the one it begins with."""


class _Other(NamedTuple):
    """Somebody named who does not speak; a name without an office has none of the speaker's facts."""

    at: int
    speaker: Speaker | None


class People:
    """Whoever was named so far. Texts are only read again where a pronoun or a bare name asks for it."""

    def __init__(self, reader: SpeakerReader, opened: Callable[[Sentence], Iterable[int]]) -> None:
        """`opened`: where a sentence may begin with a person, its opening words passed over."""
        self._reader = reader
        self._opened = opened
        self._heard: list[_Heard] = []
        self._introduced = 0
        self._by_word: dict[str, Speaker | None] = {}
        """None: the word is of several people's names."""
        self._by_office: dict[str, Speaker | None] = {}

    def watch(self, sentence: Sentence, paragraph: int, claims: Sequence[Claim]) -> None:
        """Note who speaks in a sentence; `meant` is asked afterwards."""
        speakers = [known for claim in claims if claim.speaker and (known := self._known(claim.speaker))]
        for speaker in speakers:
            self._learn(speaker)
        self._heard.append(_Heard(sentence, paragraph, tuple(dict.fromkeys(speakers))))

    def meant(self, claim: Claim, paragraph: int) -> Speaker | None:
        """The speaker of a claim of the sentence watched last; None where the rules do not tell."""
        if claim.speaker:
            return self._known(claim.speaker)
        if not claim.is_pronoun:
            return None
        others: list[_Other] = []
        for heard in reversed(self._heard):
            if heard.paragraph < paragraph - 1:
                return None
            speakers = [one for one in self._speakers(heard) if one.start < claim.at]
            others += [other for other in self._others(heard.sentence, speakers) if other.at < claim.at]
            if speakers:
                last = max(speakers, key=lambda one: one.start)
                later = [other for other in others if other.at > last.start]
                return last if all(_is_same(other, last) for other in later) else None
        return None

    def add_aliases(self, speaker: Speaker, names: Iterable[str]) -> None:
        """Further names of somebody, as the catalogue has them."""
        for name in names:
            for word in words_of_name(name):
                self._by_word.setdefault(word, speaker)

    def _speakers(self, heard: _Heard) -> tuple[Speaker, ...]:
        """Who speaks in a sentence, else whom it begins with by name and office."""
        if heard.speakers:
            return heard.speakers
        for start in self._opened(heard.sentence):
            subject = self._reader.read(heard.sentence.masked, start, heard.sentence.end)
            known = self._known(subject) if subject else None
            if known and known.name and known.title:
                return (known,)
        return ()

    def _known(self, speaker: Speaker) -> Speaker | None:
        """The same with the office and full name said before; None for one word that names nobody introduced."""
        if speaker.name is not None and speaker.title is not None:
            return speaker
        if speaker.name is None and speaker.places:
            return speaker
        self._introduce()
        if speaker.name is None:
            known = self._by_office.get((speaker.office or "").lower())
            return replace(known, start=speaker.start, end=speaker.end) if known else speaker
        met = {id(found): found for word in words_of_name(speaker.name) if (found := self._by_word.get(word))}
        if len(met) == 1:
            return replace(next(iter(met.values())), start=speaker.start, end=speaker.end)
        return speaker if not met and self._reader.is_full_name(speaker.name) else None

    def _introduce(self) -> None:
        """Learn who was named with an office in the sentences so far."""
        while self._introduced < len(self._heard):
            heard = self._heard[self._introduced]
            self._introduced += 1
            for word in _WORD.finditer(heard.sentence.masked, heard.sentence.start, heard.sentence.end):
                if self._reader.is_title(word[0]):
                    speaker = self._reader.read(heard.sentence.masked, word.start(), heard.sentence.end)
                    self._learn(speaker)

    def _learn(self, speaker: Speaker | None) -> None:
        if speaker is None or speaker.name is None:
            return
        for word in words_of_name(speaker.name):
            known = self._by_word.setdefault(word, speaker)
            if known is None or not is_one(known, speaker):
                self._by_word[word] = None
            elif len(speaker.name) > len(known.name or "") and speaker.office:
                self._by_word[word] = speaker
        if speaker.office and speaker.title:
            for term in speaker.title.terms:
                met = self._by_office.setdefault(term, speaker)
                if met is None or not is_one(met, speaker):
                    self._by_office[term] = None

    def _others(self, sentence: Sentence, speakers: Sequence[Speaker]) -> Iterator[_Other]:
        """People named who do not speak: offices with or without a name, and names without an office."""
        for run in _RUN.finditer(sentence.masked, sentence.start, sentence.end):
            end = -1
            for word in _WORD.finditer(sentence.masked, run.start(), run.end()):
                at = word.start()
                if at < end or any(speaker.start <= at < speaker.end for speaker in speakers):
                    continue
                is_title = self._reader.is_title(word[0])
                if not is_title and not self._is_stranger(sentence, at, run.end()):
                    end = run.end() if self._names_a_thing(sentence, word) else end
                    continue
                found = self._reader.read(sentence.masked, at, sentence.end if is_title else run.end())
                end = found.end if found else run.end()
                if found or not is_title:
                    yield _Other(at, found)

    def _names_a_thing(self, sentence: Sentence, word: re.Match[str]) -> bool:
        """Whether a run of capitals from here on is a body or building ("Hotel Air Baru"), no name after "Ketika"."""
        is_first = not sentence.masked[sentence.start : word.start()].strip()
        low = word[0].lower().rstrip(".")
        return low in self._reader.names.bodies or (not is_first and not self._reader.names.can_begin(word[0]))

    def _is_stranger(self, sentence: Sentence, at: int, end: int) -> bool:
        """A name met before, or two capitalised words and more that are neither a place nor of a body's name."""
        words = [word.strip(",.") for word in sentence.masked[at:end].split()]
        if words[0].lower() in self._by_word:
            return True
        if len(words) < 2 or _PLACED.search(sentence.masked, max(0, at - 12), at):
            return False
        is_name = all(word.isalpha() and self._reader.names.can_begin(word) for word in words)
        return is_name and not self._reader.places.has_place(sentence.masked[at:end])


def _is_same(other: _Other, speaker: Speaker) -> bool:
    return other.speaker is not None and is_one(other.speaker, speaker)
