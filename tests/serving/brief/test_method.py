from __future__ import annotations

from dataclasses import replace
from datetime import date

from serving.brief import method
from serving.brief.parts import Brief
from serving.brief.seen import Unseen


def test_every_state_of_a_source_has_an_indonesian_reason() -> None:
    # The states of spiders.outcome and serving.monitor; seen and partly seen ones are no reasons.
    states = {"never", "disabled", "blocked", "denied_by_robots", "layout_changed", "feed_broken", "unreachable"}
    assert set(method.STATE_REASONS) == states | {"crashed"}


def test_an_unknown_state_is_shown_with_the_systems_own_reason() -> None:
    assert (
        method.unseen_reason(Unseen("melted", ("A", "B"), ("too hot", "too hot"), (None, None)))
        == "tidak terbaca (too hot)"
    )


def test_notes_what_was_seen_only_in_part(brief: Brief) -> None:
    assert method.coverage_notes(brief.coverage) == [
        "Keadaan media menurut pengambilan terakhir, Senin, 16 November 2026 pukul 02.00 WIB.",
        "Hanya terbaca sebagian karena batas waktu atau jumlah permintaan tercapai: Media Baru.",
        "Tidak terbaca setiap malam: Warta Beta (1 dari 2 malam). Sebagian beritanya mungkin terlewat.",
        "Terbaca, tetapi jumlah beritanya di bawah kebiasaan: Pemkot Gama.",
    ]


def test_names_outlets_that_are_silent_for_too_long(brief: Brief) -> None:
    notes = method.coverage_notes(replace(brief.coverage, silent=("Harian Alfa", "Judul Saja")))
    assert notes[-1] == "Terbaca, tetapi lebih lama tanpa berita baru daripada biasanya: Harian Alfa dan Judul Saja."


def test_says_that_an_unfinished_week_is_not_complete(brief: Brief) -> None:
    notes = method.coverage_notes(replace(brief.coverage, is_complete=False))
    assert "belum lengkap" in notes[0]


def test_says_that_nothing_was_ever_fetched(empty_brief: Brief) -> None:
    assert method.data_per(empty_brief.coverage) == "belum ada halaman yang diambil"
    assert method.coverage_notes(empty_brief.coverage)[0].startswith("Belum ada pengambilan")


def test_the_data_are_as_old_as_the_newest_page(brief: Brief) -> None:
    assert method.data_per(brief.coverage) == "Senin, 16 November 2026 pukul 01.55 WIB"


def test_the_method_box_states_its_limits(brief: Brief) -> None:
    notes = dict(method.method_notes(brief))
    assert "Media sosial" in notes["Batasan"]
    assert notes["Tanpa tanggal"].startswith("1 berita relevan")
    assert "20" in notes["Perbandingan"]
    assert "Hak cipta" in notes["Hak atas teks"]
    nothing_undated = replace(brief, totals=replace(brief.totals, undated=0))
    assert dict(method.method_notes(nothing_undated))["Tanpa tanggal"].startswith("Setiap berita")


def test_one_date_for_all_of_a_group_is_said_once() -> None:
    day = date(2026, 11, 8)
    assert method.last_seen(Unseen("blocked", ("A", "B"), ("r", "r"), (day, day))) == "8 November 2026"
    assert method.last_seen(Unseen("blocked", ("A", "B"), ("r", "r"), (day, None))) == "8 November 2026; belum pernah"
