"""The people of one article as they are named: whom a pronoun, a bare name or a bare office means.

A pronoun means the last speaker named in this paragraph or the one before, and nobody where someone else was named
after. What is a name or an office is read in `speakers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pipelines.attribution import Attribution, Claim, Sentence
from pipelines.speakers import Speaker, SpeakerReader
from pipelines.tag.matcher import fold

_CAPITALISED = re.compile(r"(?<![\w.])[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)*")
_PLACED = re.compile(r"\b(?:di|ke|dari|desa|kelurahan|kecamatan|dusun|sungai|pulau)\s+$", re.I)


class _Named(NamedTuple):
    at: int
    paragraph: int
    speaker: Speaker | None
    """None: somebody who does not speak."""


class People:
    """Whoever was named so far."""

    def __init__(self, reader: SpeakerReader) -> None:
        self._reader = reader
        self._named: list[_Named] = []
        self._by_word: dict[str, Speaker | None] = {}
        """None: the word is of several people's names."""
        self._by_office: dict[str, Speaker | None] = {}

    def watch(self, sentence: Sentence, paragraph: int, claims: Sequence[Claim], attribution: Attribution) -> None:
        """Note who is named in a sentence, speakers and others, in the order of the words."""
        named = [(claim.speaker.start, self._known(claim.speaker)) for claim in claims if claim.speaker]
        subject = None if named else attribution.subject(sentence)
        if subject and (known := self._known(subject)) and known.name:
            named.append((subject.start, known))
        taken = [(speaker.start, speaker.end) for _, speaker in named if speaker]
        found = [_Named(at, paragraph, speaker) for at, speaker in named]
        for at, other in self._others(sentence, taken):
            self._learn(other)
            if not self._is_same(other, [speaker for _, speaker in named] + [self._last_speaker()]):
                found.append(_Named(at, paragraph, None))
        for _, speaker in named:
            self._learn(speaker)
        self._named += sorted(dict.fromkeys(found), key=lambda one: one.at)

    def meant(self, claim: Claim, paragraph: int) -> Speaker | None:
        """The speaker of a claim; None where the rules do not tell."""
        if claim.speaker:
            return self._known(claim.speaker)
        if not claim.is_pronoun:
            return None
        before = [one for one in self._named if one.at < claim.at]
        last = before[-1] if before else None
        return last.speaker if last and last.paragraph >= paragraph - 1 else None

    def add_aliases(self, speaker: Speaker, names: Iterable[str]) -> None:
        """Further names of somebody, as the catalogue has them."""
        for name in names:
            for word in _words(name):
                self._by_word.setdefault(word, speaker)

    def _known(self, speaker: Speaker | None) -> Speaker | None:
        """The same with the office and full name said before; None for one word that names nobody introduced."""
        if speaker is None:
            return None
        if speaker.name is None:
            known = None if speaker.places else self._by_office.get(fold(speaker.office or ""))
            return replace(known, start=speaker.start, end=speaker.end) if known else speaker
        if speaker.title is not None:
            return speaker
        met = {id(found): found for word in _words(speaker.name) if (found := self._by_word.get(word))}
        if len(met) == 1:
            known = next(iter(met.values()))
            return replace(known, start=speaker.start, end=speaker.end)
        return speaker if " " in speaker.name and not met else None

    def _learn(self, speaker: Speaker | None) -> None:
        if speaker is None or speaker.name is None:
            return
        for word in _words(speaker.name):
            known = self._by_word.setdefault(word, speaker)
            if known is None or not _is_one(known, speaker):
                self._by_word[word] = None
            elif len(speaker.name) > len(known.name or "") and speaker.office:
                self._by_word[word] = speaker
        if speaker.office and speaker.title:
            for term in speaker.title.terms:
                known = self._by_office.setdefault(term, speaker)
                if known is None or not _is_one(known, speaker):
                    self._by_office[term] = None

    def _last_speaker(self) -> Speaker | None:
        return self._named[-1].speaker if self._named else None

    def _is_same(self, other: Speaker | None, speakers: Iterable[Speaker | None]) -> bool:
        return other is not None and any(speaker is not None and _is_one(other, speaker) for speaker in speakers)

    def _others(self, sentence: Sentence, taken: list[tuple[int, int]]) -> Iterator[tuple[int, Speaker | None]]:
        """People named who do not speak: offices with or without a name, and names without an office."""
        for match in _CAPITALISED.finditer(sentence.masked, sentence.start, sentence.end):
            for at in _word_starts(match):
                if any(start <= at < end for start, end in taken):
                    continue
                word = sentence.masked[at : match.end()].split()[0]
                if word.lower() in self._reader.title_words:
                    if other := self._reader.read(sentence.masked, at, sentence.end):
                        taken.append((other.start, other.end))
                        yield at, other
                elif self._is_stranger(sentence, at, match.end()):
                    taken.append((at, match.end()))
                    yield at, self._reader.read(sentence.masked, at, match.end())

    def _is_stranger(self, sentence: Sentence, at: int, end: int) -> bool:
        """Two capitalised words and more that are neither a place nor of the name of a body, or a name met before."""
        words = [word.strip(",.") for word in sentence.masked[at:end].split()]
        if any(word.lower() in self._by_word for word in words):
            return True
        if len(words) < 2 or _PLACED.search(sentence.masked, max(0, at - 12), at):
            return False
        is_name = all(self._reader.names.can_begin(word) and word.isalpha() for word in words)
        return is_name and not self._reader.has_place(sentence.masked[at:end])


def _word_starts(match: re.Match[str]) -> Iterator[int]:
    """Where the words of a run of capitalised words begin."""
    return (match.start() + word.start() for word in re.finditer(r"\S+", match[0]))


def _words(name: str) -> list[str]:
    return [word for word in (part.strip(".") for part in fold(name).split()) if len(word) > 2]


def _is_one(one: Speaker, other: Speaker) -> bool:
    """Whether two are the same person: one's name is part of the other's, or the same office without a name."""
    if one.name is None or other.name is None:
        return one.office is not None and other.title is not None and fold(one.office) in other.title.terms
    mine, hers = set(_words(one.name)), set(_words(other.name))
    return bool(mine) and (mine <= hers or hers <= mine)
