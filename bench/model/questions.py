"""Made-up questions: a few neighbouring words of a passage behind the question word that its sentence answers.

Real questions and their passages are few (5,369); these bring every passage of the text near short, wordy queries and
teach that "kapan" is answered by a date and "berapa" by a number. Nothing here reads files.
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
from numpy.typing import NDArray

MOST_WORDS = 3
DEFINED = 0.6
"""Share of passages that begin with a definition and are asked for it."""
ANSWERED = 0.85
"""Share of the other questions that ask for a date, number, place or person where the sentence has one."""
NAMED = 0.7
"""Share of questions that name the subject of the passage."""
REACH_LETTERS = 60
"""How far from the answer, in letters, the words of a question may stand (the weight falls by e)."""
_MONTH = r"(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember)"
_UNIT = (
    r"(?:km²|km|meter|cm|kilometer|juta|ribu|miliar|jiwa|orang|persen|%|hektar|hektare|buah|unit|anggota|negara|pulau"
    r"|kali|episode|desa|kecamatan|provinsi|kabupaten|tahun|kg|ton)"
)
_ANSWERS = {
    "when": re.compile(
        rf"\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+\d{{4}}|[Tt]ahun\s+\d{{3,4}}|\b1[0-9]{{3}}\b|\b20[012]\d\b"
    ),
    "many": re.compile(rf"\b\d[\d.,]*\s*{_UNIT}\b"),
    "where": re.compile(r"\b(?:di|dari)\s+(?:[Kk]ota\s+)?[A-Z][\w-]+(?:[\s,]+[A-Z][\w-]+)*"),
    "who": re.compile(r"\b(?:oleh|bernama|dipimpin|Presiden|Raja|Sultan|pendiri)\s+[A-Z][\w.-]+(?:\s+[A-Z][\w.-]+)*"),
}
_OPENINGS = {
    "when": ("kapan", "kapankah", "kapan", "tahun berapa", "pada tahun berapa", "sejak kapan"),
    "many": ("berapa", "berapakah", "berapa jumlah", "berapa"),
    "where": ("dimana", "dimanakah", "di mana", "dimanakah letak"),
    "who": ("siapa", "siapakah", "siapa nama", "siapakah nama"),
    "what": ("apakah", "apa", "apa nama", "apakah nama", "apa saja"),
    "person": ("siapakah", "siapa"),
    "thing": ("apa itu", "apakah itu", "apakah yang dimaksud dengan", "apa yang dimaksud dengan"),
}
_DEFINES = re.compile(r"^(.{3,60}?)\s*(?:\(.*?\))?,?\s+(?:adalah|ialah|merupakan|yaitu|yakni)\b")
_NAME = re.compile(r"\b[A-Z][\w'-]+(?:\s+(?:(?:dan|bin|de|van|di)\s+)?[A-Z][\w'-]+)*")
_PERSON = re.compile(r"\bseorang\b|lahir")
_WORD = re.compile(r"[^\W_]+")


class QuestionMaker:
    """Draws questions; the texts say how rare a word is."""

    def __init__(self, texts: list[str], dice: np.random.Generator) -> None:
        self._dice = dice
        self._text_count = len(texts)
        self._counts = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))

    def ask_for_subject(self, first: str) -> str | None:
        """What or who is that? None where the passage's first sentence defines nothing."""
        if not _DEFINES.match(first) or self._dice.random() >= DEFINED:
            return None
        return f"{self._opening('person' if _PERSON.search(first) else 'thing')} {subject(first)}?"

    def ask(self, block: list[str]) -> str | None:
        """Something that one sentence of the block answers; None when that sentence has too few words."""
        sentence = block[self._dice.integers(len(block))]
        kind, answer = self._answer(sentence)
        rest = sentence if answer is None else f"{sentence[: answer.start()]} {sentence[answer.end() :]}"
        words = [word for word in _WORD.findall(rest) if not word.isdigit()]
        if len(words) < MOST_WORDS:
            return None
        middle = float(self._dice.integers(len(rest) + 1)) if answer is None else answer.start()
        question = f"{self._opening(kind)} {self._some(words, middle / (len(rest) + 1))}"
        named = subject(block[0])
        is_named = self._dice.random() < NAMED and named and named.lower() not in question.lower()
        return f"{question} {named}?" if is_named else f"{question}?"

    def _answer(self, sentence: str) -> tuple[str, re.Match[str] | None]:
        found = [(kind, match) for kind, form in _ANSWERS.items() if (match := form.search(sentence))]
        if not found or self._dice.random() >= ANSWERED:
            return "what", None
        return found[self._dice.integers(len(found))]

    def _some(self, words: list[str], middle: float) -> str:
        count = int(self._dice.integers(1, MOST_WORDS + 1))
        picks = self._dice.choice(len(words), count, replace=False, p=self._shares(words, middle))
        return " ".join(words[i] for i in np.sort(picks))

    def _shares(self, words: list[str], middle: float) -> NDArray[np.float64]:
        rarity = [np.log(self._text_count / (1 + self._counts[word.lower()])) for word in words]
        letters = sum(len(word) + 1 for word in words)
        distance = np.abs(np.linspace(0, 1, len(words)) - middle) * letters
        weights = np.clip(rarity, 0.3, 7) * np.exp(-distance / REACH_LETTERS)
        shares: NDArray[np.float64] = weights / weights.sum()
        return shares

    def _opening(self, kind: str) -> str:
        return _OPENINGS[kind][self._dice.integers(len(_OPENINGS[kind]))]


def subject(first: str) -> str:
    """What a passage is about: what its first sentence defines, or else the first name in it; may be empty."""
    match = _DEFINES.match(first)
    if match:
        return match[1].split("(")[0].strip()
    match = _NAME.search(first)
    return match[0] if match else ""
