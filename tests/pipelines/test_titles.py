from __future__ import annotations

import pytest

from pipelines.dom import Dom
from pipelines.structured import Structured
from pipelines.titles import is_title, read_title, strip_kicker, tidy_title

NAMES = ["kabaruji", "uji"]
JALAN = "Jalan Desa Dibuka"
NONE = Structured()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Jalan Desa Dibuka - Kabar Uji", "Jalan Desa Dibuka"),
        ("Jalan Desa Dibuka | Kabaruji.com", "Jalan Desa Dibuka"),
        ("Jalan Desa Dibuka – Daerah – Kabar Uji", "Jalan Desa Dibuka – Daerah"),
        ("Jalan Desa Dibuka :: Kabar Uji Regional", "Jalan Desa Dibuka"),
        ("Jalan Desa Dibuka Halaman 2 - Kabar Uji", "Jalan Desa Dibuka"),
        ("Jalan Desa Dibuka - Halaman all", "Jalan Desa Dibuka"),
        ("[FOTO] Jalan Desa Dibuka", "Jalan Desa Dibuka"),
        ("VIDEO: Jalan Desa Dibuka", "Jalan Desa Dibuka"),
        ("Nilai SPBE Naik - Sekda Minta Aplikasi Ditutup", "Nilai SPBE Naik - Sekda Minta Aplikasi Ditutup"),
        ("Pemkab-DPRD Sepakat | Ini Isinya", "Pemkab-DPRD Sepakat | Ini Isinya"),
        ("“Kota” Cerdas", '"Kota" Cerdas'),
        ("", ""),
    ],
)
def test_takes_the_outlet_and_marks_off(text: str, title: str) -> None:
    assert tidy_title(text, NAMES) == title


@pytest.mark.parametrize(
    ("title", "section", "expected"),
    [
        ("Bangka Tengah: Jalan Desa Dibuka", "Bangka Tengah", "Jalan Desa Dibuka"),
        ("Bangka Tengah Buka Jalan Desa", "Bangka Tengah", "Bangka Tengah Buka Jalan Desa"),
        ("Opini: Desa", "Opini", "Opini: Desa"),
        ("Jalan Desa", None, "Jalan Desa"),
    ],
)
def test_takes_the_section_off(title: str, section: str | None, expected: str) -> None:
    assert strip_kicker(title, section) == expected


@pytest.mark.parametrize(("text", "expected"), [("Kabar Uji", False), ("Berita", False), ("Jalan Desa Dibuka", True)])
def test_tells_headlines_from_names(text: str, expected: bool) -> None:
    assert is_title(text, NAMES) is expected


@pytest.mark.parametrize(
    ("markup", "structured", "title", "origin"),
    [
        (
            "<h1 class='judul'>Jalan Desa Dibuka</h1><h1>Kabar Uji</h1>",
            Structured(headline="Jalan..."),
            JALAN,
            "selector",
        ),
        ("<h1 class='judul'><i class='kicker'>Desa</i> Jalan Desa Dibuka</h1>", Structured(), JALAN, "selector"),
        ("<h1>Regional</h1><h2>Jalan Desa Dibuka</h2><title>Jalan Desa Dibuka - Uji</title>", NONE, JALAN, "selector"),
        ("<h1>Daerah</h1>", Structured(headline=JALAN), JALAN, "json-ld"),
        ("", Structured(meta={"og:title": "Jalan Desa Dibuka - Kabar Uji"}), JALAN, "meta"),
        ("<title>Jalan Desa Dibuka | Kabar Uji</title>", Structured(), JALAN, "title element"),
        ("<title>Kabar Uji</title>", Structured(), "Judul dari Feed", "channel"),
    ],
)
def test_chooses_among_titles(markup: str, structured: Structured, title: str, origin: str) -> None:
    stated = "Judul dari Feed" if origin == "channel" else None
    got = read_title(Dom(markup, "u"), ["h1.judul"], structured, stated, ["Kabar Uji"])
    assert (got.text, got.origin) == (title, origin)


def test_a_heading_above_the_story_wins_over_a_title_all_pages_share() -> None:
    story = "<div><h2>Sekda Ingatkan Pegawai Isi Laporan</h2><div id='isi'>teks</div></div>"
    dom = Dom(f"<title>Portal Resmi Kota Uji Coba</title>{story}", "u")
    got = read_title(dom, [], Structured(), None, [], dom.select("#isi")[0])
    assert got.text == "Sekda Ingatkan Pegawai Isi Laporan"


def test_a_page_without_a_title_has_none() -> None:
    assert read_title(Dom("<p>teks</p>", "u"), [], Structured(), None, []).text == ""
