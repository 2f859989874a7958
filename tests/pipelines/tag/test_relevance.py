from __future__ import annotations

from typing import Any

import pytest

# Said so: the programme or a part of it by one of its names.
EXPLICIT = [
    "Pemkab Bangka menyusun masterplan smart city tahun ini.",
    "Pemkot Pangkalpinang menuju kota cerdas pada 2030.",
    "Bupati Bangka Tengah mengembangkan konsep kota pintar.",
    "Wakil Bupati Belitung memaparkan gagasan smart island.",
    "Dishub Pangkalpinang menguji smart parking di pusat kota.",
    "Bupati Belitung Timur menerima penghargaan smart branding.",
    "Pemkab Bangka Selatan menata desa cerdas bersama kementerian.",
    "Bupati Bangka Tengah memulai dari smart government.",
    "Diskominfo Basel menyiapkan bahan evaluasi kabupaten cerdas.",
    "Pemkab Belitung membentuk dewan smart city.",
]

# Digital words, an actor of government and a place of ours.
IMPLICIT = [
    "Pemkab Bangka Barat menerapkan SPBE di seluruh dinas.",
    "Dukcapil Belitung menerbitkan identitas kependudukan digital.",
    "Diskominfo Bangka Tengah memasang internet gratis di balai desa.",
    "Pemkab Bangka Selatan mengusulkan pembangunan BTS.",
    "Bupati Belitung Timur meluncurkan aplikasi aduan warga.",
    "Pemkot Pangkalpinang melatih pelaku UMKM berjualan online.",
    "Dinas Perpustakaan Bangka Barat mengembangkan perpustakaan digital.",
    "BPBD Belitung memasang alat peringatan dini banjir.",
    "Dinas Kesehatan Bangka Tengah membuka call center PSC 119.",
    "DLH Pangkalpinang menguji pembayaran nontunai retribusi sampah.",
    "Pasar di Toboali milik Pemkab Bangka Selatan memakai QRIS.",
    "Sekda Bangka meminta dinas memakai tanda tangan elektronik.",
    "Dinas Arsip Bangka meluncurkan Srikandi.",
    "RSUD Depati Hamzah milik Pemkot Pangkalpinang membuka antrean online.",
    "Dishub Pangkalpinang memasang ATCS dan CCTV di simpang.",
    "Pemprov Babel menggelar kelas literasi digital.",
    "Bappeda Bangka menyusun satu data statistik sektoral.",
    "Pemkab Belitung membuka kanal aduan bernama BeSadu.",
    "DPMPTSP Belitung Timur melayani perizinan online.",
    "Bakeuda Bangka menyediakan e-SPPT bagi wajib pajak.",
    "Bapenda Belitung menyediakan e-BPHTB.",
    "Dinas Pariwisata Bangka Barat menjual tur virtual.",
    "Pemkab Belitung Timur merilis laman kalender wisata dan tiket elektronik.",
    "Dinas Pendidikan Bangka Selatan membagikan papan interaktif untuk kelas digital.",
    "Camat Membalong di Belitung melayani surat lewat website desa.",
    "Diskominfo Bangka Barat membentuk tim keamanan siber CSIRT.",
    "Pemkab Bangka Tengah meluncurkan sistem informasi kependudukan berbasis aplikasi.",
    "Desa di Kecamatan Koba, kata Bupati Bangka Tengah, memakai desa digital.",
    "Dinas Perikanan Bangka Selatan membuka lelang ikan daring.",
    "Disnaker Bangka meluncurkan bursa kerja online.",
]

# Looks like it and is not: lexical traps, other actors, plain services, other places.
NONE = [
    "Pesawat Smart Air mendarat darurat, kata Bupati Bangka yang menjadi penumpang.",
    "Smartfren memperluas gerai di Pangkalpinang.",
    "Polres Bangka menerapkan Smart SIM bagi pengendara.",
    "Kemenag Belitung mengenalkan Smart Hajj.",
    "Siswa Bangka Tengah menerima Program Indonesia Pintar dari Dinas Pendidikan.",
    "Bupati Belitung Timur membuka cerdas cermat.",
    "Dinas Perpustakaan Bangka menata rumah pintar.",
    "Wali Kota Pangkalpinang mengajak pegawai kerja cerdas.",
    "Jalan pintar menuju Koba diperbaiki Pemkab Bangka Tengah.",
    "Harga smartphone turun di Pangkalpinang.",
    "Polisi menangkap bandar judi online di Toboali.",
    "Pelaku terekam rekaman CCTV toko di Sungailiat, kata Kapolres Bangka.",
    "Satlantas Polres Belitung menambah kamera ETLE.",
    "KSOP Tanjungpandan mewajibkan aplikasi Inaportnet.",
    "KPU Bangka Tengah melatih petugas memakai aplikasi Sirekap.",
    "Telkomsel menambah kuota internet pelanggan Belitung.",
    "PLN Manggar mengajak pelanggan memasang aplikasi PLN Mobile.",
    "Mahasiswa UBB membuat aplikasi penyiram tanaman di Merawang.",
    "Calon bupati Bangka menjanjikan aplikasi aduan dalam debat publik pilkada.",
    "Wakil Bupati Belitung mengikuti rapat koordinasi pangan secara daring dari kantornya.",
    "Sekda Bangka membenarkan kabar itu saat dihubungi melalui WhatsApp.",
    "Angka itu dikutip dari laman Pemkab Bangka.",
    "Disdukcapil Belitung merekam KTP elektronik pelajar.",
    "Wali Kota Pangkalpinang meminta pegawai melek teknologi.",
    "DLH Bangka menambah truk sampah.",
    "DLH Belitung menyerahkan gerobak sampah kepada desa.",
    "DLH Bangka mewajibkan retribusi sampah di Belinyu.",
    "Dinperkimhub Bangka Tengah membeli token listrik lampu jalan.",
    "Bupati Bangka Selatan berkantor di desa dan melayani warga.",
    "Bupati Bangka Barat melantik kepala Diskominfo.",
    "Bupati Belitung membuka festival layang-layang.",
    "Kontingen Bangka Selatan merebut medali emas.",
    "Tambang ilegal di Tanjungpandan ditertibkan.",
    "Wali Kota Pangkalpinang membagikan beras murah.",
    "Dinas PUPR Bangka menambal jalan.",
    "Pemkab Sintang meluncurkan aplikasi Sibeji.",
    "Pemkot Tanjungpinang menguji parkir QRIS.",
    "Kabupaten Banggai menggelar bimtek smart city.",
    "Otorita IKN membangun kota cerdas.",
    "Pemkab Bangkalan meresmikan command center.",
    "DLH Balikpapan memasang sensor di TPA Manggar.",
    "Pemkot Semarang menambah kamera kota cerdas.",
    "Pemerintah meluncurkan aplikasi nasional.",
    "DPRD Bangka Barat studi banding smart city ke Palembang.",
    "Komisi I DPRD Belitung mempelajari command center Kota Bandung.",
]


@pytest.mark.parametrize("text", EXPLICIT)
def test_knows_who_says_smart_city(tag: Any, text: str) -> None:
    assert tag(text).relevance == "explicit"


@pytest.mark.parametrize("text", IMPLICIT)
def test_knows_digital_government_without_the_word(tag: Any, text: str) -> None:
    assert tag(text).relevance == "implicit"


@pytest.mark.parametrize("text", NONE)
def test_is_not_misled(tag: Any, text: str) -> None:
    tagging = tag(text)
    assert (tagging.is_relevant, tagging.relevance) == (False, "none")
    assert tagging.pillars == ()
    assert tagging.milestones == ()


def test_irrelevant_articles_keep_their_place(tag: Any) -> None:
    tagging = tag("DLH Bangka menambah truk sampah.")
    assert (tagging.scope, tagging.regencies) == ("regency", ("bangka",))


def test_a_signed_agreement_makes_a_visit_relevant(tag: Any) -> None:
    text = "Diskominfo Babel mempelajari Jakarta Smart City dan meneken perjanjian kerja sama dengan pengelolanya."
    assert tag(text).is_relevant


def test_a_list_of_yesterdays_articles_is_about_none_of_them(tag: Any) -> None:
    text = "Pangkalpinang (ANTARA) - Dinas Kominfo Bangka meluncurkan aplikasi aduan, dan harga cabai naik."
    assert not tag(text, title="Kemarin, aplikasi aduan Bangka sampai harga cabai").is_relevant


def test_words_of_a_related_block_do_not_count(tag: Any) -> None:
    body = "Pemkab Bangka menambal jalan desa.\n\nBaca juga: Diskominfo Bangka luncurkan aplikasi smart city"
    assert not tag(body).is_relevant
    body = "Pemkab Bangka menambal jalan desa.\n\nBerita Terkait\nEvaluasi smart city Bangka\nAplikasi baru diluncurkan"
    assert not tag(body).is_relevant


def test_a_word_in_passing_is_not_enough(tag: Any) -> None:
    body = (
        "Bupati Bangka membuka pasar tani di Sungailiat.\n\nSebanyak 40 petani menjual sayur.\n\nPembeli datang sejak "
        "pagi.\n\nPanitia menyiapkan tempat parkir.\n\nSeorang petani mengaku sering melihat harga lewat internet."
    )
    assert not tag(body, title="Bupati Bangka buka pasar tani").is_relevant


def test_the_score_grows_with_what_the_title_says(tag: Any) -> None:
    body = "Diskominfo Bangka meluncurkan aplikasi aduan warga di Sungailiat."
    weak, strong = tag(body), tag(body, title="Diskominfo Bangka luncurkan aplikasi aduan")
    assert weak.relevance_score < strong.relevance_score <= 1


def test_reasons_against_are_kept_for_the_analyst(tag: Any) -> None:
    tagging = tag("Calon bupati Bangka menjanjikan aplikasi aduan dalam debat publik pilkada.")
    reasons = {item.rule for item in tagging.tags if item.kind == "relevance"}
    assert reasons == {"election"}
