"""The dateline at the head of a story ("KOBA, LASPELA –"): splitting it off, recognising it.

What its place is worth as evidence is decided by the platform (`Platform.dateline`) and the tagger.
"""

from __future__ import annotations

import re

_DASH = r"(?:-{1,2}|–|—|―|\|)"
_UPPER = r"[A-Z][A-Z'’.&/]*(?:\s+[A-Z][A-Z'’.&/]*)*"
_NAME = r"[A-Z][\w'’.&/-]*(?:\s+(?:[A-Z0-9][\w'’.&/-]*|dan|di|of)){0,3}"
_SITE = r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?i:com|co\.id|co|id|net|org|go\.id|my\.id|online|news|example)"
_AGENCY = r"\(\s*[A-Za-z][\w .,&/-]{1,38}\)"
_PLACES = rf"{_NAME}(?:\s*[,/]\s*(?:{_SITE}|{_NAME})){{0,2}}"
_LETTER = r"[\"'(]*[A-Z0-9]"
_ANY_LETTER = r"[\"'(]*\w"
"""After an outlet's name the story may go on in lower case."""

_FORMS = tuple(
    re.compile(form)
    for form in (
        # Koba, Babel (ANTARA) - / Jakarta (Antara Babel) / KOTA, LASPELA (RLS) –
        rf"(?P<dateline>{_PLACES}\s*,?\s*{_AGENCY})\s*(?:{_DASH}|:)\s*(?={_ANY_LETTER})",
        # Jakarta (ANTARA) Isi / (Antara Babel) - Isi
        rf"(?P<dateline>(?:{_PLACES}\s*,?\s*)?\((?i:antara)[\w .]{{0,24}}\))\s*(?:{_DASH}|:)?\s*(?={_ANY_LETTER})",
        # BANGKAPOS.COM, BANGKA - / VOTENEWS.ID | PANGKALPINANG – / Liputan.com, Jakarta Isi
        rf"(?P<dateline>{_SITE}(?:\s*[,|/]\s*|\s+|\s*{_DASH}\s*){_NAME}(?:\s*,\s*{_NAME})?)\s*(?:{_DASH}|:)\s*(?={_ANY_LETTER})",
        rf"(?P<dateline>{_SITE})\s*(?:{_DASH}|:)\s*(?={_ANY_LETTER})",
        # MANGGAR, BABEL NEWS - / KOTA, KOMPAS.com - / TOP LINE,Pangkalpinang – / SUNGAILIAT, LASPELA –
        rf"(?P<dateline>{_PLACES.replace('{0,2}', '{1,2}')})\s*(?:\s{_DASH}|{_DASH}\s)\s*(?={_LETTER})",
        # KBRN, Pangkalpinang :
        rf"(?P<dateline>(?:KBRN|RRI)\s*,\s*{_NAME})\s*(?:{_DASH}|:)\s*(?={_ANY_LETTER})",
        # MANGGAR: / KOBA-Pemkab / KOBA – 12 desa
        rf"(?P<dateline>(?=[A-Z'\s]{{4}}){_UPPER})\s*,?\s*(?:{_DASH}|:)\s*(?=[\"'(]*[A-Z][a-z]|[\"'(]*[A-Z]{{2,}}\s)",
        rf"(?P<dateline>(?=[A-Z'\s]{{4}}){_UPPER})\s+{_DASH}\s+(?={_LETTER})",
        # Sungailiat –
        rf"(?P<dateline>[A-Z][a-z]{{2,}}(?:\s+[A-Z][a-z]{{2,}}){{0,2}})\s*,?\s*(?:\s{_DASH}|{_DASH}\s)\s*(?={_LETTER})",
    )
)
_REACH = 90
"""No dateline is longer."""
_NO_PLACE = re.compile(
    r"^(?:Bupati|Wakil|Wali|Gubernur|Pemerintah|Pemkab|Pemkot|Pemprov|Dinas|Kepala|Sekda|Ketua|Program|Aplikasi|Smart|Menteri"
    r"|Presiden|Warga|Polres|Polda|Kapolres|Tim|Tahap|Pasal|Ayat|Rp|Nomor|Hari|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu"
    r"|Badan|Dewan|Kementerian|Kantor|Perusahaan|Komisi|Lembaga|Perum|Bank|Universitas|Sekolah"
    r"|Sub|Bimtek|Command|Masterplan|Pasar|Jalan|Mini|Festival|Lomba|Meski|Sejak|Baca|Foto|Pj|Plt|Plh)\b",
)
"""Openings of sentences that look like a place before a dash ("Bupati Bangka - ...")."""
_NO_PLACE_UPPER = re.compile(
    r"^(?:BREAKING|UPDATE|BACA|FOTO|VIDEO|ADVERTORIAL|OPINI|CATATAN|SMART|BIMTEK|DPRD|BPS|SPBE|PPKM|ASN)\b"
)
_ALONE = re.compile(rf"(?P<dateline>[^.!?]{{3,70}}?|.{{0,50}}{_SITE}.{{0,30}}?)\s*(?:{_DASH}|:)")


def split_dateline(paragraph: str) -> tuple[str | None, str]:
    """The dateline without its dash, and the paragraph without it; (None, paragraph) where there is none."""
    head = paragraph[:_REACH]
    for form in _FORMS:
        match = form.match(head)
        if match and _is_place(match["dateline"]):
            return _tidy(match["dateline"]), paragraph[match.end() :].strip()
    return None, paragraph


def split_dateline_line(paragraph: str) -> str | None:
    """The dateline of a paragraph that holds nothing else ("TOBOALI:"), else None."""
    match = _ALONE.fullmatch(paragraph)
    if not match:
        return None
    dateline, rest = split_dateline(f"{paragraph} Xxxx")
    return dateline if rest == "Xxxx" else None


def has_outlet(dateline: str) -> bool:
    """Whether a dateline names an outlet beside the place: such a one opens a story and nothing else."""
    return bool(re.search(rf",|\(|{_SITE}", dateline))


def _is_place(dateline: str) -> bool:
    return not _NO_PLACE.match(dateline) and not _NO_PLACE_UPPER.match(dateline)


def _tidy(dateline: str) -> str:
    return re.sub(r"\s*,\s*", ", ", dateline).strip(" ,|-–—:")
