"""Fictional Indonesian text for the farm: one seed always writes the same. What a page looks like: `pages.py`."""

from __future__ import annotations

import random

_WORDS = """
    kantor layanan warga kabupaten aplikasi rapat anggaran jalan desa kecamatan pelabuhan pasar sekolah
    pelatihan nelayan jaringan data informasi pegawai bupati wali kota camat dinas program kegiatan
    pembangunan digital cerdas ekonomi lingkungan sampah wisata pantai budaya usaha mikro kesehatan puskesmas
    petani lada timah energi air bersih perizinan terpadu masyarakat pelaku pemuda kelompok kerja sama
    provinsi pemerintah daerah tahun ini mulai akan telah bersama untuk dengan dari pada oleh serta sejumlah
    beberapa seluruh setiap dapat perlu harus sudah masih lebih baik cepat
"""
_VOCABULARY = _WORDS.split()
_PARAGRAPHS = 500
_SENTENCES = (3, 6)
_SENTENCE_WORDS = (9, 22)


class Writer:
    """Titles, slugs and paragraphs by number; one seed always writes the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        chance = random.Random(seed)
        self._paragraphs = [_write_paragraph(chance) for _ in range(_PARAGRAPHS)]

    def title(self, outlet: int, number: int) -> str:
        """A headline of six to nine words."""
        chance = random.Random(f"{self._seed}-{outlet}-{number}")
        return " ".join(chance.choices(_VOCABULARY, k=chance.randint(6, 9))).capitalize()

    def paragraphs(self, outlet: int, number: int, count: int) -> list[str]:
        """The paragraphs of one article: each article has its own choice of them."""
        chance = random.Random(f"{outlet}-{number}-{self._seed}")
        return [self._paragraphs[chance.randrange(_PARAGRAPHS)] for _ in range(count)]


def make_slug(title: str) -> str:
    """A title as part of an address."""
    return "-".join(title.lower().split())


def _write_paragraph(chance: random.Random) -> str:
    return " ".join(_write_sentence(chance) for _ in range(chance.randint(*_SENTENCES)))


def _write_sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_VOCABULARY, k=chance.randint(*_SENTENCE_WORDS))).capitalize() + "."
