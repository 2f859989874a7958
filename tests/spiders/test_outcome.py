import pytest

from spiders.outcome import ChannelRecord, Outcome, Tally, make_outcome
from spiders.trouble import Trouble

NOT_FOUND = Trouble("feed_broken", "answered 404")
FORBIDDEN = Trouble("blocked", "answered 403")
DENIED = Trouble("denied_by_robots", "is forbidden by robots.txt")
REFUSED = Trouble("unreachable", "refused the connection")
LEFT = Trouble("over_budget", "was not asked")


Troubles = tuple[Trouble, ...]


def _tally(fetched: int = 0, known: int = 0, failed: Troubles = (), skipped: Troubles = ()) -> Tally:
    tally = Tally(requests=20, discovered=fetched + known + len(failed) + len(skipped), known=known, fetched=fetched)
    for trouble in failed:
        tally.fail(trouble)
    for trouble in skipped:
        tally.skip(trouble)
    return tally


def _good(name: str = "feed", leads: int = 5) -> ChannelRecord:
    return ChannelRecord(name, answers=1, seen=leads, leads=leads)


def _end(tally: Tally, *channels: ChannelRecord, reason: str = "finished", error: str | None = None) -> Outcome:
    return make_outcome(tally, channels, reason, error)


@pytest.mark.parametrize(
    ("tally", "channels", "state"),
    [
        (_tally(fetched=3, known=2), [_good()], "ok"),
        (_tally(fetched=1, failed=(NOT_FOUND,) * 9), [_good()], "ok"),
        (_tally(known=5), [_good()], "nothing_new"),
        (_tally(), [ChannelRecord("wordpress", answers=1)], "nothing_new"),
        (_tally(known=9, failed=(NOT_FOUND,)), [_good()], "nothing_new"),
        (_tally(failed=(NOT_FOUND,) * 5), [_good()], "unreachable"),
        (_tally(known=9, failed=(FORBIDDEN,) * 5), [_good()], "blocked"),
        (_tally(failed=(FORBIDDEN,)), [_good()], "blocked"),
        (_tally(skipped=(DENIED,) * 5), [_good()], "denied_by_robots"),
        (_tally(known=5, skipped=(Trouble("skipped", "is application/pdf, no page"),) * 5), [_good()], "nothing_new"),
        (_tally(fetched=7, skipped=(LEFT,) * 3), [_good()], "over_budget"),
        (_tally(), [ChannelRecord("feed", LEFT)], "over_budget"),
        (_tally(), [ChannelRecord("feed", REFUSED), ChannelRecord("listing", REFUSED)], "unreachable"),
        (_tally(), [ChannelRecord("feed", FORBIDDEN)], "blocked"),
        (_tally(), [ChannelRecord("feed", NOT_FOUND), ChannelRecord("listing", FORBIDDEN)], "blocked"),
        (_tally(), [ChannelRecord("feed", DENIED)], "denied_by_robots"),
        (_tally(), [ChannelRecord("listing", answers=2, seen=40)], "layout_changed"),
        (_tally(), [ChannelRecord("feed", NOT_FOUND), ChannelRecord("listing", answers=1, seen=9)], "layout_changed"),
        (_tally(), [ChannelRecord("feed", NOT_FOUND)], "feed_broken"),
        (_tally(), [ChannelRecord("feed")], "feed_broken"),
        (_tally(), [], "crashed"),
    ],
)
def test_every_crawl_ends_in_one_state(tally: Tally, channels: list[ChannelRecord], state: str) -> None:
    outcome = _end(tally, *channels)
    assert outcome.state == state
    assert outcome.reason


def test_the_reason_counts_and_names_the_channel() -> None:
    outcome = _end(_tally(fetched=3, known=2, failed=(NOT_FOUND, NOT_FOUND)), _good("sitemap"))
    assert outcome == ("ok", "sitemap: 3 new, 2 known, not had: 2 x answered 404", "sitemap")


def test_a_fallback_is_mentioned() -> None:
    outcome = _end(_tally(fetched=3), ChannelRecord("wordpress", Trouble("feed_broken", "answered 401")), _good())
    assert outcome == ("ok", "feed: 3 new, 0 known (wordpress answered 401)", "feed")


def test_all_channels_are_named_where_all_failed() -> None:
    outcome = _end(_tally(), ChannelRecord("feed", NOT_FOUND), ChannelRecord("listing", answers=1, seen=9))
    assert outcome.reason == ("feed answered 404; listing gave 9 addresses and none of them looks like an article")


def test_a_mistake_in_our_code_is_a_crash_even_where_articles_came() -> None:
    outcome = _end(_tally(fetched=3), _good(), error="KeyError: 'x'")
    assert outcome == ("crashed", "the spider failed: KeyError: 'x'", "feed")


def test_time_that_is_up_is_said() -> None:
    outcome = _end(_tally(fetched=3), _good(), reason="closespider_timeout")
    assert outcome.state == "over_budget"
    assert "time" in outcome.reason


def test_tally_counts_by_state() -> None:
    tally = _tally(failed=(NOT_FOUND, FORBIDDEN), skipped=(DENIED,))
    assert (tally.failed, tally.skipped, tally.count("blocked"), tally.count("ok")) == (2, 1, 1, 0)


def test_a_channel_that_gave_only_what_it_had_given_before_says_so() -> None:
    same = ChannelRecord("feed", answers=2, seen=5, leads=5, unchanged=2)
    assert _end(_tally(known=5), same).reason == "feed: 0 new, 5 known (feed has not changed)"
    partly = ChannelRecord("feed", answers=2, seen=5, leads=5, unchanged=1)
    assert "changed" not in _end(_tally(known=5), partly).reason
