"""The same article said a little differently: paragraphs in another order, dateline in capitals, other words for the
same. A reader would tag all of them alike.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from models.shapes import ArticleText
from pipelines.tag.mask import find_dateline

Variant = Callable[[ArticleText], ArticleText]

SYNONYMS = (
    ("mengatakan", "menyatakan"), ("menuturkan", "menerangkan"), ("ujar", "kata"), ("ujarnya", "katanya"),
    ("menjelaskan", "memaparkan"), ("menyebutkan", "mengemukakan"), ("mengungkapkan", "menyampaikan"),
    ("warga", "masyarakat"), ("sekitar", "kira-kira"), ("sebanyak", "sejumlah"), ("sejak", "mulai"),
    ("lewat", "melalui"), ("daring", "online"), ("gawai", "ponsel"), ("telepon genggam", "ponsel"),
    ("laman", "situs"), ("meluncurkan", "merilis"), ("diluncurkan", "dirilis"), ("meneken", "menandatangani"),
    ("membuat", "menyusun"), ("memakai", "menggunakan"), ("dipakai", "digunakan"), ("memasang", "membangun"),
    ("pelatihan", "workshop"), ("dilatih", "dibimbing"), ("bisa", "dapat"), ("kini", "sekarang"), ("agar", "supaya"),
    ("karena", "sebab"), ("tetapi", "namun"), ("seluruh", "semua"), ("berharap", "mengharapkan"),
    ("mendapat", "memperoleh"), ("meraih", "memperoleh"), ("rencana induk", "masterplan"), ("peta jalan", "roadmap"),
    ("nota kesepahaman", "MoU"), ("tahap pertama", "tahap I"), ("tahap kedua", "tahap II"),
    ("tahun lalu", "setahun lalu"),
    ("pemkab", "pemerintah kabupaten"), ("pemkot", "pemerintah kota"), ("kota cerdas", "smart city"),
    ("jaringan internet", "sambungan internet"), ("keluhan", "aduan"), ("nontunai", "non tunai"),
)  # fmt: skip
"""Neutral pairs: the second says the same of the subject, the step and the place."""
_BY_WORD = dict(SYNONYMS)
_WORDS = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))})\b", re.I)


def reorder(article: ArticleText, seed: int = 0) -> ArticleText:
    """Paragraphs behind the lead in another order; the lead says what the story is and stays."""
    first, *others = article.body.split("\n\n")
    random.Random(f"{seed}{article.url}").shuffle(others)
    return replace(article, body="\n\n".join([first, *others]))


def upper_dateline(article: ArticleText) -> ArticleText:
    """The dateline in capitals, as some outlets print it."""
    found = find_dateline(article.body)
    if found is None:
        return article
    return replace(article, body=article.body[: found.end].upper() + article.body[found.end :])


def swap_synonyms(article: ArticleText) -> ArticleText:
    """Every word of SYNONYMS replaced by its pair, in title and body, with its first letter as it was."""
    return replace(article, title=_WORDS.sub(_swapped, article.title), body=_WORDS.sub(_swapped, article.body))


def _swapped(match: re.Match[str]) -> str:
    other = _BY_WORD[match[0].lower()]
    return other[0].upper() + other[1:] if match[0][0].isupper() else other


VARIANTS: dict[str, Variant] = {
    "paragraphs reordered": reorder,
    "dateline in capitals": upper_dateline,
    "synonyms swapped": swap_synonyms,
}
