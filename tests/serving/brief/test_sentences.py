from __future__ import annotations

from dataclasses import replace

import pytest

from serving.brief import sentences as say
from serving.brief.parts import Brief, Figure


def test_the_conclusions_of_the_week(brief: Brief) -> None:
    assert say.conclusions(brief) == [
        "13 berita relevan tentang 8 peristiwa ditemukan di antara 17 berita dari 5 media yang terbaca; 7 menyebut"
        " program smart city dan 6 terkait pilarnya tanpa menyebut program itu.",
        "Pada 3 media yang terbaca di kedua pekan, jumlah berita relevan naik 6 (dari 4 menjadi 10), sedangkan jumlah"
        " seluruh berita yang terbaca 6 pada pekan lalu dan 14 pada pekan ini.",
        "Isu utama: “S1 diberitakan harian_alfa” (Kab. Alfa), 3 berita di 3 media.",
        "4 tonggak program tercatat di 4 wilayah, 2 di antaranya sudah terlaksana: infrastruktur (1), peraturan (1),"
        " peluncuran aplikasi (1), dan nilai indeks (1).",
        "1 peristiwa memuat kritik dan menunggu tanggapan: “S4 diberitakan harian_alfa”. 1 lainnya memuat kata keluhan"
        " atau gangguan dan perlu diperiksa.",
        "Peristiwa terbanyak di Kab. Alfa (3 peristiwa).",
        "3 dari 8 media sumber tidak terbaca pada pengambilan terakhir (1 dinonaktifkan); tidak adanya berita dari"
        " media tersebut tidak berarti tidak ada kejadian.",
    ]


def test_an_empty_week_concludes_nothing(empty_brief: Brief) -> None:
    first, compared, seen, fresh = say.conclusions(empty_brief)
    assert "tidak ada yang dapat disimpulkan" in first
    assert "tidak dihitung" in compared
    assert seen.startswith("8 dari 8 media sumber tidak terbaca")
    assert fresh == "Belum ada pengambilan yang tercatat; keadaan media tidak diketahui."


def test_a_week_that_was_not_harvested_to_its_end_says_so_in_the_summary(brief: Brief) -> None:
    early = replace(brief, coverage=replace(brief.coverage, is_complete=False))
    assert "belum lengkap" in say.conclusions(early)[-1]
    assert say.freshness(brief.coverage).startswith("Keadaan media menurut pengambilan terakhir")


def test_a_week_with_irrelevant_news_only_says_how_many_were_read(brief: Brief) -> None:
    totals = replace(brief.totals, relevant=Figure(0, 5, 0, 4))
    assert say.conclusions(replace(brief, totals=totals, clips=()))[0] == (
        "Tidak ada berita relevan di antara 17 berita dari 5 media yang terbaca pekan ini."
    )


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(5, 0, None, None), "belum dapat dibandingkan"),
        (Figure(9, 4, 4, 4), "tetap (4)"),
        (Figure(9, 4, 7, 4), "naik 3 (dari 4 menjadi 7)"),
        (Figure(9, 40, 15, 20), "turun 5 atau 25 persen (dari 20 menjadi 15)"),
        (Figure(9, 40, 25, 19), "naik 6 (dari 19 menjadi 25)"),
        (Figure(9, 0, 2, 0), "naik 2 (dari 0 menjadi 2)"),
    ],
)
def test_a_change_gives_both_counts_and_a_percentage_only_when_there_is_enough(figure: Figure, words: str) -> None:
    assert say.change_words(figure) == words


def test_percentages_begin_at_the_minimum() -> None:
    assert say.percent(5, say.MINIMUM_FOR_PERCENT - 1) == ""
    assert say.percent(5, say.MINIMUM_FOR_PERCENT) == "25 persen"


def test_says_what_the_peak_was_about(brief: Brief) -> None:
    assert say.peak_sentence(brief.peak) == (
        "Pemberitaan terbanyak terjadi pada Rabu, 11 November 2026 dengan 3 berita; 2 di antaranya tentang"
        " “S2 diberitakan harian_alfa”."
    )
    assert brief.peak is not None
    assert "berbeda" in say.peak_sentence(replace(brief.peak, story_articles=1))
    assert say.peak_sentence(None) == ""


def test_says_how_widely_an_issue_was_told_and_since_when(brief: Brief) -> None:
    assert say.issue_sentence(brief.issues[0]) == (
        "3 berita di 3 media (Harian Alfa, Warta Beta, dan Media Baru), 9–10 November 2026; pertama kali diberitakan"
        " 5 November 2026."
    )


def test_says_what_a_place_had(brief: Brief) -> None:
    beta, _, gama, _ = brief.sections
    assert say.section_sentence(brief, gama) == (
        "2 peristiwa dalam 3 berita; 2 di antaranya menyebut program smart city (pekan lalu 2 peristiwa). Pilar:"
        " Smart Governance (2) dan Smart Economy (1)."
    )
    assert "tidak satu pun menyebut program smart city" in say.section_sentence(brief, beta)


def test_silence_of_a_place_is_said_together_with_what_was_not_seen(empty_brief: Brief) -> None:
    beta = empty_brief.sections[0]
    assert (
        say.section_sentence(empty_brief, beta)
        == "Tidak ada berita relevan yang terbaca pekan ini (pekan lalu 0 peristiwa)."
    )
    assert say.unseen_sentence(beta) == (
        "Media setempat yang tidak terbaca: Media Mati. Berita dari media ini tidak diketahui."
    )
    assert say.unseen_sentence(replace(beta, unseen=())) == ""


def test_says_what_a_step_is_and_how_far(brief: Brief) -> None:
    assert say.step_words(brief.milestones[1]) == "peraturan: terlaksana, 9 November 2026"
    assert say.step_words(brief.milestones[3]) == "peluncuran aplikasi: direncanakan"


def test_says_why_an_entry_is_critical_and_what_rights_allow(brief: Brief) -> None:
    assert [say.cue_note(entry) for entry in brief.critical] == ["Tonggak: kritik", "Kata penanda: “tidak berfungsi”"]
    notes = {say.rights_note(clip) for clip in brief.clips}
    assert notes == {"", "Media ini hanya mengizinkan judul dan cuplikan singkat."}


def test_long_lists_are_counted_not_named(brief: Brief) -> None:
    entries = tuple(replace(brief.critical[0], title=f"Judul {number}") for number in range(6))
    text = " ".join(say.conclusions(replace(brief, critical=entries)))
    assert "“Judul 3”, dan 2 lainnya." in text
    assert "Judul 4" not in text


def test_warns_of_fictional_text() -> None:
    assert "fiktif" in say.sample_warning()


def test_says_when_every_source_was_seen(brief: Brief) -> None:
    seen = replace(brief, coverage=replace(brief.coverage, unseen=()))
    assert say.seen_outlets(seen) == "Seluruh 8 media sumber terbaca pada pengambilan terakhir."
