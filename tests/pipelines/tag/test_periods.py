from datetime import date

import pytest

from pipelines.dates import find_event_dates
from pipelines.tag.periods import find_last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("digelar dari tanggal 3 sampai 4 Juli 2023.", date(2023, 7, 3), date(2023, 7, 4)),
        ("berlangsung 3-5 Juli 2023 di Sungailiat", date(2023, 7, 3), date(2023, 7, 5)),
        ("pada 30 Juni sampai 2 Juli 2023", date(2023, 6, 30), date(2023, 7, 2)),
        ("Senin (03/07/2023). Bimtek digelar 3 hingga 4 Juli 2023", date(2023, 7, 3), date(2023, 7, 4)),
        ("Senin (03/07/2023) di Sungailiat", date(2023, 7, 3), None),
        ("berlangsung 5-6 Juli 2023", date(2023, 7, 3), None),
        ("antara 9-4 Juli 2023", date(2023, 7, 9), None),
    ],
)
def test_the_last_day_of_a_range_that_begins_with_the_event(text, first, last):
    assert find_last_day(text, find_event_dates(text, None), first) == last
