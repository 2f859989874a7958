"""How alike two articles are: as texts (shared runs of words) and as accounts of one event (shared rare words).

What follows from it is decided in `stories.py`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from pipelines.stems import stem

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_SENTENCE = re.compile(r"(?<=[.!?\"])\s+|\n+")
_SHINGLE = 3
_MIN_SHINGLES = 12
"""A text with fewer runs of three words is too short to be called a copy by them."""
_MIN_LETTERS = 4
_TITLE_WEIGHT = 2
_NAME_WEIGHT = 1.6
_NUMBER_WEIGHT = 1.5
"""Names and numbers tell one event from another of its kind. Of the sample outlets' 52 pairs telling one event, 49 lie
clear above all 7,579 other pairs of three days with these weights, 45 without."""
_MIN_CORPUS = 100
"""Articles the rarity of words is reckoned against at least; in a handful of articles every word is rare."""
_COMMON = frozenset({
    "yang", "dan", "dengan", "untuk", "ini", "itu", "dari", "pada", "tidak", "akan", "juga", "dalam", "oleh", "telah",
    "sudah", "bisa", "para", "kata", "tersebut", "karena", "serta", "atau", "kami", "adalah", "agar", "saat", "bahwa",
    "lebih", "dapat", "menjadi", "secara", "tahun", "hari", "orang", "masih", "antara", "bagi", "lain", "kita",
    "saya", "anda", "mereka", "ujar", "ujarnya", "katanya", "jelas", "jelasnya", "tambah", "tambahnya", "tutur",
    "tuturnya", "menurut", "menurutnya", "selain", "sementara", "setelah", "sebelum", "ketika", "hingga", "sampai",
    "seperti", "sebagai", "hanya", "namun", "tetapi", "tapi", "jadi", "jika", "kalau", "maka", "lagi", "baru", "satu",
    "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "seorang", "beberapa", "setiap",
    "semua", "seluruh", "banyak", "sebuah", "salah", "harus", "mulai", "akhir", "awal", "bulan", "pekan", "minggu",
    "pukul", "kini", "nanti", "lalu", "kemarin", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "januari",
    "februari", "maret", "april", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
    "melalui", "terhadap", "kepada", "sejak", "sekitar", "tanpa", "belum", "bukan", "begitu", "sangat", "dilakukan",
    "melakukan", "digelar", "menggelar", "diharapkan", "berharap", "mengatakan", "menyebut", "menyampaikan",
    "menjelaskan", "menilai", "meminta", "mengaku", "dinilai", "disebut", "pemerintah", "kabupaten", "kota",
    "provinsi", "kepulauan", "pemkab", "pemkot", "pemprov", "bupati", "wakil", "wali", "walikota", "gubernur",
    "sekda", "sekretaris", "daerah", "dinas", "kepala", "badan", "bidang", "bagian", "kantor", "camat", "kecamatan",
    "desa", "kelurahan", "lurah", "kades", "dprd", "pegawai", "masyarakat", "warga", "pelayanan", "layanan", "publik",
    "program", "kegiatan", "acara", "rapat", "anggaran", "wilayah", "pulau", "indonesia", "nasional", "pusat",
    "negara", "kementerian", "menteri", "ketua", "anggota", "peserta", "wartawan", "media", "pembangunan",
    "pengembangan", "peningkatan", "kerja", "sama", "bersama", "kabar", "berita",
})  # fmt: skip
"""Function words, reporting verbs and names of offices: every local story has them."""
_COMMON_NAMES = frozenset({
    "smart", "city", "kepala", "dinas", "kabupaten", "kota", "bupati", "wakil", "wali", "pemerintah", "provinsi",
    "indonesia",
})  # fmt: skip


@dataclass(frozen=True)
class Features:
    """What is compared of one article."""

    counts: Mapping[str, float]
    """Stems by how often they occur, those of the title counted twice."""
    names: frozenset[str]
    """Stems written with a capital inside a sentence."""
    shingles: frozenset[int]
    """Hashes of all runs of three words of the body (with the title, where the body is short)."""


def read_features(title: str, body: str) -> Features:
    """The features of one article."""
    counts: Counter[str] = Counter()
    for text, weight in ((body, 1), (title, _TITLE_WEIGHT)):
        for word in _WORD.findall(text):
            lower = word.lower()
            if lower not in _COMMON and (len(lower) >= _MIN_LETTERS or lower[0].isdigit()):
                counts[stem(lower)] += weight
    return Features(counts, _find_names(body), frozenset(_shingles(title, body)))


@dataclass
class Corpus:
    """Articles with the rarity of their words among themselves."""

    features: Mapping[int, Features]
    vectors: dict[int, dict[str, float]] = field(default_factory=dict)
    frequency: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for features in self.features.values():
            self.frequency.update(features.counts.keys())
        self.vectors = {key: self._weigh(features) for key, features in self.features.items()}

    @property
    def size(self) -> int:
        """How many articles words are reckoned against."""
        return max(len(self.features), _MIN_CORPUS)

    def cosine(self, one: int, other: int) -> float:
        """Likeness of two articles as accounts of an event, from 0 to 1."""
        short, long = sorted((self.vectors[one], self.vectors[other]), key=len)
        return sum(weight * long[word] for word, weight in short.items() if word in long)

    def shared_marks(self, one: int, other: int) -> int:
        """How many names and numbers both have that few articles have."""
        limit = max(6, self.size // 25)
        shared = self.features[one].counts.keys() & self.features[other].counts.keys()
        names = self.features[one].names & self.features[other].names
        return sum(
            self.frequency[word] <= limit for word in shared if word in names or any(sign.isdigit() for sign in word)
        )

    def _weigh(self, features: Features) -> dict[str, float]:
        weights = {word: self._weight(word, count, features) for word, count in features.counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}

    def _weight(self, word: str, count: float, features: Features) -> float:
        weight = (1 + math.log(count)) * math.log(1 + self.size / self.frequency[word])
        if word in features.names:
            weight *= _NAME_WEIGHT
        return weight * _NUMBER_WEIGHT if any(sign.isdigit() for sign in word) else weight


def overlap(one: Features, other: Features) -> tuple[float, float]:
    """Shared runs of words: as a share of both texts together (Jaccard), and of the shorter one."""
    shared = len(one.shingles & other.shingles)
    shorter = min(len(one.shingles), len(other.shingles))
    if shorter < _MIN_SHINGLES:
        return 0.0, 0.0
    return shared / (len(one.shingles) + len(other.shingles) - shared), shared / shorter


def _shingles(title: str, body: str) -> Iterable[int]:
    words = [word.lower() for word in _WORD.findall(body)]
    if len(words) < _MIN_SHINGLES:
        words = [*(word.lower() for word in _WORD.findall(title)), *words]
    runs: Sequence[Sequence[str]] = [words[i : i + _SHINGLE] for i in range(max(1, len(words) - _SHINGLE + 1))]
    return (crc32(" ".join(run).encode()) for run in runs)


def _find_names(body: str) -> frozenset[str]:
    names: set[str] = set()
    for sentence in _SENTENCE.split(body):
        words = [word for word in _WORD.findall(sentence)[1:] if word[0].isupper()]
        names.update(stem(word.lower()) for word in words if word.lower() not in _COMMON_NAMES)
    return frozenset(names)
