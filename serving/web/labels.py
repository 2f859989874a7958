"""The Indonesian words for codes: regencies, pillars, steps, states; dates and numbers as people here write them.

Names of places, pillars and steps come from the catalogue; words of the program itself are listed here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlsplit

from models.catalogue import Catalogue
from models.clock import WIB
from models.sources import SAMPLE_SUFFIX
from serving.monitor import PROVINCE_ROW

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
MODES = {"hybrid": "kata dan makna", "keyword": "kata saja", "semantic": "makna saja"}
ORDERS = {"relevance": "paling cocok dulu", "date": "terbaru dulu"}
UNITS = {"article": "tiap artikel", "story": "tiap cerita"}
MANNERS = {"ya": "ya"}
FACETS = {"regency": "Wilayah", "pillar": "Pilar", "milestone": "Tahap", "source": "Sumber", "month": "Bulan"}
RELEVANCE = {"explicit": "relevan, eksplisit", "implicit": "relevan, implisit", "none": "tidak relevan"}
SCOPES = {
    "regency": "satu wilayah",
    "several": "beberapa wilayah",
    "province": "provinsi",
    "elsewhere": "di luar provinsi",
}
STATUSES = {"planned": "direncanakan", "under_way": "berjalan", "done": "terlaksana"}
TAG_KINDS = {
    "relevance": "Relevansi",
    "scope": "Cakupan",
    "regency": "Wilayah",
    "pillar": "Pilar",
    "mention": "Disebut",
}
FIELDS = {"title": "judul", "body": "isi", "section": "rubrik", "dateline": "titimangsa", "url": "alamat"}
RIGHTS = {"fulltext": "teks penuh", "excerpt": "hanya kutipan", "headline": "hanya judul dan ringkasan"}
VERDICTS = {
    "as_expected": "sesuai kebiasaan",
    "quiet": "di bawah kebiasaan",
    "silent_too_long": "terlalu lama diam",
    "above": "di atas kebiasaan",
    "broken": "bermasalah",
    "unknown": "belum diketahui",
}
STATES = {
    "ok": "terlihat",
    "nothing_new": "tidak ada yang baru",
    "blocked": "menolak permintaan",
    "denied_by_robots": "dilarang robots.txt",
    "layout_changed": "tata letak berubah",
    "feed_broken": "umpan rusak",
    "unreachable": "tidak terjangkau",
    "over_budget": "batas permintaan habis",
    "crashed": "gangguan pemantauan",
    "busy": "sedang dipanen",
    "never": "belum pernah dipanen",
    "disabled": "dinonaktifkan",
}
SEEN = ("ok", "nothing_new")
IDLE = ("never", "disabled")
"""No fault: nobody asked. Any other state is one."""


class Labels:
    """Words for the codes of one catalogue, each mapping in the order a person expects."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def places(self) -> dict[str, str]:
        """Regencies by slug in the official order, and last the province as its own scope."""
        official = sorted(self._catalogue.regencies.values(), key=lambda regency: regency.kemendagri_code)
        names = {regency.slug: regency.name for regency in official}
        return {**names, PROVINCE_ROW: "Tingkat provinsi"}

    @cached_property
    def regencies(self) -> dict[str, str]:
        """Regencies alone, in the same order."""
        return {slug: name for slug, name in self.places.items() if slug != PROVINCE_ROW}

    @cached_property
    def pillars(self) -> dict[str, str]:
        """The ministry's names of the pillars."""
        return {dimension.id: dimension.names[0].title() for dimension in self._catalogue.pillars.dimensions}

    @cached_property
    def glosses(self) -> dict[str, str]:
        """What a pillar is about."""
        return {dimension.id: dimension.gloss for dimension in self._catalogue.pillars.dimensions}

    @cached_property
    def milestones(self) -> dict[str, str]:
        """Steps of the programme in its order."""
        return {kind.id: upper_first(kind.stage) for kind in self._catalogue.programme.kinds}

    @cached_property
    def sources(self) -> dict[str, str]:
        """Outlets by id, by name."""
        named = {source.id: source.name for source in self._catalogue.sources.values()}
        return dict(sorted(named.items(), key=lambda pair: pair[1].lower()))

    def tag(self, kind: str, value: str) -> str:
        """The words for one tag's value; the value itself where it has none."""
        known: dict[str, Mapping[str, str]] = {
            "regency": self.places,
            "mention": self.places,
            "speaker": {**self.places, "elsewhere": "luar daerah"},
            "pillar": self.pillars,
            "milestone": self.milestones,
            "relevance": RELEVANCE,
            "scope": SCOPES,
        }
        return known.get(kind, {}).get(value, value)


def upper_first(words: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return words[:1].upper() + words[1:]


def format_day(day: date) -> str:
    """`16 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_span(first: date, last: date) -> str:
    """`9–15 November 2026`, with month and year of the first day only where they differ."""
    if first.year != last.year:
        return f"{format_day(first)} – {format_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {format_day(last)}"
    return f"{first.day}–{format_day(last)}"


def format_instant(instant: datetime | None) -> str:
    """`Senin, 16 November 2026, 08.30 WIB`; `tanpa tanggal` for None."""
    if instant is None:
        return "tanpa tanggal"
    local = instant.astimezone(WIB)
    return f"{DAYS[local.weekday()]}, {format_day(local.date())}, {local:%H.%M} WIB"


def format_short(instant: datetime) -> str:
    """`16 Nov 2026, 08.30`, WIB."""
    local = instant.astimezone(WIB)
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local:%Y, %H.%M}"


def format_number(number: float, digits: int = 0) -> str:
    """`1.234,5`: a dot between thousands, a comma before decimals."""
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def is_sample(url: str) -> bool:
    """True for an address of the fictional outlets."""
    return _host(url).endswith(SAMPLE_SUFFIX)


def is_web_address(url: str) -> bool:
    """True for http(s): imported rows may hold anything, and only these may become a link."""
    return url.lower().startswith(("http://", "https://"))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
