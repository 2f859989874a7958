from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.catalogue import Catalogue
from models.lexicon import MILESTONE_KINDS

# kind, status, sentence. Every kind occurs; plans, work under way and results are told apart.
MILESTONES = [
    ("wacana", "planned", "Bupati Bangka Tengah bertekad menuju kota cerdas."),
    ("mitra-vendor", "done", "Pemkab Belitung menggandeng PT Jejaring Contoh untuk mewujudkan smart city."),
    ("seleksi", "done", "Kabupaten Bangka dinyatakan lolos seleksi Gerakan Menuju Kota Cerdas."),
    ("mou", "done", "Bupati Bangka menandatangani nota kesepahaman kota cerdas."),
    ("mou", "planned", "Bupati Bangka Barat akan menandatangani nota kesepahaman kota cerdas."),
    ("mou", "done", "Pemkab Bangka Tengah meneken perjanjian kerja sama satu data dengan kampus."),
    ("dewan-tim", "done", "Wali Kota Pangkalpinang mengukuhkan Dewan Smart City."),
    ("dewan-tim", "planned", "Bupati Bangka Barat segera membentuk Dewan Smart City."),
    ("komitmen", "done", "Seluruh kepala dinas di Pangkalpinang menandatangani komitmen smart city."),
    ("bimtek-1", "done", "Pemkab Bangka menggelar bimtek tahap I smart city."),
    ("bimtek-1", "done", "Diskominfo Basel mengadakan bimbingan teknis tahap pertama kota cerdas."),
    ("bimtek-1", "planned", "Bimtek tahap 1 smart city di Pangkalpinang akan digelar bulan depan, kata Diskominfo."),
    ("bimtek-2", "done", "Pemkab Bangka mengikuti Bimtek Smart City tahap II."),
    ("bimtek-3", "done", "Pemkab Belitung Timur menuntaskan bimtek kota cerdas tahap ke-3."),
    ("bimtek-4", "done", "Bupati Belitung hadir pada bimtek tahap IV smart city."),
    ("masterplan", "under_way", "Pemkab Bangka sedang menyusun masterplan smart city."),
    ("masterplan", "planned", "Pemkab Belitung berencana menyusun peta jalan kota cerdas."),
    ("quick-win", "done", "Pemkab Bangka Tengah menetapkan quick win kota cerdas."),
    ("regulation", "under_way", "DPRD Pangkalpinang sedang membahas raperda smart city."),
    ("regulation", "done", "DPRD Pangkalpinang mengesahkan Perda smart city."),
    ("regulation", "planned", "Pemkab Bangka akan menetapkan peraturan bupati tentang SPBE."),
    ("infrastructure", "done", "BPBD Belitung memasang alat peringatan dini banjir."),
    ("infrastructure", "planned", "Pemkab Bangka Selatan mengusulkan pembangunan delapan BTS."),
    ("infrastructure", "under_way", "Diskominfo Bangka Tengah sedang membangun jaringan internet desa."),
    ("command-center", "done", "Bupati Bangka Tengah meresmikan command center."),
    ("launch-app", "done", "Pemkab Bangka meluncurkan aplikasi Sepintu Layanan."),
    ("launch-app", "planned", "Pemkot Pangkalpinang akan meluncurkan super app."),
    ("launch-app", "under_way", "Dishub Pangkalpinang sedang menguji coba aplikasi parkir digital."),
    ("launch-app", "done", "Warga Belitung kini bisa mengurus surat lewat aplikasi milik Pemkab Belitung."),
    ("training", "done", "Dinas Koperasi Bangka Tengah melatih UMKM berjualan online."),
    ("training", "planned", "Diskominfo Belitung akan menggelar pelatihan literasi digital."),
    ("budget", "planned", "Pemkab Bangka Tengah mengusulkan anggaran Rp4,6 miliar untuk smart city."),
    ("evaluation", "done", "Pemkab Bangka Selatan mengikuti evaluasi kota cerdas tahap II."),
    ("evaluation", "planned", "Pemkab Bangka segera menjalani evaluasi kota cerdas."),
    ("index", "done", "Indeks SPBE Belitung Timur mencapai 4,16 kata Diskominfo."),
    ("award", "done", "Pemkab Belitung Timur meraih penghargaan smart branding."),
    ("kritik", "done", "DPRD Bangka Selatan mengkritik aplikasi pemkab yang mangkrak."),
]


@pytest.mark.parametrize(("kind", "status", "text"), MILESTONES)
def test_finds_the_step_and_its_status(tag: Any, kind: str, status: str, text: str) -> None:
    found = {(item.kind, item.status) for item in tag(text).milestones}
    assert (kind, status) in found


def test_the_table_knows_every_kind_and_status() -> None:
    assert {kind for kind, _, _ in MILESTONES} == set(MILESTONE_KINDS)
    assert {status for _, status, _ in MILESTONES} == {"planned", "under_way", "done"}


def test_kinds_stand_in_the_programmes_order(catalogue: Catalogue) -> None:
    assert tuple(kind.id for kind in catalogue.programme.kinds) == MILESTONE_KINDS


QUIET = [
    "Disdukcapil Belitung mengajak warga mengaktifkan identitas kependudukan digital.",
    "Pemkab Belitung mengelola kanal aduan BeSadu sejak 2018.",
]


@pytest.mark.parametrize("text", QUIET)
def test_reports_no_step_where_none_is_told(tag: Any, text: str) -> None:
    assert tag(text).milestones == ()


def test_a_launch_stays_one_when_people_are_asked_to_use_it(tag: Any) -> None:
    kinds = {
        item.kind for item in tag("Pemkab Bangka meluncurkan aplikasi aduan dan mengajak warga memakainya.").milestones
    }
    assert kinds == {"launch-app"}


def test_a_class_that_won_an_award_is_no_training(tag: Any) -> None:
    text = "Kelas literasi digital Dinas Perpustakaan Bangka melatih remaja dan meraih penghargaan nasional."
    assert {item.kind for item in tag(text).milestones} == {"award"}


def test_a_rule_named_far_below_a_launch_is_no_step(tag: Any) -> None:
    body = (
        "Dishub Pangkalpinang meluncurkan aplikasi smart parking, Senin.\n\nAplikasi itu dipakai di dua puluh ruas "
        "jalan di pusat kota.\n\nJuru parkir dilatih.\n\nTarif digital menunggu peraturan wali kota yang disusun."
    )
    assert {item.kind for item in tag(body).milestones} == {"launch-app"}


def test_two_days_of_coaching_are_not_its_second_stage(tag: Any) -> None:
    kinds = {item.kind for item in tag("Pemkab Bangka menggelar bimtek dua hari tentang smart city.").milestones}
    assert "bimtek-2" not in kinds


def test_takes_the_day_the_sentence_names(tag: Any) -> None:
    tagging = tag(
        "Pemkab Bangka menggelar bimtek tahap I smart city, Senin (03/07/2023).", published_on=date(2023, 7, 5)
    )
    assert [(item.kind, item.event_on) for item in tagging.milestones] == [("bimtek-1", date(2023, 7, 3))]


def test_falls_back_to_the_day_of_publication(tag: Any) -> None:
    tagging = tag("Pemkab Bangka meluncurkan aplikasi aduan.", published_on=date(2024, 5, 6))
    assert tagging.milestones[0].event_on == date(2024, 5, 6)


def test_a_plan_has_no_day_of_its_own(tag: Any) -> None:
    tagging = tag("Pemkab Bangka akan meluncurkan aplikasi, Senin (6/5/2024).", published_on=date(2024, 5, 6))
    assert [(item.status, item.event_on) for item in tagging.milestones] == [("planned", None)]


def test_a_title_takes_day_and_modality_from_the_lead(tag: Any) -> None:
    tagging = tag(
        "Pemkot Pangkalpinang akan menyatukan 32 layanan dalam satu aplikasi super, kata Diskominfo, Jumat (1/3/2024).",
        title="Pemkot Pangkalpinang siapkan aplikasi super",
        published_on=date(2024, 3, 1),
    )
    assert [(item.kind, item.status) for item in tagging.milestones] == [("launch-app", "planned")]


def test_gives_each_regency_its_milestone(tag: Any) -> None:
    tagging = tag("Bupati Belitung dan Bupati Belitung Timur meneken nota kesepahaman smart city.")
    assert {(item.kind, item.regency) for item in tagging.milestones} == {
        ("mou", "belitung"),
        ("mou", "belitung-timur"),
    }


def test_provincial_milestones_have_no_regency(tag: Any) -> None:
    tagging = tag("Pemprov Babel meluncurkan portal layanan.")
    assert [(item.kind, item.regency) for item in tagging.milestones] == [("launch-app", None)]


def test_reads_index_value_year_and_decree(tag: Any) -> None:
    tagging = tag(
        "Indeks SPBE Belitung Timur tahun 2024 mencapai 4,16 dengan predikat sangat baik, sesuai Keputusan Menteri "
        "PANRB Nomor 663 Tahun 2024, kata Diskominfo."
    )
    assert dict(tagging.milestones[0].figures) == {
        "value": "4.16",
        "year": "2024",
        "decree": "Keputusan Menteri PANRB Nomor 663 Tahun 2024",
        "predicate": "sangat baik",
    }


def test_keeps_sentence_phrase_and_name(tag: Any) -> None:
    body = "Sungailiat ramai. Pemkab Bangka meluncurkan aplikasi Sepintu, Senin. Warga senang."
    milestone = tag(body).milestones[0]
    assert milestone.sentence == "Pemkab Bangka meluncurkan aplikasi Sepintu, Senin."
    assert body[milestone.span.start : milestone.span.end] == milestone.span.text == "meluncurkan"
    assert milestone.programme == "Sepintu"


def test_knows_the_provinces_programmes_by_name(tag: Any) -> None:
    tagging = tag("Kesbangpol Bangka Tengah meluncurkan SIONKON untuk pelaporan berbasis aplikasi.")
    assert tagging.milestones[0].programme == "SIONKON"


def test_pangkalpinang_smart_city_is_not_the_application_of_that_name(tag: Any) -> None:
    tagging = tag("DPRD membahas raperda Pangkalpinang Smart City di Kota Pangkalpinang.")
    assert tagging.milestones[0].programme is None
