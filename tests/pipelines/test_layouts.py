from __future__ import annotations

from datetime import date

import pytest

from models.sources import Platform, ReadingHints, Source
from pipelines.layouts import choose_hints

OLD = ReadingHints(body=(".lama",), until=date(2018, 12, 31))
ANCIENT = ReadingHints(body=(".purba",), until=date(2012, 12, 31))
PLATFORM = Platform(id="uji", name="Uji", reading=(ReadingHints(body=(".baru",), drop=(".iklan",)), OLD, ANCIENT))
SOURCE = Source.model_validate(
    {
        "id": "uji",
        "name": "Uji",
        "owner": "press",
        "homepage": "https://uji.example",
        "platform": "uji",
        "discover": [{"spider": "feed", "url": "https://uji.example/feed"}],
        "extract": [{"body": [".sendiri", ".baru"]}],
        "expect": {"articles_per_week": {"min": 0, "max": 1}},
    }
)


@pytest.mark.parametrize(
    ("fetched_on", "body"),
    [
        (date(2018, 12, 31), (".lama", ".baru")),
        (date(2012, 1, 1), (".purba", ".lama", ".baru")),
        (date(2019, 1, 1), (".baru",)),
        (None, (".baru", ".lama", ".purba")),
    ],
)
def test_a_page_is_read_by_the_layout_of_its_time_first(fetched_on: date | None, body: tuple[str, ...]) -> None:
    assert choose_hints(None, PLATFORM, fetched_on).body == body


def test_the_source_s_selectors_come_first_and_stand_once() -> None:
    hints = choose_hints(SOURCE, PLATFORM, None)
    assert hints.body == (".sendiri", ".baru", ".lama", ".purba")
    assert hints.drop == (".iklan",)
