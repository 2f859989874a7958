"""How texts are spoilt on their way to a sample page, and how dates are written there."""

from datetime import datetime

import ftfy
import pytest

from models.clock import WIB
from samples.labels import CRAWLED_AT, ENGLISH, format_http, format_relative, format_rss, format_wib
from samples.quirks import encode, mark_broken, spoil_marks, texturize

MOMENT = datetime(2026, 11, 12, 14, 5, tzinfo=WIB)


def test_curly_quotes_open_and_close() -> None:
    assert texturize('"Ayo," kata "Bupati".') == "“Ayo,” kata “Bupati”."
    assert texturize("Jum'at") == "Jum’at"


def test_mojibake_can_be_repaired() -> None:
    spoilt = spoil_marks('KOBA – "Siap," ujarnya.')
    assert "â€œ" in spoilt
    assert texturize('KOBA – "Siap," ujarnya.') == ftfy.fix_encoding(spoilt)


def test_broken_bytes_stand_between_words() -> None:
    encoded = encode(mark_broken("satu dua tiga empat lima enam tujuh delapan"))
    with pytest.raises(UnicodeDecodeError):
        encoded.decode("utf-8")
    words = encoded.decode("utf-8", errors="replace").replace("�", " ").split()
    assert words == ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan"]


def test_latin_pages_lose_no_sign() -> None:
    assert encode("“Belitong” – ≤", is_latin=True) == b"\x93Belitong\x94 \x96 &#8804;"


def test_dates_are_written_as_outlets_do() -> None:
    assert format_wib(MOMENT, "{weekday}, {day2}/{month2}/{year} - {time}") == "Kamis, 12/11/2026 - 14:05"
    assert format_wib(MOMENT, ENGLISH) == "November 12, 2026 02:05 PM"
    assert format_wib(MOMENT.replace(hour=0), "{time12}") == "12:05 AM"
    assert format_rss(MOMENT, is_utc=True) == "Thu, 12 Nov 2026 07:05:00 +0000"
    assert format_http(CRAWLED_AT) == "Sun, 15 Nov 2026 18:00:00 GMT"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 16, 0, 20, tzinfo=WIB), "40 menit yang lalu"),
        (datetime(2026, 11, 15, 22, 0, tzinfo=WIB), "3 jam yang lalu"),
        (datetime(2026, 11, 15, 0, 30, tzinfo=WIB), "1 hari yang lalu"),
        (datetime(2026, 11, 13, 23, 50, tzinfo=WIB), "3 hari yang lalu"),
    ],
)
def test_relative_dates_name_the_right_day(moment: datetime, shown: str) -> None:
    assert format_relative(moment) == shown
