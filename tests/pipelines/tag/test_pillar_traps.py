"""Words that mislead about relevance and pillar, each a row: why, a made-up sentence, its pillars ("-": irrelevant)."""

from __future__ import annotations

from typing import Any

import pytest

PRODUCT = "a product called smart is no programme"
SCHEME = "a national scheme called pintar is no smart city"
PHRASE = "a turn of speech"
PASSING = "a digital word only said how people met or were reached"
POLICE = "police, courts and ports have systems of their own"
NATION = "a firm or national body, no regional government"
VOTE = "elections announce and report no progress"
AWAY = "another province's programme"
VISIT = "learning elsewhere is no progress at home"
PLAIN = "a plain service without anything digital"
ADVICE = "advice to people is no system"
CRIME = "a police story with digital words"
ROUND = "a list of other articles"
DOMAIN = "the subject first, the payment second"
OWN = "Belitung Timur's own assignment"
SUBJECT = "the subject's office, not the builder"
CAMERA = "cameras serve whom they watch for"
NETWORK = "a network is governance, its use may be another's"
LIST = "a list of all dimensions adds none"
STORY = "a step of the programme is governance"
OLDER = "older vocabularies"
INDEX = "indices have pillars of their own, not smart city's"
SERVICE = "one service of government"
MARKET = "sellers, payments, work"
HOME = "health, traffic, house and water"
PEOPLE = "school, safety, community"
GREEN = "waste, water, woods, energy"
FACE = "guests, image, town's face"
BOTH = "two subjects, both told"

# reason, text, pillars in any order; "-": not relevant
TRAPS: list[tuple[str, str, str]] = [
    (PRODUCT, "Smartfren membuka gerai di Sungailiat, kata Bupati Bangka.", "-"),
    (PRODUCT, "Bupati Bangka menumpang pesawat Smart Air.", "-"),
    (PRODUCT, "Harga smart TV turun di Pangkalpinang.", "-"),
    (PRODUCT, "Smartwatch baru dijual di Toboali.", "-"),
    (PRODUCT, "Rekomendasi HP terbaru untuk pelajar Koba.", "-"),
    (PRODUCT, "Telkomsel menambah kuota data pelanggan di Manggar.", "-"),
    (PRODUCT, "Hotel di Tanjungpandan menawarkan kamar pintar bagi tamu.", "-"),
    (SCHEME, "Dinas Pendidikan Bangka Tengah menyalurkan Program Indonesia Pintar.", "-"),
    (SCHEME, "Pemkab Belitung membagikan Kartu Indonesia Pintar.", "-"),
    (SCHEME, "Polres Bangka melayani Smart SIM.", "-"),
    (SCHEME, "Kemenag Belitung memakai Smart Hajj.", "-"),
    (PHRASE, "Bupati Belitung Timur membuka lomba cerdas cermat.", "-"),
    (PHRASE, "Wali Kota Pangkalpinang mengajak pegawai kerja cerdas.", "-"),
    (PHRASE, "Warga Koba memakai jalan pintar ke pasar.", "-"),
    (PHRASE, "Orang pintar mengobati warga Mentok.", "-"),
    (PHRASE, "Bupati Bangka meninjau rumah pintar di Belinyu.", "-"),
    (PHRASE, "Bupati Bangka Barat menata empat pilar kebangsaan.", "-"),
    (PHRASE, "Sasaran kerja memakai kriteria SMART, kata Sekda Bangka.", "-"),
    (PASSING, "Wabup Belitung mengikuti rapat pangan secara daring.", "-"),
    (PASSING, "Sekda Bangka membenarkan saat dihubungi melalui WhatsApp.", "-"),
    (PASSING, "Sekda Bangka membenarkan saat dikonfirmasi melalui ponsel.", "-"),
    (PASSING, "Bupati Bangka Tengah hadir dalam upacara melalui Zoom.", "-"),
    (PASSING, "Angka kemiskinan dikutip dari laman BPS Bangka.", "-"),
    (POLICE, "Polres Belitung menambah kamera ETLE.", "-"),
    (POLICE, "KSOP Tanjungpandan memakai aplikasi Inaportnet.", "-"),
    (POLICE, "Kejari Bangka Selatan membuka layanan online tilang.", "-"),
    (POLICE, "Imigrasi Pangkalpinang membuka aplikasi antrean paspor.", "-"),
    (POLICE, "Lapas Sungailiat membuka kunjungan daring.", "-"),
    (NATION, "PLN Manggar mengenalkan aplikasi PLN Mobile.", "-"),
    (NATION, "BPJS Kesehatan Pangkalpinang mengenalkan Mobile JKN.", "-"),
    (NATION, "Mahasiswa UBB membuat aplikasi cuaca di Merawang.", "-"),
    (NATION, "Bank Mandiri Toboali menambah mesin EDC.", "-"),
    (VOTE, "Calon bupati Bangka menjanjikan kota cerdas dalam kampanye.", "-"),
    (VOTE, "Paslon menjanjikan internet gratis saat debat publik pilkada di Koba.", "-"),
    (VOTE, "KPU Bangka Barat melatih petugas aplikasi Sirekap.", "-"),
    (VOTE, "Gudang surat suara KPU Belitung dijaga CCTV jelang pemungutan suara.", "-"),
    (AWAY, "Kabupaten Banggai menggelar bimtek smart city.", "-"),
    (AWAY, "Otorita IKN membangun kota cerdas.", "-"),
    (AWAY, "Pemkot Semarang meluncurkan aplikasi aduan.", "-"),
    (AWAY, "Pemkab Karo membuka desa digital di Kecamatan Payung.", "-"),
    (AWAY, "TPA Manggar di Balikpapan memakai sensor.", "-"),
    (AWAY, "Pemkab Bangkalan meresmikan command center.", "-"),
    (VISIT, "DPRD Bangka Barat studi banding smart city ke Banyuasin.", "-"),
    (VISIT, "Komisi I DPRD Belitung mempelajari command center Kota Bandung.", "-"),
    (PLAIN, "DLH Bangka menambah truk sampah.", "-"),
    (PLAIN, "Bupati Bangka Selatan membuka pasar murah.", "-"),
    (PLAIN, "Dinas PUPR Bangka menambal jalan.", "-"),
    (PLAIN, "Pemkab Bangka Tengah membuka mal pelayanan publik di Koba.", "-"),
    (PLAIN, "Dinkes Belitung memberi vitamin kepada balita.", "-"),
    (PLAIN, "Disdukcapil Bangka merekam KTP warga pulau.", "-"),
    (PLAIN, "Retribusi sampah di Belinyu dipungut tiap bulan oleh DLH Bangka.", "-"),
    (ADVICE, "Bupati Bangka mengajak warga bijak bermedia sosial.", "-"),
    (ADVICE, "Wali Kota Pangkalpinang meminta pegawai melek teknologi.", "-"),
    (CRIME, "Polisi menangkap bandar judi online di Toboali.", "-"),
    (CRIME, "Pencuri motor terekam CCTV di Sungailiat lalu diringkus.", "-"),
    (CRIME, "Warga Gantung tertipu toko daring, pelaku dibekuk polisi.", "-"),
    ("demonstrations", "Pengemudi ojol berunjuk rasa menuntut tarif di kantor DPRD Babel, aplikasi dimatikan.", "-"),
    (ROUND, "Berita kemarin: aplikasi aduan Bangka sampai harga cabai.", "-"),
    # conflicts
    (DOMAIN, "Dishub Pangkalpinang memungut parkir dengan QRIS.", "living"),
    (DOMAIN, "DLH Pangkalpinang memungut retribusi sampah dengan QRIS.", "environment economy"),
    (DOMAIN, "Pedagang Pasar Koba membayar retribusi pasar nontunai, kata Bupati Bangka Tengah.", "economy"),
    (DOMAIN, "Bapenda Bangka membuka PBB online.", "economy"),
    (DOMAIN, "Dinas Pariwisata Belitung menjual tiket elektronik pantai bagi wisatawan.", "branding economy"),
    (OWN, "Bupati Belitung Timur meluncurkan desa digital.", "governance"),
    (OWN, "Pemkab Belitung Timur mempromosikan geopark lewat aplikasi.", "branding"),
    (OWN, "Pemkab Belitung Timur memasang penerangan jalan umum pintar.", "living"),
    (OWN, "DLH Belitung Timur menagih iuran sampah lewat aplikasi, dibayar nontunai.", "environment economy"),
    (SUBJECT, "Diskominfo Bangka membangun aplikasi antrean pasien RSUD.", "living"),
    (SUBJECT, "Diskominfo Belitung membangun laman SPMB bagi calon siswa.", "society"),
    (SUBJECT, "Diskominfo Bangka Barat membangun aplikasi bank sampah.", "environment"),
    (SUBJECT, "Diskominfo Bangka Tengah membangun lapak daring bagi UMKM.", "economy"),
    (SUBJECT, "Diskominfo Basel membangun aplikasi wisata bagi turis.", "branding"),
    (CAMERA, "Dishub Pangkalpinang memasang CCTV lalu lintas di simpang.", "living"),
    (CAMERA, "Satpol PP Pangkalpinang memasang kamera pengawas keamanan.", "society"),
    (CAMERA, "Wali Kota Pangkalpinang meresmikan ruang kendali command center.", "governance"),
    (NETWORK, "Pemkab Bangka Tengah memasang internet desa di balai.", "governance"),
    (NETWORK, "Pemkab Bangka Selatan mengusulkan delapan BTS.", "governance"),
    (NETWORK, "Diskominfo Belitung melatih literasi digital pelajar desa.", "society"),
    (NETWORK, "Dinas Pariwisata Bangka memasang wifi gratis bagi wisatawan.", "branding"),
    (NETWORK, "Pemprov Babel menertibkan blank spot di pulau kecil.", "governance"),
    (LIST, "Bimtek smart city Pemkab Bangka membahas smart governance, smart branding, smart economy, smart living, "
           "smart society, dan smart environment.", "governance"),
    (LIST, "Diskominfo Belitung menyusun masterplan smart city: smart governance, economy, branding, living, society, "
           "environment.", "governance"),
    (STORY, "Wali Kota Pangkalpinang meneken nota kesepahaman kota cerdas bersama sekolah.", "governance"),
    (STORY, "DPRD Pangkalpinang membahas raperda smart city tentang sampah dan parkir.", "governance"),
    (STORY, "Pemkab Bangka menggelar bimtek tahap I smart city bersama pelaku UMKM.", "governance"),
    (STORY, "Bupati Belitung mengukuhkan Dewan Smart City bersama dokter dan guru.", "governance"),
    (STORY, "Asesor mengevaluasi program kota cerdas Bangka Selatan.", "governance"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart government.", "governance"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart people.", "society"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart mobility.", "living"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart energy.", "environment"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart health.", "living"),
    (OLDER, "Bupati Bangka Tengah memulai dari smart tourism.", "branding"),
    (OLDER, "Wabup Belitung memaparkan gagasan smart island.", "governance"),
    (INDEX, "Indeks SPBE Belitung Timur mencapai 4,16 kata Diskominfo.", "governance"),
    (INDEX, "Indeks Masyarakat Digital Babel naik, kata Diskominfo Babel.", "governance society"),
    (SERVICE, "Sekda Bangka mewajibkan tanda tangan elektronik.", "governance"),
    (SERVICE, "Dukcapil Belitung menerbitkan identitas kependudukan digital bagi pelajar.", "governance"),
    (SERVICE, "Warga Bangka Barat melapor jalan rusak lewat nomor aduan WhatsApp pemkab.", "governance"),
    (SERVICE, "DPMPTSP Belitung Timur membuka perizinan online.", "governance"),
    (SERVICE, "Bappeda Bangka menyusun satu data tentang stunting dan kemiskinan.", "governance"),
    (SERVICE, "Diskominfo Bangka Barat membentuk tim tanggap insiden siber.", "governance"),
    (SERVICE, "ASN Pemkab Belitung absen dengan pengenalan wajah.", "governance"),
    (SERVICE, "Desa di Membalong melayani surat keterangan lewat laman desa, kata Bupati Belitung.", "governance"),
    (SERVICE, "PPID Pangkalpinang meraih predikat kota informatif berkat layanan online.", "governance"),
    (SERVICE, "Dinas Arsip Bangka meluncurkan Srikandi.", "governance"),
    (SERVICE, "Pemkot Pangkalpinang menyatukan layanan dalam super app.", "governance"),
    (SERVICE, "Pemkab Bangka menghentikan surat kertas antardinas dan beralih ke surat elektronik.", "governance"),
    (SERVICE, "Diskominfo Bangka memindahkan server ke pusat data bersama.", "governance"),
    (MARKET, "Pemkab Bangka melatih UMKM berjualan di lokapasar.", "economy"),
    (MARKET, "Badan Pendapatan Bangka memasang alat perekam transaksi di rumah makan.", "economy"),
    (MARKET, "Disnaker Bangka Tengah membuka bursa kerja online.", "economy"),
    (MARKET, "Dinas Perikanan Bangka Selatan membuka lelang ikan daring.", "economy"),
    (MARKET, "TP2DD Belitung mempercepat elektronifikasi transaksi.", "economy"),
    (MARKET, "Dinas Koperasi Belitung Timur meluncurkan kasir digital bagi warung.", "economy"),
    (MARKET, "Dinsos Bangka Barat mendata warga miskin lewat aplikasi bansos.", "economy"),
    (MARKET, "Disperindag Pangkalpinang memasang papan harga digital bahan pokok.", "economy"),
    (MARKET, "Dinas Pertanian Bangka mengenalkan kartu tani digital bagi kelompok tani.", "economy"),
    (HOME, "RSUD Depati Hamzah milik Pemkot Pangkalpinang membuka antrean online.", "living"),
    (HOME, "Dinkes Bangka Tengah meluncurkan PSC 119 berbasis call center.", "living"),
    (HOME, "Dinkes Basel membuka telemedisin bagi pasien pulau.", "living"),
    (HOME, "Dishub Bangka Barat menguji lampu lalu lintas bersensor.", "living"),
    (HOME, "Dishub Pangkalpinang menampilkan jadwal bus lewat aplikasi.", "living"),
    (HOME, "Perumda air minum Bangka Barat memasang meteran air pintar.", "living"),
    (HOME, "Dinperkim Bangka Selatan mendata rumah tidak layak huni lewat aplikasi.", "living"),
    (HOME, "Dinas PUPR Bangka Tengah membuka peta RDTR daring.", "living"),
    (HOME, "Dishub Belitung memakai kartu pintar uji KIR.", "living"),
    (PEOPLE, "Dinas Perpustakaan Bangka Barat membuka pojok baca digital di pelabuhan.", "society"),
    (PEOPLE, "Dindik Bangka Selatan membuka SPMB online bagi siswa.", "society"),
    (PEOPLE, "Pemkab Bangka Tengah mengaktifkan panggilan darurat 112 bersama damkar.", "society"),
    (PEOPLE, "Kesbangpol Bangka Tengah meluncurkan aplikasi pelaporan potensi konflik.", "society"),
    (PEOPLE, "DP3A Pangkalpinang merilis aplikasi pelaporan kekerasan anak.", "society"),
    (PEOPLE, "Disdikbud Belitung membagikan papan interaktif bagi sekolah dasar.", "society"),
    (PEOPLE, "Diskominfo Babel membuka kelas koding bagi anak muda.", "society"),
    (PEOPLE, "Relawan TIK bersama Diskominfo Basel melatih warga menangkal hoaks.", "society"),
    (PEOPLE, "Pemkab Belitung Timur memasang tombol panik di pos ronda.", "society"),
    (GREEN, "DLH Bangka memasang sensor mutu air sungai.", "environment"),
    (GREEN, "DLH Pangkalpinang memasang alat pemantau kualitas udara.", "environment"),
    (GREEN, "DLH Belitung memantau mangrove dengan drone dan peta digital.", "environment"),
    (GREEN, "DLH Bangka Tengah menjajaki teknologi pengolahan sampah modern.", "environment"),
    (GREEN, "Bupati Belitung meresmikan bank sampah digital.", "environment"),
    (GREEN, "Truk sampah DLH Bangka Selatan dipasangi pelacak GPS.", "environment"),
    (GREEN, "Pemkab Bangka memasang SPKLU bagi kendaraan listrik di halaman kantor.", "environment"),
    (FACE, "Disbudpar Belitung membuka museum virtual.", "branding"),
    (FACE, "Dinas Pariwisata Bangka Barat menjual tur virtual kota tua.", "branding"),
    (FACE, "Dispar Pangkalpinang merilis kalender acara digital bagi wisatawan.", "branding"),
    (FACE, "DPMPTSP Bangka menawarkan lahan kepada investor lewat peta investasi digital.", "branding economy"),
    (FACE, "Dinas Pariwisata Bangka Tengah memasang pemandu suara berkode QR di museum.", "branding"),
    (BOTH, "BPBD Belitung memasang alat peringatan dini banjir.", "society environment"),
    (BOTH, "Pemkab Bangka Tengah memasang lampu jalan tenaga surya bersensor.", "environment living"),
    (BOTH, "Dinas Kehutanan dan BPBD Babel mengaktifkan dasbor titik api.", "environment society"),
    (BOTH, "Pemkot Pangkalpinang mengoperasikan bus listrik berpelacak.", "living environment"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), TRAPS)
def test_is_not_misled_by_words(tag: Any, reason: str, text: str, expected: str) -> None:
    tagging = tag(text)
    assert tagging.is_relevant is (expected != "-"), reason
    assert set(tagging.pillars) == set(expected.replace("-", "").split()), reason


def test_there_are_enough_rows_and_each_differs() -> None:
    assert len({text for _, text, _ in TRAPS}) == len(TRAPS) >= 150
