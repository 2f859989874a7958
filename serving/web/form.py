"""The search form: what was filled in, whether it makes sense, and addresses of the same search with a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from models.errors import UsageError
from pipelines.stems import stems
from serving.articles import PageFilters
from serving.search import Filters, SearchRequest
from serving.search.language import parse_query
from serving.search.request import LARGEST_ID
from serving.web import labels
from serving.web.periods import check_days

MOST_CHARACTERS = 10_000
DEEPEST = 1000
"""How far one can page; who wants more narrows the search or exports."""
FIELD_NAMES = {
    "wilayah": "Wilayah",
    "pilar": "Pilar",
    "tahap": "Tahap program",
    "sumber": "Sumber",
    "sejak": "Sejak",
    "sampai": "Sampai",
    "mode": "Cara mencari",
    "urut": "Urutan",
    "per": "Tampilkan",
    "harfiah": "Persis seperti tertulis",
}
STANDARD = {"mode": "hybrid", "urut": "relevance", "per": "article"}
"""Values that need not be said."""
CHOSEN = ("wilayah", "pilar", "tahap", "sumber", "mode", "urut", "per", "harfiah")
_UNSAID: frozenset[tuple[str, str | int]] = frozenset(STANDARD.items())
Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class SearchForm:
    """The form as it was sent: every field a text, "" where it was left empty."""

    q: str = ""
    wilayah: str = ""
    pilar: str = ""
    tahap: str = ""
    sumber: str = ""
    sejak: str = ""
    sampai: str = ""
    mode: str = STANDARD["mode"]
    urut: str = STANDARD["urut"]
    per: str = STANDARD["per"]
    harfiah: str = ""
    """"ya": no synonyms, places, days or corrected spelling."""
    serupa: str = ""
    """Number of an article whose like is asked for; words that are written besides count instead."""
    mulai: int = 0
    """How many of the best hits come before this page."""

    @property
    def has_words(self) -> bool:
        """False where there is nothing to search for: then the newest relevant articles are listed."""
        return bool(stems(parse_query(self.q, _take).text))

    @property
    def has_filters(self) -> bool:
        """True if any filter is set."""
        return any((self.wilayah, self.pilar, self.tahap, self.sumber, self.sejak, self.sampai))

    @property
    def filters(self) -> Filters:
        """What is set beside the words; only for a form without complaints."""
        return Filters(
            regency=self.wilayah or None,
            pillar=self.pilar or None,
            source=self.sumber or None,
            milestone=self.tahap or None,
            since=date.fromisoformat(self.sejak) if self.sejak else None,
            until=date.fromisoformat(self.sampai) if self.sampai else None,
        )

    def describe(self, choices: Choices) -> list[str]:
        """The search in words, for a printed page."""
        said = {name: vars(self)[name] for name in FIELD_NAMES}
        filters = [(name, value) for name, value in said.items() if value and (name, value) not in _UNSAID]
        named = [f"{FIELD_NAMES[name]}: {choices.get(name, {}).get(value, value)}" for name, value in filters]
        like = [f"serupa dengan artikel {self.serupa}"] if self.serupa else []
        return [*([f"“{self.q}”"] if self.q else like), *named]

    def url(self, **changes: str | int) -> str:
        """The address of this search with some fields changed; without `mulai` it starts from the best hit."""
        return search_url(**{**vars(self), "mulai": 0, **changes})

    def request(self, limit: int) -> SearchRequest:
        """What to search for, from `mulai` on; only for a form without complaints."""
        filters = PageFilters(**vars(self.filters), is_relevant=not (self.has_words or self.serupa))
        return SearchRequest(
            self.q,
            filters,
            self.mode,  # type: ignore[arg-type]
            limit,
            self.mulai,
            order=self.urut,  # type: ignore[arg-type]
            by=self.per,  # type: ignore[arg-type]
            is_literal=bool(self.harfiah),
            has_facets=self.has_words,
            like=int(self.serupa) if self.serupa else None,
        )


def search_url(**fields: str | int) -> str:
    """The address of a search; empty and standard values are left out."""
    said = {name: value for name, value in fields.items() if value not in ("", 0) and (name, value) not in _UNSAID}
    return "/" + (f"?{urlencode(said)}" if said else "")


def read_form(query: Mapping[str, str], choices: Choices) -> tuple[SearchForm, list[str]]:
    """The form, and complaints in Indonesian about what makes no sense; `choices`: allowed values of CHOSEN fields."""
    form = _filled(query)
    start = query.get("mulai", "").strip() or "0"
    if form.serupa and not _is_number(form.serupa):
        return replace(form, serupa=""), [f"Tidak ada artikel bernomor “{form.serupa[:60]}”."]
    complaints = [*_unknown(form, choices), *_wrong_days(form)]
    if len(form.q) > MOST_CHARACTERS:
        complaints.append(
            f"Kata pencarian terlalu panjang: paling banyak {labels.format_number(MOST_CHARACTERS)} huruf."
        )
    if not (start.isascii() and start.isdigit() and len(start) < 6 and int(start) <= DEEPEST):
        return form, [*complaints, f"Halaman “{start}” tidak ada: hasil dapat dibuka sampai urutan {DEEPEST}."]
    return replace(form, mulai=int(start)), complaints


def _filled(query: Mapping[str, str]) -> SearchForm:
    said = {name: query.get(name, "").strip() for name in (*FIELD_NAMES, "q", "serupa")}
    if said["q"]:
        said["serupa"] = ""
    return SearchForm(**{name: value for name, value in said.items() if value}, mulai=0)


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and 0 < int(value[:20]) <= LARGEST_ID and len(value) < 20


def _take(name: str, value: str) -> str:
    """Any value will do where only the words are looked at."""
    return value


def _unknown(form: SearchForm, choices: Choices) -> list[str]:
    wrong = [(name, vars(form)[name]) for name in CHOSEN if vars(form)[name] not in ("", *choices[name])]
    return [
        f"{FIELD_NAMES[name]} “{value}” tidak dikenal. Pilihan: {', '.join(choices[name])}." for name, value in wrong
    ]


def _wrong_days(form: SearchForm) -> list[str]:
    days: dict[str, date | None] = {}
    for name in ("sejak", "sampai"):
        value = vars(form)[name]
        try:
            days[name] = date.fromisoformat(value) if value else None
            check_days(days[name], None)
        except (ValueError, UsageError):
            return [f"{FIELD_NAMES[name]} “{value}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2026-11-15."]
    try:
        check_days(days["sejak"], days["sampai"])
    except UsageError:
        return [f"Sejak {form.sejak} lebih akhir daripada sampai {form.sampai}. Tukar kedua tanggal itu."]
    return []
