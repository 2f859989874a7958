from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from serving.brief.critical import find_cue
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief
from serving.brief.rows import Found, load_rows


@pytest.fixture
def article(filled: Engine, catalogue: Catalogue, week: Week) -> Found:
    return load_rows(filled, catalogue, week).now[0]


def test_criticism_stands_before_what_only_has_to_be_looked_at(brief: Brief) -> None:
    shown = [(entry.title[:2], entry.cue, entry.sentence, entry.clips) for entry in brief.critical]
    assert shown == [
        ("S4", None, "Kalimat tonggak S4 dari harian_alfa.", (10,)),
        ("S6", "tidak berfungsi", "Alat itu tidak berfungsi sejak Oktober.", (13,)),
    ]


def test_a_title_is_not_repeated_as_its_own_evidence(filled: Engine, catalogue: Catalogue, week: Week) -> None:
    with filled.begin() as connection:
        connection.exec_driver_sql("UPDATE milestone SET sentence = 'S4 diberitakan harian_alfa' WHERE kind = 'kritik'")
    first = gather_brief(filled, catalogue, week).critical[0]
    assert (first.title, first.sentence) == ("S4 diberitakan harian_alfa", "Dewan menilai layanan lambat.")


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Proyek itu mangkrak sejak 2024.", "mangkrak"),
        ("DPRD mengkritik pelaksanaan program.", "mengkritik"),
        ("Dua aplikasi tak bisa dibuka warga.", "tak bisa dibuka"),
        ("Lelang perangkat gagal dan diulang.", "gagal"),
        ("Jalan kota cerdas belum berjalan.", "belum berjalan"),
    ],
)
def test_finds_a_telling_phrase(article: Found, sentence: str, cue: str) -> None:
    assert find_cue(replace(article, title="Judul", body=f"Awal. {sentence} Akhir.")) == (cue, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Proyek itu tidak mangkrak.",
        "Peluncuran berlangsung tanpa gagal.",
        "Langkah ini agar tidak gagal.",
        "Warga menyampaikan kritik dan saran.",
        "Rumah tidak layak huni didata.",
        "Layanan berjalan baik.",
    ],
)
def test_passes_over_phrases_that_are_denied_or_mean_something_else(article: Found, sentence: str) -> None:
    assert find_cue(replace(article, title="Judul", body=sentence)) is None


def test_a_phrase_in_the_title_counts(article: Found) -> None:
    assert find_cue(replace(article, title="Aplikasi sepi pengguna", body="")) == (
        "sepi pengguna",
        "Aplikasi sepi pengguna",
    )
