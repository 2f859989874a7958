"""Telling Indonesian from English and Malay dialect mixes by their commonest words; sites' `lang` attributes lie."""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+")
_MARKERS = {
    "id": frozenset({
        "yang", "dan", "di", "dengan", "untuk", "ini", "itu", "dari", "pada", "tidak", "akan", "juga", "dalam", "ke",
        "oleh", "telah", "sudah", "bisa", "para", "kata", "tersebut", "karena", "serta", "atau", "kami", "sebagai",
        "agar", "lebih", "masih", "mereka", "saat", "setelah", "bagi", "secara", "kepada", "menjadi", "hingga", "mulai",
        "setiap",
    }),
    "en": frozenset({
        "the", "and", "of", "to", "in", "is", "that", "for", "with", "was", "on", "as", "by", "at", "from", "are", "be",
        "this", "has", "have", "said", "will", "it", "an", "not",
    }),
}  # fmt: skip
_READ = 400
"""Words looked at."""
_MIN_SHARE = 0.08


def detect_language(text: str) -> str | None:
    """`id`, `en`, or None where neither language's function words are frequent enough to tell."""
    words = _WORD.findall(text.lower())[:_READ]
    if not words:
        return None
    shares = {code: sum(word in markers for word in words) / len(words) for code, markers in _MARKERS.items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= _MIN_SHARE else None
