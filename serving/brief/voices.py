"""Who is quoted in an article, where it is easily found: the first speech sentence that names its speaker.

Pronouns ("ujarnya", "ia mengatakan") are passed over: resolving them is guesswork, and a wrong name in a brief is
worse than none.
"""

from __future__ import annotations

import re

from serving.brief.leads import all_sentences, cut
from serving.brief.parts import Voice

SAID_CHARACTERS = 280
_SPOKE = r"(?:kata|ujar|ucap|tutur|jelas|ungkap|imbuh|tambah|sebut|tegas|papar|terang)"
_STATED = (
    r"(?:mengatakan|menjelaskan|menyebut(?:kan)?|mengaku(?:i)?|menyampaikan|menegaskan|menambahkan|mengungkapkan"
    r"|menuturkan|menyatakan|memaparkan|menilai|mengkritik|meminta|mengimbau|berharap|berpesan)"
)
_AFTER_QUOTE = re.compile(rf"[”\"],?\s+{_SPOKE}\s+(?P<who>[A-Z][^,;:“”\"]+)")
_BEFORE_STATEMENT = re.compile(rf"(?P<who>[A-Z][\w .,’'-]{{3,120}}?),?\s+{_STATED}\b")
_ACCORDING = re.compile(r"Menurut (?P<who>[A-Z][^,;:“”\"]+),")
_PRONOUNS = ("ia", "dia", "beliau", "mereka", "pihaknya", "kami", "kita", "hal", "ini", "itu", "dirinya", "saya")
_TAIL = re.compile(
    r"[\s,]+(?:di|saat|pada|usai|ketika|dalam|kepada|melalui|yang|juga|turut|seusai|sebelumnya|senin|selasa|rabu|kamis"
    r"|jumat|sabtu|minggu)\b.*|\s*\(.*|[.!?]+$",
    re.IGNORECASE,
)


def find_voice(body: str) -> Voice | None:
    """The first speaker named beside what was said; None where no sentence says both."""
    for sentence in all_sentences(body):
        found = _AFTER_QUOTE.search(sentence) or _BEFORE_STATEMENT.match(sentence) or _ACCORDING.match(sentence)
        who = _speaker(found["who"]) if found else None
        if who:
            return Voice(who, cut(sentence, SAID_CHARACTERS))
    return None


def _speaker(phrase: str) -> str | None:
    who = _TAIL.sub("", phrase).strip(" ,.")
    first = who.partition(" ")[0].lower()
    if first in _PRONOUNS or not 3 <= len(who) <= 80 or len(who.split()) > 10:
        return None
    return who
