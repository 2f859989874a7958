"""Broken pages: read or refused, quickly, and with no word that is not on them. `python -m bench reading:mutated`
reads five thousand of them; these are the first."""

from __future__ import annotations

import pytest

from bench.reading.mutate import WAYS, break_page
from bench.reading.mutated import MOST_SECONDS, SEED, describe, find_invented, try_pages
from bench.reading.pages import load_frozen
from models.shapes import Reading

PAGES = load_frozen()
TENTHS = 15


@pytest.mark.parametrize("tenth", range(TENTHS))
def test_a_broken_page_is_read_or_refused_and_nothing_is_invented(tenth: int) -> None:
    trials = list(try_pages(PAGES, range(10 * tenth, 10 * tenth + 10), SEED))
    assert [describe(trial) for trial in trials if trial.crash] == []
    assert [describe(trial) for trial in trials if trial.seconds > 5 * MOST_SECONDS] == []
    assert [describe(trial) for trial in trials if trial.invented] == []


def test_the_same_number_is_the_same_page_and_another_is_not() -> None:
    assert break_page(PAGES, 7, SEED).markup == break_page(PAGES, 7, SEED).markup
    assert len({break_page(PAGES, number, SEED).markup for number in range(20)}) > 15


def test_every_way_of_breaking_is_met_and_changes_pages() -> None:
    broken = [break_page(PAGES, number, SEED) for number in range(10 * TENTHS)]
    assert {way for page in broken for way in page.how} == set(WAYS)
    assert sum(page.markup != page.page.markup for page in broken) > 0.9 * len(broken)


def test_an_invented_word_is_found() -> None:
    reading = Reading(url="", title="Jalan Baru", body="Warga menyambut jalan rekaan itu.")
    page = "<h1>Jalan <b>Baru</b></h1>\n<p>War<i>ga</i> menyambut jalan&nbsp;itu.</p>"
    assert find_invented(reading, page) == ("rekaan",)
