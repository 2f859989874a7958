"""What surrounds the news: how far the week could be seen, how it was counted, what may be done with the texts.

Indonesian wording only; the sentences about the news itself are in `sentences.py`.
"""

from __future__ import annotations

from serving.brief.cut_words import cut_notes, method_note
from serving.brief.parts import Brief
from serving.brief.seen import Coverage, Unseen
from serving.brief.sentences import MINIMUM_FOR_PERCENT, freshness
from serving.brief.stories import unique
from serving.brief.words_id import day, joined, long_instant, week_name

STATE_REASONS = {
    "never": "belum pernah diambil",
    "disabled": "tidak diambil (dinonaktifkan dalam daftar media)",
    "blocked": "situs menolak akses",
    "denied_by_robots": "situs melarang pengambilan otomatis (robots.txt)",
    "unreachable": "situs tidak dapat dihubungi",
    "layout_changed": "susunan situs berubah sehingga daftar beritanya tidak dapat dibaca",
    "feed_broken": "daftar berita situs rusak",
    "crashed": "gangguan pada sistem pemantauan",
}


def unseen_reason(group: Unseen) -> str:
    """Why these sources were not seen; a state this list does not know is given with the system's own reasons."""
    return STATE_REASONS.get(group.state) or f"tidak terbaca ({'; '.join(unique(group.reasons))})"


def coverage_notes(coverage: Coverage) -> list[str]:
    """What limits the week as a whole: a harvest that ended early, missed nights, outlets quieter than usual."""
    notes = (freshness(coverage), _partial(coverage), _missed_nights(coverage), _quiet(coverage), _silent(coverage))
    return [note for note in notes if note]


def data_per(coverage: Coverage) -> str:
    """The newest page in the store: the brief knows nothing later."""
    return long_instant(coverage.data_at) if coverage.data_at else "belum ada halaman yang diambil"


def method_notes(brief: Brief) -> list[tuple[str, str]]:
    """(subject, sentence) pairs of the method box."""
    return [
        ("Periode", f"{week_name(brief.week)}, waktu Indonesia barat, menurut waktu terbit berita."),
        ("Data per", f"{data_per(brief.coverage)} (halaman terbaru yang diambil)."),
        *([("Pembatasan", " ".join((method_note(brief.cut), *cut_notes(brief))))] if brief.cut else []),
        *_COUNTING,
        ("Tanpa tanggal", _undated(brief.totals.undated)),
        *_LIMITS,
    ]


def _partial(coverage: Coverage) -> str:
    if not coverage.partial:
        return ""
    return f"Hanya terbaca sebagian karena batas waktu atau jumlah permintaan tercapai: {joined(coverage.partial)}."


def _missed_nights(coverage: Coverage) -> str:
    if not coverage.patchy:
        return ""
    named = [f"{patchy.name} ({patchy.nights_seen} dari {patchy.nights} malam)" for patchy in coverage.patchy]
    return f"Tidak terbaca setiap malam: {joined(named)}. Sebagian beritanya mungkin terlewat."


def _quiet(coverage: Coverage) -> str:
    if not coverage.quiet:
        return ""
    return f"Terbaca, tetapi jumlah beritanya di bawah kebiasaan: {joined(coverage.quiet)}."


def _silent(coverage: Coverage) -> str:
    if not coverage.silent:
        return ""
    return f"Terbaca, tetapi lebih lama tanpa berita baru daripada biasanya: {joined(coverage.silent)}."


def _undated(count: int) -> str:
    if not count:
        return "Setiap berita relevan yang pertama kali dilihat pekan ini memiliki tanggal terbit."
    return f"{count} berita relevan tidak memuat tanggal terbit dan tidak dihitung dalam pekan mana pun."


def last_seen(group: Unseen) -> str:
    """When each of the group was last seen, in the order of its names; one date is said once."""
    shown = [day(on) if on else "belum pernah" for on in group.last_seen_on]
    return shown[0] if len(set(shown)) == 1 else "; ".join(shown)


_COUNTING = (
    (
        "Berita relevan",
        "Berita yang menyebut program smart city/kota cerdas (eksplisit), atau berita tentang layanan digital dan"
        " inovasi pemerintah daerah yang termasuk salah satu dari enam pilar tanpa menyebut program itu (implisit)."
        " Keduanya dihitung terpisah.",
    ),
    (
        "Peristiwa",
        "Berita dari beberapa media tentang kejadian yang sama, termasuk salinan siaran pers, dihitung sebagai satu"
        " peristiwa.",
    ),
    (
        "Wilayah dan pilar",
        "Satu peristiwa dapat termasuk beberapa wilayah atau pilar, sehingga jumlah sel dalam matriks dapat melebihi"
        " jumlah peristiwa. Berita tentang provinsi secara keseluruhan mempunyai barisnya sendiri.",
    ),
    (
        "Perbandingan",
        "Perubahan dari pekan lalu hanya dihitung pada media yang terbaca di kedua pekan, agar bertambahnya daftar"
        " media tidak tampak sebagai kenaikan. Persentase hanya ditulis jika pembaginya sedikitnya"
        f" {MINIMUM_FOR_PERCENT}.",
    ),
)
_LIMITS = (
    (
        "Penandaan",
        "Relevansi, wilayah, pilar, dan tonggak ditandai secara otomatis berdasarkan kata dan aturan; kata penandanya"
        " tercantum dalam kliping. Penandaan dapat keliru dan perlu diperiksa sebelum dikutip.",
    ),
    (
        "Batasan",
        "Hanya berita teks media daring dalam daftar media. Media sosial, televisi, radio, dan media cetak tidak"
        " dipantau. Nada pemberitaan dan nilai iklan tidak dihitung. Banyaknya berita bukan ukuran keberhasilan"
        " program.",
    ),
    (
        "Hak atas teks",
        "Hak cipta tetap pada media masing-masing. Kliping memuat kutipan sesuai hak yang diberikan media; teks lengkap"
        " dibaca melalui tautannya. Untuk penggunaan internal.",
    ),
    (
        "Sidik isi",
        "Kode di bawah setiap kliping dihitung dari isi berita; jika isi di laman media berubah, kode ini tidak lagi"
        " cocok.",
    ),
)
