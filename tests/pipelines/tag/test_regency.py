from __future__ import annotations

from datetime import date
from typing import Any

import pytest

# Each row: a text and where it is. Several regencies are parted by a space; "province" and "elsewhere" are scopes. The
# sentences are made up, the names and traps are real.
PLACES = [
    # Full names and the islands' names inside them
    ("Pemkab Bangka Barat membuka layanan baru bagi warga.", "bangka-barat"),
    ("Pemerintah Kabupaten Bangka Tengah menata ulang pasar.", "bangka-tengah"),
    ("Bupati Bangka Selatan meninjau dermaga.", "bangka-selatan"),
    ("Wakil Bupati Belitung Timur membuka lomba.", "belitung-timur"),
    ("Pemkab Bangka menyiapkan anggaran perubahan.", "bangka"),
    ("Pemerintah Kabupaten Belitung menambah armada.", "belitung"),
    ("Wali Kota Pangkalpinang melantik pejabat baru.", "pangkalpinang"),
    ("Diskominfo Kota Pangkalpinang merawat peladen.", "pangkalpinang"),
    ("DPRD Kabupaten Bangka menggelar rapat paripurna.", "bangka"),
    ("DPRD Belitung menerima dua rancangan aturan.", "belitung"),
    ("KPU Bangka menetapkan jadwal.", "bangka"),
    ("Dinas Kesehatan Kabupaten Bangka mendata balita.", "bangka"),
    ("Dinas Pekerjaan Umum dan Penataan Ruang Bangka Selatan menambal jalan.", "bangka-selatan"),
    ("Sekda Belitung menutup pelatihan.", "belitung"),
    ("Kabupaten Bangka Induk menunggu bupati definitif.", "bangka"),
    ("Polres Bangka mengamankan tiga orang.", "bangka"),
    ("Kejari Belitung Timur memeriksa saksi.", "belitung-timur"),
    ("BPBD Belitung memasang tenda.", "belitung"),
    ("DLH Bangka mengangkut sampah pasar.", "bangka"),
    ("Dukcapil Belitung melayani warga pulau.", "belitung"),
    # Bare island names say nothing, unless something unambiguous keeps them company
    ("Nelayan Bangka menunggu musim ikan.", "elsewhere"),
    ("Warga Belitung menikmati libur panjang.", "elsewhere"),
    ("Hujan deras mengguyur Pulau Bangka sejak pagi.", "elsewhere"),
    ("Kapal cepat menuju Pulau Belitung ditunda.", "elsewhere"),
    ("Wisatawan Belitong Geopark bertambah.", "elsewhere"),
    ("Warga Bangka di Sungailiat mengurus akta.", "bangka"),
    ("Petani Belitung di Membalong memanen lada.", "belitung"),
    ("Pengusaha Bangka memuji kantor Pemkab Bangka.", "bangka"),
    ("Pembagian Bangka Utara masih sebatas usulan.", "elsewhere"),
    ("Selat Bangka bergelombang dua meter.", "elsewhere"),
    ("Tugu Bangka menjadi latar foto.", "elsewhere"),
    # Short names
    ("Pemkab Babar merawat dermaga.", "bangka-barat"),
    ("Bupati Basel meninjau sawah.", "bangka-selatan"),
    ("Pemkab Bateng menata pasar.", "bangka-tengah"),
    ("Warga Bateng mulai memilah sampah.", "bangka-tengah"),
    ("Pelajar Beltim belajar daring.", "belitung-timur"),
    ("Diskominfo Basel menambah titik hotspot.", "bangka-selatan"),
    ("Bank wajib mengikuti aturan Basel III.", "elsewhere"),
    ("Pameran jam tangan dibuka di Basel, Swiss.", "elsewhere"),
    ("Gajah Babar menghibur anak-anak.", "elsewhere"),
    ("Kepulauan Babar dilanda angin kencang.", "elsewhere"),
    # Mottos and aliases
    ("Bumi Sejiran Setason merayakan hari jadi.", "bangka-barat"),
    ("Negeri Selawang Segantang punya pasar baru.", "bangka-tengah"),
    ("Kota Beribu Senyuman berbenah.", "pangkalpinang"),
    ("Bumi Junjung Besaoh menyambut tamu.", "bangka-selatan"),
    # Capitals and their spellings
    ("Pasar Mentok direnovasi tahun ini.", "bangka-barat"),
    ("Pasar Muntok direnovasi tahun ini.", "bangka-barat"),
    ("Rapat digelar di Koba.", "bangka-tengah"),
    ("Rapat digelar di Toboali.", "bangka-selatan"),
    ("Rapat digelar di Manggar.", "belitung-timur"),
    ("Rapat digelar di Tanjungpandan.", "belitung"),
    ("Rapat digelar di Tanjung Pandan.", "belitung"),
    ("Rapat digelar di Sungailiat.", "bangka"),
    ("Rapat digelar di Sungai Liat.", "bangka"),
    ("Pemkot Pangkal Pinang menambah taman.", "pangkalpinang"),
    # Districts, joined and apart
    ("Warga Belinyu menolak kapal isap.", "bangka"),
    ("Camat Sungaiselan memanggil kepala desa.", "bangka-tengah"),
    ("Camat Sungai Selan memanggil kepala desa.", "bangka-tengah"),
    ("Panen raya di Simpangkatis.", "bangka-tengah"),
    ("Petani Air Gegas memanen lada.", "bangka-selatan"),
    ("Petani Airgegas memanen lada.", "bangka-selatan"),
    ("Puskesmas Parit Tiga menambah dokter.", "bangka-barat"),
    ("Warga Gerunggang menata gang.", "pangkalpinang"),
    ("Listrik padam di Selat Nasik.", "belitung"),
    ("Warga Kelapa Kampit memperbaiki jalan.", "belitung-timur"),
    ("Camat Pangkalanbaru membuka musrenbang.", "bangka-tengah"),
    ("Kecamatan Kelapa menambah loket.", "bangka-barat"),
    ("Kecamatan Payung menambah loket.", "bangka-selatan"),
    ("Kecamatan Gantung menambah loket.", "belitung-timur"),
    ("Kecamatan Damar menambah loket.", "belitung-timur"),
    ("Camat Taman Sari menambah loket.", "pangkalpinang"),
    ("Kecamatan Badau menambah loket.", "belitung"),
    # Ordinary words are no districts
    ("Harga kelapa naik di pasar.", "elsewhere"),
    ("Payung dagangan roboh tertiup angin.", "elsewhere"),
    ("Jembatan gantung putus diterjang arus.", "elsewhere"),
    ("Getah damar dikumpulkan warga.", "elsewhere"),
    ("Dendang lagu daerah menutup acara.", "elsewhere"),
    # Villages need their cue
    ("Kepala Desa Batu Beriga menerima bantuan.", "bangka-tengah"),
    ("Kelurahan Bukit Betung menata taman.", "bangka"),
    ("Perpusdes Desa Air Saga buka malam hari.", "belitung"),
    ("Desa Bangka Kota menata dermaga.", "bangka-selatan"),
    ("Desa Riau menyambut tamu.", "bangka"),
    ("Desa Penyak, Guntung, dan Kurau Barat mendapat sumur bor.", "bangka-tengah"),
    ("Desa baru dibentuk setelah pemekaran.", "elsewhere"),
    ("Desa Nibung menunggu bantuan.", "elsewhere"),
    ("Desa Petaling di Kecamatan Mendo Barat menata balai.", "bangka"),
    # Landmarks
    ("Penumpang menumpuk di Pelabuhan Tanjung Kalian.", "bangka-barat"),
    ("Wisatawan memadati Pantai Tanjung Pendam.", "belitung"),
    ("Apel digelar di OR Tudung Saji.", "pangkalpinang"),
    ("Gerai baru dibuka di Destar Point.", "pangkalpinang"),
    ("Sampah menggunung di TPA Parit Enam.", "pangkalpinang"),
    ("Kapal bersandar di Pelabuhan Sadai.", "bangka-selatan"),
    ("Pameran digelar di Auditorium Zahari MZ.", "belitung-timur"),
    # Province
    ("Pemprov Babel menyusun anggaran.", "province"),
    ("Gubernur Bangka Belitung membuka rapat.", "province"),
    ("Diskominfo Provinsi Kepulauan Bangka Belitung melatih operator.", "province"),
    ("Ombudsman Babel menerima laporan.", "province"),
    ("DPRD Babel membahas rancangan aturan di Pangkalpinang.", "province"),
    ("Rapat dihadiri utusan tujuh kabupaten/kota se-Babel.", "province"),
    ("Rapat digelar di Ruang Pasir Padi Kantor Gubernur Air Itam.", "province"),
    (
        "Bantuan dibagi untuk Bangka Barat, Bangka Tengah, Bangka Selatan, Belitung Timur, dan Pangkalpinang.",
        "province",
    ),
    ("Kepala BI Babel memaparkan inflasi di Pangkalpinang.", "province"),
    # Several
    ("Bupati Bangka Barat dan Bupati Bangka Tengah meneken kerja sama.", "bangka-barat bangka-tengah"),
    ("Pemkab Belitung dan Belitung Timur menata geopark.", "belitung belitung-timur"),
    ("Pemkot Pangkalpinang dan Pemkab Bangka berbagi TPA.", "pangkalpinang bangka"),
    # Elsewhere
    ("Pemkab Bangkalan meresmikan pasar.", "elsewhere"),
    ("Pemkot Tanjungpinang menguji parkir.", "elsewhere"),
    ("Bupati Banggai menerima tamu.", "elsewhere"),
    ("TPA Manggar di Balikpapan memasang sensor.", "elsewhere"),
    ("Kelurahan Bangka, Mampang Prapatan, Jakarta Selatan, banjir.", "elsewhere"),
    ("Muara Bangka Hulu di Kota Bengkulu ditata.", "elsewhere"),
    ("PLBN Badau di Kapuas Hulu ramai.", "elsewhere"),
    ("Pemkab Banyuasin membangun jalan.", "elsewhere"),
    # Outlets, firms, streets and offices that only sit in a town
    ("Redaksi Bangka Pos menerima kunjungan.", "elsewhere"),
    ("Wartawan Pos Belitung meraih juara.", "elsewhere"),
    ("Bank Sumsel Babel membuka kantor.", "elsewhere"),
    ("LBH Pangkalpinang mendampingi petani di Simpang Rimba.", "bangka-selatan"),
    ("Stasiun Meteorologi Pangkalpinang mengamati hujan di Mentok.", "bangka-barat"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_a_sentence(tag: Any, text: str, expected: str) -> None:
    tagging = tag(text)
    if expected in ("province", "elsewhere"):
        assert (tagging.scope, tagging.regencies) == (expected, ())
    else:
        assert set(tagging.regencies) == set(expected.split())


# Office-holders: name, day, regency. The same person means different places at different times.
HOLDERS = [
    ("Bupati Sukirman membuka rapat.", date(2022, 1, 13), "bangka-barat"),
    ("Bupati Markus membuka rapat.", date(2020, 5, 1), "bangka-barat"),
    ("Bupati Riza Herdavid membuka rapat.", date(2023, 6, 21), "bangka-selatan"),
    ("Erzaldi Rosman membuka rapat.", date(2015, 3, 1), "bangka-tengah"),
    ("Erzaldi Rosman membuka rapat.", date(2021, 1, 21), "province"),
    ("Bupati Algafry Rahman membuka rapat.", date(2024, 3, 1), "bangka-tengah"),
    ("Bupati Sahani Saleh membuka rapat.", date(2019, 5, 20), "belitung"),
    ("Pj Bupati Yuspian membuka rapat.", date(2024, 3, 8), "belitung"),
    ("Yuspian membuka rapat.", date(2023, 2, 15), "elsewhere"),
    ("Bupati Burhanudin membuka rapat.", date(2022, 11, 24), "belitung-timur"),
    ("Bupati Kamarudin Muten membuka rapat.", date(2025, 8, 1), "belitung-timur"),
    ("Wali Kota Maulan Aklil membuka rapat.", date(2020, 8, 1), "pangkalpinang"),
    ("Wali Kota Molen membuka rapat.", date(2020, 8, 1), "pangkalpinang"),
    ("Wali Kota Saparudin membuka rapat.", date(2026, 1, 5), "pangkalpinang"),
    ("Pj Wali Kota Budi Utama membuka rapat.", date(2024, 9, 17), "pangkalpinang"),
    ("Bupati Mulkan membuka rapat.", date(2022, 12, 7), "bangka"),
    ("Pj Bupati M Haris membuka rapat.", date(2024, 6, 1), "bangka"),
    ("Wabup Syahbudin membuka rapat.", date(2023, 7, 3), "bangka"),
    ("Gubernur Hidayat Arsani membuka rapat.", date(2025, 10, 1), "province"),
    ("Pj Gubernur Ridwan Djamaluddin membuka rapat.", date(2022, 8, 1), "province"),
    ("Mantan Bupati Sukirman membuka warung.", date(2026, 1, 1), "elsewhere"),
    ("Bupati Sukirman membuka rapat.", None, "bangka-barat"),
    ("Erzaldi Rosman membuka rapat.", None, "elsewhere"),
    ("Gubernur Erzaldi Rosman membuka rapat.", None, "province"),
    ("Pedagang bernama Markus membuka warung.", date(2026, 1, 1), "elsewhere"),
]


@pytest.mark.parametrize(("text", "day", "expected"), HOLDERS)
def test_resolves_office_holders_by_their_term(tag: Any, text: str, day: date | None, expected: str) -> None:
    tagging = tag(text, published_on=day)
    found = tagging.regencies[0] if tagging.regencies else tagging.scope
    assert found == expected


def test_the_outlets_kicker_beats_the_dateline(tag: Any) -> None:
    tagging = tag("POSBELITUNG.CO, BANGKA - Jalan desa diperbaiki.", section="Berita Belitung Timur")
    assert tagging.regencies == ("belitung-timur",)


@pytest.mark.parametrize(
    ("dateline", "trust", "expected"),
    [
        ("Belitung (ANTARA)", "regency", "belitung"),
        ("Koba, Babel (ANTARA)", "regency", "bangka-tengah"),
        ("BANGKAPOS.COM, BANGKA", "island", "elsewhere"),
        ("MENTOK, LASPELA", "unreliable", "bangka-barat"),
        ("PANGKALPINANG", "unreliable", "elsewhere"),
        ("JAKARTA", "unreliable", "elsewhere"),
    ],
)
def test_weighs_datelines_by_trust(tag: Any, dateline: str, trust: str, expected: str) -> None:
    tagging = tag("Warga memperbaiki saluran air.", dateline=dateline, dateline_trust=trust)
    assert (tagging.regencies[0] if tagging.regencies else tagging.scope) == expected


def test_a_dateline_left_in_the_text_is_read_as_one(tag: Any) -> None:
    tagging = tag("Pangkalpinang (ANTARA) - Bupati Bangka Barat membuka pasar di Mentok, Senin.")
    assert tagging.regencies == ("bangka-barat",)


def test_only_the_path_of_an_address_speaks(tag: Any) -> None:
    host_only = tag(
        "Warga memperbaiki saluran air.", url="https://bangka.tribunnews.com/lokal/1/warga-perbaiki-saluran"
    )
    assert host_only.regencies == ()
    path = tag("Warga Toboali memperbaiki saluran.", url="https://kabar.example/bangka-selatan/saluran")
    assert path.regencies == ("bangka-selatan",)


def test_tells_about_from_mentioned(tag: Any) -> None:
    tagging = tag(
        "Bupati Bangka Tengah Algafry Rahman membuka pasar tani di Koba.\n\n"
        "Pasar itu menampung petani Bangka Tengah.\n\nSebagian pembeli datang dari Toboali."
    )
    assert tagging.regencies == ("bangka-tengah",)
    assert [item.value for item in tagging.tags if item.kind == "mention"] == ["bangka-selatan"]


def test_a_province_story_may_be_about_one_regency_too(tag: Any) -> None:
    tagging = tag(
        "Pemprov Babel dan tujuh kabupaten/kota meneken komitmen pengaduan. Ombudsman menyaksikannya. Bupati Belitung "
        "Sahani Saleh memaparkan kanal aduan daerahnya di Tanjungpandan.",
        published_on=date(2019, 4, 23),
    )
    assert (tagging.scope, tagging.regencies) == ("province", ("belitung",))


def test_a_provincial_actor_in_passing_changes_nothing(tag: Any) -> None:
    tagging = tag(
        "Bupati Belitung Timur membuka lomba desa di Manggar. Tujuh belas desa di Belitung Timur ikut serta.\n\n"
        "Lomba dinilai juri.\n\nPemenang akan bertemu Gubernur di tingkat provinsi."
    )
    assert (tagging.scope, tagging.regencies) == ("regency", ("belitung-timur",))


def test_a_governor_in_the_title_makes_a_visit_provincial(tag: Any) -> None:
    body = (
        "Wakil Gubernur Babel meninjau desa di Kecamatan Simpang Rimba, Kabupaten Bangka Selatan. Warga Toboali hadir."
    )
    assert tag(body, title="Wagub tinjau desa di Simpang Rimba").scope == "province"
    assert tag(body, title="Bupati Bangka Selatan sambut tamu di Simpang Rimba").scope == "regency"


def test_a_district_elsewhere_is_not_ours(tag: Any) -> None:
    assert tag("Kecamatan Payung, Kabupaten Karo, panen jeruk.").scope == "elsewhere"
    assert tag("Kecamatan Payung, Kabupaten Bangka Selatan, panen jeruk.").regencies == ("bangka-selatan",)
