from collections.abc import Callable

import pytest
from scrapy.http import HtmlResponse, XmlResponse

from spiders.channels import AskedChannel
from spiders.discovery import Scope
from spiders.replay import MISS

MakeScope = Callable[..., Scope]

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Contoh</title>
<item><title>Bimtek</title><link>https://contoh.id/bimtek</link>
<pubDate>Mon, 09 Nov 2026 09:00:00 +0700</pubDate></item>
<item><title>MoU</title><link>https://contoh.id/mou</link><pubDate>Sun, 08 Nov 2026 09:00:00 +0700</pubDate></item>
</channel></rss>"""


def answer(url: str, body: str = FEED, **values: object) -> XmlResponse:
    return XmlResponse(url, body=body.encode(), encoding="utf-8", **values)  # type: ignore[arg-type]


@pytest.fixture
def asked(make_scope: MakeScope) -> AskedChannel:
    return AskedChannel(0, make_scope())


def test_a_channel_begins_with_its_own_address(asked: AskedChannel) -> None:
    assert [ask.url for ask in asked.first()] == ["https://contoh.id/feed/"]


def test_an_answer_gives_leads_and_counts_as_one(asked: AskedChannel) -> None:
    (ask,) = asked.first()
    leads, _ = asked.read(answer(ask.url), ask.discovery)
    assert [lead.url for lead in leads] == ["https://contoh.id/bimtek", "https://contoh.id/mou"]
    assert (asked.record.answers, asked.record.leads, asked.record.trouble) == (1, 2, None)


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (answer("https://contoh.id/feed/", status=404), "feed_broken"),
        (answer("https://contoh.id/feed/", status=403), "blocked"),
        (answer("https://contoh.id/feed/", flags=[MISS]), "feed_broken"),
        (HtmlResponse("https://contoh.id/feed/", body=b"<html><p>Sedang dirawat</p></html>"), "feed_broken"),
    ],
    ids=["missing", "forbidden", "not in the archive", "no feed"],
)
def test_what_is_no_answer_is_noted_as_trouble(asked: AskedChannel, response: XmlResponse, kind: str) -> None:
    (ask,) = asked.first()
    assert asked.read(response, ask.discovery) == ((), [])
    assert asked.record.trouble is not None
    assert asked.record.trouble.state == kind
    assert asked.record.answers == 0


def test_trouble_on_a_later_page_does_not_make_an_answer_undone(asked: AskedChannel) -> None:
    (ask,) = asked.first()
    asked.read(answer(ask.url), ask.discovery)
    asked.read(answer(f"{ask.url}?paged=2", status=404), ask.discovery)
    assert asked.record.trouble is None


def test_an_address_is_asked_for_once(asked: AskedChannel) -> None:
    assert [asked.is_first_time("https://contoh.id/feed/") for _ in range(2)] == [True, False]


def test_a_search_is_asked_for_nonsense_first_and_then_for_every_term(make_scope: MakeScope) -> None:
    scope = make_scope("listing", "https://contoh.id/cari?q={term}", channel={"topic": True, "article": "h3 a"})
    asked = AskedChannel(0, scope, terms=("kota cerdas", "spbe"))
    (probe,) = asked.first()
    assert "kota" not in probe.url
    nothing = HtmlResponse(probe.url, body=b"<html><body><p>Tidak ditemukan</p></body></html>", encoding="utf-8")
    leads, following = asked.read(nothing, probe.discovery)
    assert leads == ()
    assert len(following) == 2
