"""Indonesian names of the project's values: kinds, pillars, dates, numbers. Whole sentences are in `sentences.py`.

Pillars keep the ministry's own English names, as offices write them, with the Indonesian gloss beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from models.clock import WIB, Week

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
PILLAR_NAMES = {
    "governance": "Smart Governance",
    "branding": "Smart Branding",
    "economy": "Smart Economy",
    "living": "Smart Living",
    "society": "Smart Society",
    "environment": "Smart Environment",
}
PILLAR_GLOSSES = {
    "governance": "tata kelola",
    "branding": "pemasaran daerah",
    "economy": "ekonomi",
    "living": "hunian",
    "society": "masyarakat",
    "environment": "lingkungan",
}
KIND_NAMES = {
    "wacana": "Wacana",
    "mitra-vendor": "Kerja sama dengan mitra penyedia",
    "seleksi": "Seleksi peserta program",
    "mou": "Nota kesepahaman",
    "dewan-tim": "Dewan dan tim pelaksana",
    "komitmen": "Komitmen bersama",
    "bimtek-1": "Bimbingan teknis tahap I",
    "bimtek-2": "Bimbingan teknis tahap II",
    "bimtek-3": "Bimbingan teknis tahap III",
    "bimtek-4": "Bimbingan teknis tahap IV",
    "masterplan": "Rencana induk (masterplan)",
    "quick-win": "Program percepatan (quick win)",
    "regulation": "Peraturan",
    "infrastructure": "Infrastruktur",
    "command-center": "Pusat kendali (command center)",
    "launch-app": "Peluncuran aplikasi",
    "training": "Pelatihan",
    "budget": "Anggaran",
    "evaluation": "Evaluasi program",
    "index": "Nilai indeks",
    "award": "Penghargaan",
    "kritik": "Kritik",
}
STATUS_NAMES = {"planned": "direncanakan", "under_way": "sedang berjalan", "done": "terlaksana"}
_OWN_STATUS = {("award", "done"): "diterima", ("index", "done"): "diumumkan", ("evaluation", "done"): "selesai"}
RELEVANCE_NAMES = {"explicit": "menyebut program", "implicit": "terkait pilar"}
OWNER_NAMES = {"press": "pers", "government": "pemerintah", "community": "komunitas", None: "di luar daftar"}


def number(value: int) -> str:
    """1234 as "1.234"."""
    return f"{value:,}".replace(",", ".")


def signed(change: int | None) -> str:
    """A change in a table: "+2", "−1", "0"; "–" where there is nothing to compare."""
    if change is None:
        return "–"
    return "0" if not change else f"{'+' if change > 0 else '−'}{number(abs(change))}"


def day(on: date) -> str:
    """ "9 November 2026"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def long_day(on: date) -> str:
    """ "Senin, 9 November 2026"."""
    return f"{DAYS[on.weekday()]}, {day(on)}"


def instant(at: datetime) -> str:
    """ "13 November 2026 pukul 11.40 WIB", from an instant in any zone."""
    local = at.astimezone(WIB)
    return f"{day(local.date())} pukul {local:%H.%M} WIB"


def long_instant(at: datetime) -> str:
    """ "Jumat, 13 November 2026 pukul 11.40 WIB"."""
    return f"{DAYS[at.astimezone(WIB).weekday()]}, {instant(at)}"


def day_span(first: date, last: date) -> str:
    """ "9 November 2026", "9–15 November 2026", "30 November–6 Desember 2026", "28 Desember 2026–3 Januari 2027"."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)}–{day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]}–{day(last)}"
    return f"{first.day}–{day(last)}"


def week_name(week: Week) -> str:
    """ "Pekan ke-46 tahun 2026 (Senin, 9 November 2026 s.d. Minggu, 15 November 2026)"."""
    return f"Pekan ke-{week.number} tahun {week.year} ({long_day(week.monday)} s.d. {long_day(week.sunday)})"


def joined(names: Sequence[str], word: str = "dan") -> str:
    """ "A", "A dan B", "A, B, dan C"."""
    if len(names) < 3:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def upper_first(words: str) -> str:
    """The beginning of a sentence or of a cell."""
    return words[:1].upper() + words[1:]


def pillar(slug: str) -> str:
    """ "Smart Governance"."""
    return PILLAR_NAMES[slug]


def kind(slug: str) -> str:
    """A kind of milestone in Indonesian words; KeyError for a kind the project does not know."""
    return KIND_NAMES[slug]


def kind_in_text(slug: str) -> str:
    """The same inside a sentence: "bimbingan teknis tahap IV"."""
    name = kind(slug)
    return name[0].lower() + name[1:]


def status(kind_slug: str, status_slug: str) -> str:
    """How far a step of that kind is; criticism has no status of its own."""
    if kind_slug == "kritik":
        return "disampaikan"
    return _OWN_STATUS.get((kind_slug, status_slug), STATUS_NAMES[status_slug])
