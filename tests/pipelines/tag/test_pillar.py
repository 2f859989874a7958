from __future__ import annotations

from typing import Any

import pytest

# A sentence and its pillars in order.
PILLARS = [
    # governance
    ("Pemkab Bangka Barat menerapkan SPBE di semua dinas.", "governance"),
    ("Sekda Bangka mewajibkan tanda tangan elektronik.", "governance"),
    ("Dukcapil Belitung menerbitkan identitas kependudukan digital.", "governance"),
    ("Diskominfo Bangka Selatan meluncurkan portal pengaduan warga.", "governance"),
    ("Pemkab Bangka Tengah memasang internet desa di semua balai.", "governance"),
    ("Pemkab Bangka Selatan mengusulkan delapan BTS untuk daerah blank spot.", "governance"),
    ("Bupati Belitung meluncurkan desa digital di Sijuk.", "governance"),
    ("DPMPTSP Belitung Timur membuka perizinan online.", "governance"),
    ("Bappeda Bangka menyusun Satu Data Indonesia tingkat daerah.", "governance"),
    ("Bupati Bangka Tengah meresmikan command center.", "governance"),
    ("PPID Pangkalpinang meraih predikat kota informatif berkat layanan online.", "governance"),
    ("Diskominfo Bangka Barat membentuk tim keamanan siber.", "governance"),
    # branding
    ("Dinas Pariwisata Bangka Barat menjual tur virtual kota tua.", "branding"),
    ("Disbudpar Belitung meluncurkan aplikasi wisata bagi turis.", "branding"),
    ("Pemkab Belitung Timur mempromosikan geopark lewat aplikasi.", "branding"),
    ("Dispar Pangkalpinang memasang papan sentuh digital bagi wisatawan.", "branding"),
    ("Dinas Pariwisata Bangka menyediakan wifi gratis bagi pengunjung pantai wisata.", "branding"),
    # economy
    ("Pemkab Bangka melatih UMKM berjualan di marketplace.", "economy"),
    ("Pedagang pasar Muntok membayar retribusi pasar nontunai, kata Bupati Bangka Barat.", "economy"),
    ("Bapenda Belitung melayani PBB online.", "economy"),
    ("Dinas Perikanan Bangka Selatan membuka lelang ikan daring bagi nelayan.", "economy"),
    ("Disnaker Bangka meluncurkan bursa kerja online bagi pencari kerja.", "economy"),
    ("TP2DD Bangka Tengah mempercepat elektronifikasi transaksi.", "economy"),
    ("Dinas Koperasi Belitung Timur meluncurkan aplikasi koperasi bagi UMKM.", "economy"),
    # living
    ("RSUD Depati Hamzah milik Pemkot Pangkalpinang membuka pendaftaran online bagi pasien.", "living"),
    ("Dinkes Bangka Tengah meluncurkan PSC 119 berbasis call center.", "living"),
    ("Dishub Pangkalpinang menguji smart parking.", "living"),
    ("Dishub Pangkalpinang memungut parkir dengan QRIS.", "living"),
    ("Dishub Bangka Barat memasang CCTV lalu lintas di simpang.", "living"),
    ("PDAM Bangka meluncurkan aplikasi tagihan air bersih.", "living"),
    ("Dinkes Belitung mencatat stunting lewat aplikasi posyandu.", "living"),
    ("Dinperkim Bangka Selatan mendata rumah tidak layak huni lewat aplikasi.", "living"),
    # society
    ("Diskominfo Babel menggelar kelas literasi digital bagi pelajar.", "society"),
    ("Dinas Perpustakaan Bangka Barat meluncurkan perpustakaan digital.", "society"),
    ("Dindik Bangka Selatan membuka SPMB online bagi siswa.", "society"),
    ("Pemkab Bangka Tengah mengaktifkan panggilan darurat 112 bersama damkar.", "society"),
    ("Kesbangpol Bangka Tengah meluncurkan aplikasi pelaporan potensi konflik.", "society"),
    ("DP3A Pangkalpinang merilis aplikasi pelaporan kekerasan terhadap perempuan.", "society"),
    ("Satpol PP Pangkalpinang memasang kamera pengawas untuk keamanan pos ronda.", "society"),
    # environment
    ("DLH Bangka Tengah menjajaki teknologi pengolahan sampah modern.", "environment"),
    ("Bupati Belitung meresmikan bank sampah digital.", "environment"),
    ("DLH Bangka memasang sensor mutu air sungai.", "environment"),
    ("DLH Belitung memantau mangrove dengan pesawat nirawak dan sensor.", "environment"),
    # pairs and conflicts
    ("DLH Pangkalpinang menerima retribusi sampah lewat QRIS.", "environment economy"),
    ("BPBD Belitung memasang alat peringatan dini banjir.", "society environment"),
    ("Pemkab Belitung Timur memasang sirene banjir dan early warning system.", "society environment"),
    ("Pemkab Bangka Tengah memasang lampu jalan tenaga surya bersensor.", "environment living"),
    ("Dinkes Bangka bersama Diskominfo meluncurkan aplikasi antrean online puskesmas.", "living"),
    ("Pemkot Pangkalpinang menyiapkan smart parking di dalam super app.", "living"),
    ("Pemkab Bangka membuka satu aplikasi untuk pajak, parkir, dan pasien lewat super app.", "governance"),
]


@pytest.mark.parametrize(("text", "expected"), PILLARS)
def test_ranks_the_pillars_of_a_sentence(tag: Any, text: str, expected: str) -> None:
    assert " ".join(tag(text).pillars) == expected


STEPS = [
    "Pemkab Bangka menggelar bimtek tahap I penyusunan masterplan smart city bersama dinas kesehatan dan pariwisata.",
    "Wali Kota Pangkalpinang meneken nota kesepahaman kota cerdas bersama UMKM dan sekolah.",
    "DPRD Pangkalpinang membahas raperda smart city tentang sampah, parkir, dan sekolah.",
    "Bupati Belitung mengukuhkan Dewan Smart City di hadapan pelaku UMKM.",
    "Asesor mengevaluasi program kota cerdas Bangka Selatan.",
]


@pytest.mark.parametrize("text", STEPS)
def test_stories_of_the_programme_itself_are_governance(tag: Any, text: str) -> None:
    assert tag(text).pillars == ("governance",)


def test_a_list_of_all_dimensions_adds_none(tag: Any) -> None:
    tagging = tag(
        "Pemkab Bangka menggelar bimtek smart city di Sungailiat. Ada enam dimensi, yakni smart governance, smart "
        "branding, smart economy, smart living, smart society, dan smart environment."
    )
    assert tagging.pillars == ("governance",)


def test_bare_names_after_the_first_are_a_list_too(tag: Any) -> None:
    tagging = tag(
        "Diskominfo Belitung menyusun masterplan smart city. Dimensinya smart governance, economy, branding, living, "
        "society, dan environment."
    )
    assert tagging.pillars == ("governance",)


def test_programmes_named_for_each_dimension_count_all(tag: Any) -> None:
    tagging = tag(
        "Diskominfo Belitung Timur menggelar evaluasi smart city. Yang dinilai: smart governance (Lawang Beltim, desa "
        "digital), economy (Pundok UMKM), branding (Geopark Belitong), living (Go Bright), society (Yuk Sekula), dan "
        "environment (Kelekak)."
    )
    assert tagging.pillars == ("governance", "branding", "economy", "living", "society", "environment")


def test_dimensions_with_programmes_in_sentences_of_their_own_count(tag: Any) -> None:
    tagging = tag(
        "Pemkab Belitung Timur memaparkan program kota cerdas.\n\nSmart governance diwujudkan dengan Lawang Beltim.\n\n"
        "Smart economy ditopang Pundok UMKM.\n\nSmart living menampilkan Go Bright."
    )
    assert set(tagging.pillars) == {"governance", "economy", "living"}


def test_explaining_a_dimension_reports_nothing(tag: Any) -> None:
    tagging = tag(
        "Diskominfo Bangka menggelar bimtek tahap I smart city.\n\nSmart governance adalah tata kelola.\n\n"
        "Smart economy adalah ekonomi.\n\nSmart living adalah hunian."
    )
    assert tagging.pillars == ("governance",)


def test_a_report_with_a_subject_per_dimension_counts_them(tag: Any) -> None:
    tagging = tag(
        "Asesor mengevaluasi program kota cerdas Belitung Timur.\n\nLapak daring UMKM mencatat seribu pesanan.\n\n"
        "Antrean pasien RSUD berkurang.\n\nPerpustakaan digital dibuka malam hari.\n\nRetribusi sampah dibayar lewat "
        "aplikasi.\n\nPromosi wisata memakai kalender acara."
    )
    assert set(tagging.pillars) == {"governance", "branding", "economy", "living", "society", "environment"}


@pytest.mark.parametrize(
    ("older", "pillar"),
    [
        ("smart government", "governance"),
        ("smart mobility", "living"),
        ("smart people", "society"),
        ("smart tourism", "branding"),
        ("smart energy", "environment"),
        ("smart health", "living"),
    ],
)
def test_maps_older_vocabularies(tag: Any, older: str, pillar: str) -> None:
    tagging = tag(f"Bupati Bangka Tengah mengutamakan {older} tahun ini.")
    assert tagging.pillars[0] == pillar


def test_never_more_than_two_without_a_report(tag: Any) -> None:
    tagging = tag(
        "Pemkab Bangka meluncurkan aplikasi bagi UMKM, pasien, siswa, wisatawan, dan bank sampah. Aplikasi itu gratis.",
        title="Aplikasi baru bagi UMKM, pasien, siswa, turis, dan sampah",
    )
    assert 1 <= len(tagging.pillars) <= 2


def test_a_faint_subject_falls_to_governance(tag: Any) -> None:
    tagging = tag("Bupati Bangka meluncurkan chatbot di Sungailiat.")
    assert tagging.pillars == ("governance",)
    assert next(item for item in tagging.tags if item.kind == "pillar").score < 0.5
