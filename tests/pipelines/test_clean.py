from __future__ import annotations

import pytest

from models.boilerplate import load_boilerplate
from models.catalogue import PROVINCES_DIR
from pipelines.clean import Cleaned, clean

BOILERPLATE = load_boilerplate(PROVINCES_DIR)
LEAD = (
    "Bupati meresmikan jembatan gantung yang dibangun warga dusun selama lima bulan dengan dana desa dan gotong royong."
)
NEXT = "Anak sekolah tidak perlu lagi memutar sejauh tujuh kilometer untuk sampai ke kelas mereka."
END = "Acara ditutup dengan makan bersama."


def cleaned(*paragraphs: str, title: str = "Jembatan Gantung Diresmikan", cut_after: tuple[str, ...] = ()) -> Cleaned:
    return clean(paragraphs, title, BOILERPLATE, cut_after)


def test_splits_off_dateline_credits_and_signature() -> None:
    got = cleaned(f"KOBA, LASKAR UJI – {LEAD}", "Pewarta: Ana", NEXT, "Editor : Budi", f"{END} (dnd)")
    assert got.paragraphs == [LEAD, NEXT, END]
    assert (got.dateline, got.author, got.editor, got.signature) == ("KOBA, LASKAR UJI", "Ana", "Budi", "dnd")


def test_finds_a_dateline_on_its_own_line_and_after_a_subtitle() -> None:
    assert cleaned("TOBOALI:", LEAD, NEXT).dateline == "TOBOALI"
    got = cleaned("Subjudul pendek", f"TOBOALI – {LEAD}", NEXT)
    assert (got.dateline, got.paragraphs) == ("TOBOALI", ["Subjudul pendek", LEAD, NEXT])


def test_cuts_what_amp_pages_repeat_after_the_copyright_line() -> None:
    got = cleaned(
        LEAD, NEXT, "COPYRIGHT © KANTOR UJI Bangka Belitung 2026", LEAD, "Teks lain yang bukan milik cerita ini."
    )
    assert got.paragraphs == [LEAD, NEXT]


def test_finds_credits_in_one_line_with_the_copyright_and_shortly_after_the_end() -> None:
    got = cleaned(LEAD, NEXT, "Pewarta : Ana Editor : Budi COPYRIGHT © KANTOR UJI 2026", LEAD)
    assert (got.author, got.editor, got.paragraphs) == ("Ana", "Budi", [LEAD, NEXT])
    assert cleaned(LEAD, NEXT, "Berita Terkait", "Editor: Caca", "Judul lain").editor == "Caca"


def test_notes_the_year_of_the_copyright_line() -> None:
    assert cleaned(LEAD, NEXT, "COPYRIGHT © KANTOR UJI Bangka Belitung 2022").stated_year == 2022
    assert cleaned(LEAD, f"{NEXT} (© KANTOR UJI 2020)").stated_year == 2020
    assert cleaned(LEAD, NEXT).stated_year is None


def test_a_heading_above_the_story_does_not_end_it() -> None:
    assert cleaned("Berita Terkait", LEAD, NEXT).paragraphs == [LEAD, NEXT]


def test_cuts_where_the_platform_says() -> None:
    assert cleaned(LEAD, NEXT, "Halaman Khusus", END, cut_after=("^halaman khusus",)).paragraphs == [LEAD, NEXT]


def test_drops_the_repeated_title_and_repeated_paragraphs() -> None:
    got = cleaned(
        "x", "JEMBATAN GANTUNG diresmikan!", LEAD, "x Jembatan Gantung Diresmikan", NEXT, LEAD, "Ya.", "Lalu.", "Ya."
    )
    assert got.paragraphs == [LEAD, NEXT, "Ya.", "Lalu.", "Ya."]


def test_counts_repaired_paragraphs() -> None:
    got = cleaned(LEAD, "â€œKota ini milik kitaâ€\x9d ujar Bupati kepada warga.")
    assert got.repaired == 1
    assert got.paragraphs[1].startswith('"Kota ini milik kita"')


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Selasa, 27 Oktober 2026", True),
        ("27/10/2026 | 14:15 WIB", True),
        ("Senin (3/11/2026) warga bergotong royong membersihkan parit", False),
        ("Tanpa tanggal", False),
    ],
)
def test_takes_a_date_line_above_the_text(line: str, taken: bool) -> None:
    got = cleaned(line, LEAD, NEXT)
    assert (got.date_line == line) is taken
    assert (line in got.paragraphs) is not taken


def test_nothing_stays_nothing() -> None:
    assert cleaned().paragraphs == cleaned("", " ", "***").paragraphs == []


def test_a_box_of_other_stories_inside_the_text_does_not_end_it() -> None:
    box = ["Berita Terkait", "Pasar Ikan Pindah Sementara", "3 November 2026", "Dermaga Diperpanjang"]
    assert cleaned(LEAD, *box, NEXT, LEAD.replace("Bupati", "Camat"), END).paragraphs == [
        LEAD,
        NEXT,
        LEAD.replace("Bupati", "Camat"),
        END,
    ]
    teasers = [line for title in box[1:] for line in (title, NEXT)]
    assert cleaned(LEAD, "Berita Terkait", *teasers).paragraphs == [LEAD]


def test_the_lead_is_the_paragraph_after_the_dateline_or_the_first_sentence() -> None:
    assert cleaned("Subjudul pendek", f"TOBOALI – {LEAD}", NEXT).lead == LEAD
    assert cleaned("TOBOALI:", LEAD, NEXT).lead == LEAD
    assert cleaned("Subjudul pendek", LEAD, NEXT).lead == LEAD
    assert cleaned("Ya.", LEAD).lead == "Ya."
    assert cleaned().lead is None


def test_keeps_the_caption_and_the_wall_that_lines_tell_of() -> None:
    got = cleaned(LEAD, "Foto: Bupati di jembatan", NEXT, "Foto: Yang kedua", "Berlangganan untuk membaca selengkapnya")
    assert (got.caption, got.is_paywalled) == ("Foto: Bupati di jembatan", True)
    assert got.paragraphs == [LEAD, NEXT]
    assert (cleaned(LEAD).caption, cleaned(LEAD).is_paywalled) == (None, False)


@pytest.mark.parametrize("after", [(), ("Ikuti kami di", "Copy Link")])
def test_initials_on_a_line_of_their_own_are_a_signature(after: tuple[str, ...]) -> None:
    got = cleaned(LEAD, NEXT, "(dnd)", *after)
    assert (got.signature, got.paragraphs) == ("dnd", [LEAD, NEXT])
