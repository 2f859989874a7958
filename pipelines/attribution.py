"""Who says what in one sentence: patterns of press style around verbs of saying.

`"...," kata X` and `X mengatakan ...` and `Menurut X, ...` and `... , ujar X`. Sentences are looked at one by one; who
is meant by a pronoun and whether a lone quotation goes on is decided in `quotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from models.speech import Speech
from pipelines.quotations import Quotation
from pipelines.speakers import Speaker, SpeakerReader

_FEWEST_WORDS = 3
"""Shorter ones are words set apart ("pintar"), not quotations."""
_LONGEST_OPENING = 90
_WORDS = re.compile(r"[a-z]+")
_SPACES = re.compile(r"\s*")
_COMMA = re.compile(r"\s*,\s*")
_LINK = re.compile(r"\s*[,:]?\s*(?:bahwa|bahwasanya)?\s*[,:]?\s*$")
_DAY = r"(?:(?:pada|di)\s+)?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b[^,.\w(]*(?:\([^)]*\))?\s*,"
_BAHWA = re.compile(rf"(?:\s*,\s*{_DAY})?(?:\s*,?\s*(?:bahwa|bahwasanya)\b\s*,?\s*|\s*[,:]?\s*)")
_BOUND = re.compile(r"\s*[,:]|\s+bahwa")
_END = re.compile(r"[\s.,;:\"]*$")


class Sentence(NamedTuple):
    """A sentence at [start:end) of a text, read in `masked`, which has its quotations blanked out."""

    text: str
    masked: str
    start: int
    end: int
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True)
class Claim:
    """Words at [start:end) that somebody says. `speaker` None: a pronoun (`is_pronoun`) or nobody this sentence names.

    `at` is where the speaker is named or meant. Without words (start == end) the sentence only names a speaker.
    """

    start: int
    end: int
    is_direct: bool
    speaker: Speaker | None
    is_pronoun: bool
    at: int


class _Who(NamedTuple):
    speaker: Speaker | None
    is_pronoun: bool
    at: int
    end: int


class Attribution:
    """The patterns, compiled from speech.yml."""

    def __init__(self, speech: Speech, reader: SpeakerReader) -> None:
        self._reader = reader
        said, pronouns = _any(speech.said), _any(speech.pronouns)
        after = _any((*speech.statements, *speech.announcements))
        self._said = re.compile(rf"\s*[,.]?\s*(?:begitu|demikian|masih)?\s*\b(?:{said})(?P<nya>nya)?\b\s*", re.I)
        self._said_last = re.compile(rf",\s+(?:{said})(?P<nya>nya)?\b\s*")
        verbs = (*speech.said, *speech.according)
        self._verbs = frozenset((*verbs, *(f"{verb}nya" for verb in verbs), *speech.passives))
        self._verbs |= {*speech.statements, *speech.announcements}
        self._says = re.compile(rf"\b(?P<verb>{after})\b")
        self._announcements = frozenset(speech.announcements)
        self._according = re.compile(rf"(?:{_any(speech.according)})(?P<nya>nya)?\b\s*", re.I)
        self._passive = re.compile(rf"\b(?:{_any(speech.passives)})\s+(?:langsung\s+)?(?:oleh\s+)?")
        self._pronoun = re.compile(rf"(?:{pronouns})\b", re.I)
        self._subject = re.compile(rf"(?:{pronouns})\s+(?:\w+\s+)?$", re.I)
        self._opening = re.compile(rf"(?:{_any(speech.openings)})\b\s*", re.I)
        self._tail = re.compile(rf"\s*(?:[.,;:\"(–-]|$|(?:{_any(speech.tails)})\b)", re.I)

    def claims(self, sentence: Sentence) -> list[Claim]:
        """What is said in a sentence and by whom; empty where nobody is said to speak."""
        words = _WORDS.findall(sentence.masked[sentence.start : sentence.end].lower())
        if not sentence.quotations and self._verbs.isdisjoint(words):
            return []
        return list(self._quoted(sentence)) or list(self._reported(sentence)) or list(self._passives(sentence))

    def _quoted(self, sentence: Sentence) -> Iterator[Claim]:
        last: _Who | None = None
        for quotation in sentence.quotations:
            if len(sentence.text[quotation.inner_start : quotation.inner_end].split()) < _FEWEST_WORDS:
                continue
            who = self._behind(sentence, quotation) or self._before(sentence, quotation) or last
            if who is not None:
                yield Claim(quotation.inner_start, quotation.inner_end, True, who.speaker, who.is_pronoun, who.at)
                last = who

    def _behind(self, sentence: Sentence, quotation: Quotation) -> _Who | None:
        """`"...," kata X`: the verb stands right behind the mark."""
        match = self._said.match(sentence.masked, quotation.end, sentence.end)
        return self._after_verb(sentence, match) if match else None

    def _after_verb(self, sentence: Sentence, match: re.Match[str]) -> _Who:
        pronoun = self._pronoun.match(sentence.masked, match.end(), sentence.end)
        if match["nya"] or pronoun:
            return _Who(None, True, match.start(), pronoun.end() if pronoun else match.end())
        speaker = self._reader.read(sentence.masked, match.end(), sentence.end)
        if speaker and self._tail.match(sentence.masked, speaker.stop, sentence.end):
            return _Who(speaker, False, speaker.start, speaker.stop)
        return _Who(None, False, match.start(), match.end())

    def _before(self, sentence: Sentence, quotation: Quotation) -> _Who | None:
        """`X mengatakan, "..."` and `X: "..."`."""
        prefix = sentence.masked[sentence.start : quotation.start]
        verbs = list(self._says.finditer(prefix))
        if verbs and _LINK.match(prefix, verbs[-1].end()):
            return self._subject_of(sentence, sentence.start + verbs[-1].start())
        if prefix.rstrip().endswith(":"):
            colon = sentence.start + prefix.rindex(":")
            speaker, _ = self._first(sentence, colon)
            if speaker and speaker.stop == colon:
                return _Who(speaker, False, speaker.start, speaker.stop)
        return None

    def _subject_of(self, sentence: Sentence, verb: int) -> _Who | None:
        """Who stands before a verb as its subject: with nothing behind the name but when, where and how."""
        if self._subject.search(sentence.masked, self.opened(sentence)[0], verb):
            return _Who(None, True, verb, verb)
        speaker, _ = self._first(sentence, verb)
        if speaker is None:
            return None
        between = sentence.masked[speaker.stop : verb]
        is_close = not between.strip(" ,") or bool(self._tail.match(between))
        return (
            _Who(speaker, False, speaker.start, speaker.stop) if is_close and not self._says.search(between) else None
        )

    def _first(self, sentence: Sentence, limit: int) -> tuple[Speaker | None, int]:
        """The speaker a sentence begins with, its opening words passed over."""
        for start in self.opened(sentence):
            if speaker := self._reader.read(sentence.masked, start, limit):
                return speaker, start
        return None, sentence.start

    def opened(self, sentence: Sentence) -> list[int]:
        """Where a sentence may begin: itself, or behind "Sementara itu", or behind the comma such words lead to."""
        start = _skip(_SPACES, sentence.masked, sentence.start)
        opening = self._opening.match(sentence.masked, start, sentence.end)
        if opening is None:
            return [start]
        plain = _skip(_COMMA, sentence.masked, opening.end())
        comma = sentence.masked.find(",", opening.end(), min(sentence.end, opening.end() + _LONGEST_OPENING))
        return [plain] if comma < 0 else [plain, _skip(_COMMA, sentence.masked, comma)]

    def _reported(self, sentence: Sentence) -> Iterator[Claim]:
        found = (
            self._accorded(sentence) or self._stated(sentence) or self._said_first(sentence) or self._ended(sentence)
        )
        if found is None:
            return
        who, start, end = found
        start, end = _trim(sentence, start, end)
        if len(sentence.text[start:end].split()) >= _FEWEST_WORDS:
            yield Claim(start, end, False, who.speaker, who.is_pronoun, who.at)

    def _accorded(self, sentence: Sentence) -> tuple[_Who, int, int] | None:
        """`Menurut X, ...`."""
        for start in self.opened(sentence):
            if match := self._according.match(sentence.masked, start, sentence.end):
                who = self._after_verb(sentence, match)
                comma = sentence.masked.find(",", who.end, who.end + _LONGEST_OPENING)
                is_known = who.is_pronoun or who.speaker
                return (who, comma + 1, sentence.end) if is_known and who.end <= comma < sentence.end else None
        return None

    def _stated(self, sentence: Sentence) -> tuple[_Who, int, int] | None:
        """`X mengatakan ...`."""
        verb = self._says.search(sentence.masked, sentence.start, sentence.end)
        if verb is None or (verb[0] in self._announcements and not _BOUND.match(sentence.masked, verb.end())):
            return None
        who = self._subject_of(sentence, verb.start())
        return (who, _skip(_BAHWA, sentence.masked, verb.end()), sentence.end) if who else None

    def _said_first(self, sentence: Sentence) -> tuple[_Who, int, int] | None:
        """`Namun, kata X, ...`."""
        for start in self.opened(sentence):
            match = self._said.match(sentence.masked, start, sentence.end)
            if match and start > sentence.start:
                who = self._after_verb(sentence, match)
                comma = _COMMA.match(sentence.masked, who.end)
                return (who, comma.end(), sentence.end) if comma and (who.is_pronoun or who.speaker) else None
        return None

    def _ended(self, sentence: Sentence) -> tuple[_Who, int, int] | None:
        """`..., kata X.`; nothing but when and where may follow."""
        matches = list(self._said_last.finditer(sentence.masked, sentence.start, sentence.end))
        if not matches or sentence.quotations:
            return None
        who = self._after_verb(sentence, matches[-1])
        start = self.opened(sentence)[0]
        is_end = who.speaker or (who.is_pronoun and _END.match(sentence.masked[who.end : sentence.end]))
        return (who, start, matches[-1].start()) if is_end else None

    def _passives(self, sentence: Sentence) -> Iterator[Claim]:
        """`Hal itu disampaikan X`: a speaker is named, the words stand elsewhere."""
        for match in self._passive.finditer(sentence.masked, sentence.start, sentence.end):
            speaker = self._reader.read(sentence.masked, match.end(), sentence.end)
            if speaker:
                yield Claim(match.start(), match.start(), False, speaker, False, speaker.start)
                return


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _trim(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    while start < end and sentence.text[start].isspace():
        start += 1
    while end > start and (sentence.text[end - 1].isspace() or sentence.text[end - 1] in ".,"):
        end -= 1
    return start, end
