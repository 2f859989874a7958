"""Who is quoted in an article, where it is easily found: somebody named beside a quotation, else beside a statement.

Pronouns ("ujarnya", "ia mengatakan") are passed over: resolving them is guesswork, and a wrong name in a brief is
worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from serving.brief.leads import cut, sentences
from serving.brief.parts import Voice

SAID_CHARACTERS = 280
_QUOTED = re.compile(
    r"[”\"],?\s+(?:kata|ujar|ucap|tutur|jelas|ungkap|imbuh|tambah|sebut|tegas|papar|terang)\s+(?P<who>[A-Z][^,;:“”\"]+)"
)
_STATED = re.compile(
    r"(?P<who>[A-Z][\w .,’'-]{3,120}?),?\s+(?:mengatakan|menjelaskan|menyebut(?:kan)?|mengaku(?:i)?|menyampaikan"
    r"|menegaskan|menambahkan|mengungkapkan|menuturkan|menyatakan|menilai|mengkritik|meminta|mengimbau|berpesan)\b"
)
_ACCORDING = re.compile(r"Menurut (?P<who>[A-Z][^,;:“”\"]+),")
_PRONOUNS = frozenset(
    ("ia", "dia", "beliau", "mereka", "pihaknya", "kami", "kita", "hal", "ini", "itu", "dirinya", "saya", "menurut")
)
_TAIL = re.compile(
    r"[\s,]+(?:di|saat|pada|usai|ketika|dalam|kepada|melalui|yang|juga|turut|seusai|sebelumnya|senin|selasa|rabu|kamis"
    r"|jumat|sabtu|minggu)\b.*|\s*\(.*|[.!?]+$",
    re.IGNORECASE,
)


def find_voice(body: str) -> Voice | None:
    """A quotation with its speaker, else a statement with one; None where no sentence holds both."""
    found = list(sentences(body))
    return _first(found, (_QUOTED,)) or _first(found, (_STATED, _ACCORDING))


def _first(found: Iterable[str], patterns: Iterable[re.Pattern[str]]) -> Voice | None:
    for sentence in found:
        for pattern in patterns:
            match = pattern.search(sentence) if pattern is _QUOTED else pattern.match(sentence)
            who = _speaker(match["who"]) if match else None
            if who and who in (said := cut(_with_opening_quote(sentence), SAID_CHARACTERS)):
                return Voice(who, said)
    return None


def _with_opening_quote(sentence: str) -> str:
    """A quotation of several sentences was opened in one before; "… " says that it began earlier."""
    if sentence.count('"') % 2:
        return f'"… {sentence}'
    return f"“… {sentence}" if sentence.count("”") > sentence.count("“") else sentence


def _speaker(phrase: str) -> str | None:
    who = _TAIL.sub("", phrase).strip(" ,.")
    if who.partition(" ")[0].lower() in _PRONOUNS or not 3 <= len(who) <= 80 or len(who.split()) > 10:
        return None
    return who
