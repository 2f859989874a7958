from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from pipelines.similarity import Features, overlap, read_features, weigh

DAY = date(2026, 11, 10)
FIRE = (
    "Gudang kayu di Kelurahan Tanjung Ketapang terbakar pukul 02.15. Kerugian ditaksir Rp400 juta, kata petugas Damkar"
    " Toboali."
)
FIRE_AGAIN = (
    "Api menghanguskan gudang kayu milik warga Tanjung Ketapang, Toboali. Petugas Damkar menaksir kerugian Rp400 juta"
    " sejak 02.15."
)
ROAD = (
    "Jalan desa di Sungai Selan mulai ditambal. Petugas dinas menargetkan pekerjaan selesai sebelum musim hujan tiba."
)


def read(body: str, title: str = "Kabar dari daerah") -> Features:
    return read_features(title, body, DAY)


def cosines(*bodies: str, copies_of: list[int] | None = None) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = weigh([read(body) for body in bodies], copies_of or list(range(len(bodies))))
    found: np.ndarray[tuple[int, int], np.dtype[np.float32]] = (rows @ rows.T).toarray()
    return found


def test_accounts_of_one_event_are_more_alike_than_others() -> None:
    found = cosines(FIRE, FIRE_AGAIN, ROAD)
    assert found[0, 1] > 0.4 > 0.15 > found[0, 2]
    assert found[0, 0] == pytest.approx(1.0)
    assert found[0, 1] == found[1, 0]


def test_names_and_numbers_say_more_than_other_words() -> None:
    plain = cosines("Truk terguling di jalan lintas timur desa", "Truk terguling karena hujan lebat pagi sekali")
    named = cosines("Truk terguling di jalan lintas timur Namang", "Truk terguling karena hujan lebat pagi Namang")
    assert named[0, 1] > plain[0, 1]
    numbered = cosines("Truk terguling di jalan lintas timur 8.250", "Truk terguling karena hujan lebat pagi 8.250")
    assert numbered[0, 1] > plain[0, 1]


def test_names_of_offices_say_nothing() -> None:
    found = cosines(
        "Bupati dan Kepala Dinas Kabupaten rapat bersama DPRD.",
        "Wakil Bupati, Kepala Dinas dan Camat rapat bersama DPRD.",
    )
    assert found[0, 1] == 0.0


def test_copies_do_not_make_their_own_words_common() -> None:
    many = [FIRE] * 30
    assert (
        cosines(*many, FIRE_AGAIN, ROAD, copies_of=[0] * 30 + [30, 31])[0, 30] > cosines(*many, FIRE_AGAIN, ROAD)[0, 30]
    )


def test_nothing_is_no_trouble() -> None:
    empty = read_features("", "", DAY)
    assert not weigh([empty, empty], [0, 1]).toarray().any()
    assert weigh([], []).shape[0] == 0
    assert overlap(empty, empty) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "jaccard", "contained"),
    [
        (FIRE, FIRE, 1.0, 1.0),
        (FIRE, FIRE.upper(), 1.0, 1.0),
        (FIRE, f"{FIRE} {ROAD}", pytest.approx(0.5, abs=0.1), 1.0),
        (FIRE, ROAD, 0.0, 0.0),
        ("satu dua tiga", "satu dua tiga", 0.0, 0.0),
    ],
)
def test_measures_shared_runs_of_words(one: str, other: str, jaccard: float, contained: float) -> None:
    assert overlap(read(one), read(other)) == (jaccard, contained)


def test_words_in_another_order_share_no_runs() -> None:
    words = FIRE.split()
    assert overlap(read(FIRE), read(" ".join(reversed(words)))) == (0.0, 0.0)


def test_a_short_text_is_compared_with_its_title() -> None:
    assert overlap(read(FIRE[:60], FIRE[60:]), read(FIRE[:60], FIRE[60:]))[0] == 1.0
    assert read("", "Judul Berita").runs.size == 1


def test_days_named_are_those_just_before_it_was_told() -> None:
    body = "Pada Senin (9/11/2026) api padam. Gudang dibangun 3 Mei 2019 dan diperbaiki paling lambat 20 November 2026."
    assert read(body).days == {date(2026, 11, 9)}
