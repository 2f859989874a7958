"""Reading who somebody is from a few words: "Plt Kepala Diskominfo Bangka Tengah, Padli, S.Kom." as office and name.

What was said is found in `quotes.py`; which regency an office belongs to and who held it when, in `offices.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.speech import Speech, Title
from pipelines.office_places import OfficePlaces, fitting_places
from pipelines.person_names import NAME_LINKS, Name, NameReader
from pipelines.speaker_words import Token, index_at, match_phrase, skip_brackets, split_words, tokenise
from pipelines.tag.gazetteer import Place
from pipelines.tag.matcher import fold

WINDOW = 260
"""Characters looked at: no office with its holder's name is longer."""
_FIRST = re.compile(r"[^\W\d_][\w.'’-]*")
_ACRONYM = re.compile(r"[IVX]+|[A-Z][A-Z0-9-]{1,7}(?:/[A-Z]+)?")
_HEADS = ("kepala", "wakil", "ketua", "anggota", "plt", "pj")
_RANKS = ("kabupaten", "kota", "provinsi", "prov", "kab", "kepulauan", "daerah")
_AS = ("selaku", "sebagai")
_LINKS = ("dan", "&", "serta")


@dataclass(frozen=True)
class Speaker:
    """Somebody as the text names her: [start:end) are the words. `office` stands word for word, but for its spaces.

    `stop`: where the degrees after the name end. `places`: what the place in the office may mean.
    """

    name: str | None
    office: str | None
    institution: str | None
    title: Title | None
    places: tuple[Place, ...]
    is_former: bool
    is_national: bool
    start: int
    end: int
    stop: int


class _Office(NamedTuple):
    title: Title
    text: str
    institution: str | None
    places: tuple[Place, ...]
    is_former: bool
    is_national: bool
    is_open: bool
    has_tail: bool
    start: int
    end: int
    index_after: int


class SpeakerReader:
    """Reads speakers by the words of speech.yml and the places of the catalogue."""

    def __init__(self, speech: Speech, places: OfficePlaces, heads: Iterable[str] = ()) -> None:
        """`heads`: names of people the catalogue knows; one word of them is enough behind an office."""
        self.places = places
        self._heads = {word for name in heads for word in words_of_name(name)}
        self._titles = {split_words(term): title for title in speech.titles for term in title.terms}
        self._before = {split_words(term): False for term in speech.acting} | {
            split_words(term): True for term in speech.former
        }
        self._open = frozenset(speech.open_bodies)
        self._national = frozenset(speech.national)
        self.names = NameReader(speech)
        inside = (*self._titles, *self._before)
        self._passing = frozenset(word for words in inside for word in words) | {*_LINKS, *_AS, *NAME_LINKS}
        self._passing |= self.names.honorifics

    def read(self, text: str, start: int, limit: int) -> Speaker | None:
        """Whom the words from `start` name, an office or a name first; None where they name nobody."""
        first = _FIRST.match(text, start, limit)
        if first is None or not self._can_begin(first[0]):
            return None
        mark = text.find('"', start, min(limit, start + WINDOW))
        tokens = tokenise(text, start, min(limit, start + WINDOW) if mark < 0 else mark, self._passing)
        office = self._office(text, tokens, 0)
        if office:
            return self._with_name(text, tokens, office)
        name = self.names.read(text, tokens, 0)
        return self._with_office(text, tokens, name) if name else None

    def _can_begin(self, word: str) -> bool:
        low = word.lower().rstrip(".")
        return low in self.names.title_words or low in self.names.honorifics or self.names.can_begin(word)

    def is_title(self, word: str) -> bool:
        """Whether an office can begin with a word."""
        return word.lower().rstrip(".") in self.names.title_words

    def is_full_name(self, name: str) -> bool:
        """Whether a name stands for itself without an office: two words and more, none of a body's name."""
        words = name.split()
        return len(words) > 1 and all(self.names.can_begin(word) for word in words)

    def _with_name(self, text: str, tokens: list[Token], office: _Office) -> Speaker | None:
        name = self.names.read_after_comma(text, tokens, office.index_after)
        if name is None and not office.is_open and not office.title.is_role:
            name = self.names.read(text, tokens, office.index_after)
            if name and (self._may_be_of_office(office, name) or self.names.read_after_comma(text, tokens, name.after)):
                return None  # "Kepala Balai Air Baru, Siti": what the first run of capitals is cannot be told
        if office.title.is_role and name is None:
            return None
        if name:
            return _make(office, name, office.start, name.end, name.stop)
        return _make(office, None, office.start, office.end, office.end)

    def _may_be_of_office(self, office: _Office, name: Name) -> bool:
        """One word right behind a bare title is as likely where or what it is of: "Bupati Karo", "Kadis Perkebunan"."""
        return not office.has_tail and " " not in name.text and not self._heads & set(words_of_name(name.text))

    def _with_office(self, text: str, tokens: list[Token], name: Name) -> Speaker:
        """ "Padli, Kepala Diskominfo Bangka Tengah," or "Padli selaku Kepala Diskominfo"."""
        at = skip_brackets(tokens, name.after)
        if at < len(tokens) and tokens[at].low in (",", *_AS):
            office = self._office(text, tokens, at + 1)
            if office:
                return _make(office, name, name.start, office.end, office.end)
        return _make(None, name, name.start, name.end, name.stop)

    def _office(self, text: str, tokens: list[Token], index: int) -> _Office | None:
        first = index
        is_former = False
        while found := match_phrase(self._before, tokens, index):
            index, said_former = found
            is_former = is_former or said_former
        head = match_phrase(self._titles, tokens, index)
        if head is None:
            return None
        index, title = head
        end, places = self._tail(text, tokens, index)
        if tokens[first].word[0].islower() and end == index and not title.is_role:
            return None
        lows = [token.low for token in tokens[first:end]]
        stop = tokens[end - 1].end - tokens[end - 1].word.endswith(".")
        return _Office(
            title=title,
            text=" ".join(text[tokens[first].start : stop].split()),
            institution=self._institution(text[:stop], tokens[first:end], index - first, title),
            places=places,
            is_former=is_former,
            is_national=title.level == "national" or any(low in self._national for low in lows),
            is_open=end > index and not places and tokens[end - 1].low in self._open,
            has_tail=end > index,
            start=tokens[first].start,
            end=stop,
            index_after=end,
        )

    def _institution(self, text: str, office: list[Token], index: int, title: Title) -> str | None:
        """The body somebody speaks for: "Dinas Kesehatan Koba" of its head's office, nothing of "Bupati Bangka"."""
        if title.office is not None or title.is_role:
            return None
        last = office[index - 1]
        if index > 1 and self._is_body(last) and last.low not in self.names.title_words and office[0].low in _HEADS:
            index -= 1
        body = office[index:]
        while body and body[0].low in _RANKS:
            body = body[1:]
        if not body or not self._is_body(body[0]):
            return None
        return " ".join(text[body[0].start : body[-1].end].split())

    def _tail(self, text: str, tokens: list[Token], index: int) -> tuple[int, tuple[Place, ...]]:
        """Where the office's own words end, and the place among them; the first place ends them."""
        hits = self.places.hits(text, tokens, index)
        end = at = index
        places: tuple[Place, ...] = ()
        while at < len(tokens):
            token = tokens[at]
            hit = hits.get(token.start)
            if hit and (found := fitting_places(hit[1], tokens[at - 1].low)) is not None:
                end, places = index_at(tokens, hit[0]), found
                if not any(place.kind == "actor" for place in found):
                    break
                at = end  # "DPRD Provinsi" may go on with whose
                continue
            if self._is_body(token):
                end = at = at + 1
            elif token.word == "(":
                at = skip_brackets(tokens, at)
                if at == len(tokens) or tokens[at].word == "(":
                    break
            elif (token.word == "," or token.low in _LINKS) and self._goes_on(tokens, at + 1):
                at += 1
            else:
                break
        return end, places

    def _goes_on(self, tokens: list[Token], at: int) -> bool:
        if at < len(tokens) and tokens[at].low in _LINKS:
            at += 1
        return at < len(tokens) and self._is_body(tokens[at]) and tokens[at].low not in self.names.title_words

    def _is_body(self, token: Token) -> bool:
        if token.low in self.names.honorifics:
            return False
        if token.low in self.names.bodies or token.low.startswith(self.names.beginnings):
            return token.word[0].isupper()
        return token.word.isdigit() or bool(_ACRONYM.fullmatch(token.word))


def _make(office: _Office | None, name: Name | None, start: int, end: int, stop: int) -> Speaker:
    is_office = office is not None and not office.title.is_role
    return Speaker(
        name=name.text if name else None,
        office=office.text if office and is_office else None,
        institution=office.institution if office and is_office else None,
        title=office.title if office else None,
        places=office.places if office and is_office else (),
        is_former=bool(office and office.is_former),
        is_national=bool(office and office.is_national),
        start=start,
        end=end,
        stop=stop,
    )


def words_of_name(name: str) -> list[str]:
    """The words of a name in lower case, initials left out."""
    return [word for word in (part.strip(".") for part in fold(name).split()) if len(word) > 2]


def is_one(one: Speaker, other: Speaker) -> bool:
    """Whether two are the same person: one's name is part of the other's, or the same office without a name."""
    if one.name is None or other.name is None:
        bare, full = (one, other) if one.name is None else (other, one)
        return bare.office is not None and full.title is not None and fold(bare.office) in full.title.terms
    mine, hers = set(words_of_name(one.name)), set(words_of_name(other.name))
    return bool(mine) and (mine <= hers or hers <= mine)
