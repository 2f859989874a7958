import pytest
from scrapy import exceptions
from scrapy.http import Response

from spiders.trouble import OverBudget, UnsafeAddress, explain_failure, find_trouble, is_challenge

URL = "https://contoh.id/satu"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, None),
        (403, "blocked"),
        (429, "blocked"),
        (451, "blocked"),
        (401, "feed_broken"),
        (404, "feed_broken"),
        (410, "feed_broken"),
        (301, "feed_broken"),
        (500, "unreachable"),
        (522, "unreachable"),
    ],
)
def test_a_status_means_a_state(status: int, state: str | None) -> None:
    trouble = find_trouble(Response(URL, status=status, body=b"<p>isi</p>"))
    assert (trouble and trouble.state) == state
    assert trouble is None or str(status) in trouble.words


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"<title>Just a moment...</title>", {}),
        (b'<script src="/cdn-cgi/challenge-platform/h/b"></script>', {}),
        (b"", {"cf-mitigated": "challenge"}),
        (b'<script src="/_Incapsula_Resource?x=1">', {}),
    ],
)
def test_challenges_are_no_pages_whatever_their_status(body: bytes, headers: dict[str, str]) -> None:
    for status in (200, 403, 503):
        response = Response(URL, status=status, body=body, headers=headers)
        trouble = find_trouble(response)
        assert trouble is not None
        assert trouble.state == "blocked"


def test_an_article_may_carry_a_captcha_for_its_comments() -> None:
    form = b'<div class="g-recaptcha"></div>'
    assert not is_challenge(Response(URL, body=b"<p>Berita</p>" + form))
    assert not is_challenge(Response(URL, body=b"<p>kata</p>" * 5000 + b"cf-chl-"))


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (exceptions.DownloadConnectionRefusedError("x"), "unreachable", "refused"),
        (exceptions.CannotResolveHostError("x"), "unreachable", "DNS"),
        (exceptions.DownloadTimeoutError("x"), "unreachable", "in time"),
        (exceptions.ResponseDataLossError("x"), "unreachable", "broke off"),
        (exceptions.DownloadCancelledError("x"), "feed_broken", "too large"),
        (exceptions.DownloadFailedError("x"), "unreachable", "no answer"),
        (exceptions.IgnoreRequest("Forbidden by robots.txt"), "denied_by_robots", "robots.txt"),
        (exceptions.IgnoreRequest("max redirections reached"), "feed_broken", "circles"),
        (exceptions.IgnoreRequest("exceeded DOWNLOAD_MAXSIZE (5 B)"), "feed_broken", "too large"),
        (exceptions.IgnoreRequest("lain"), "feed_broken", "lain"),
        (OverBudget("x"), "over_budget", "used up"),
        (UnsafeAddress("http://10.0.0.1 is private"), "unreachable", "private"),
        (ValueError("aneh"), "unreachable", "ValueError: aneh"),
        (None, "unreachable", "NoneType"),
    ],
)
def test_a_failure_means_a_state(error: BaseException | None, state: str, words: str) -> None:
    trouble = explain_failure(error)
    assert trouble.state == state
    assert words in trouble.words
