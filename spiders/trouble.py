"""What went wrong with a request, in one of the states of a source and a few words for the operator."""

from __future__ import annotations

from typing import NamedTuple

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

_CHALLENGE_MARKS = (
    b"cf-chl-", b"cf_chl_opt", b"/cdn-cgi/challenge-platform", b"_incapsula_resource", b"sgcaptcha",
    b"<title>just a moment...</title>", b"ddos protection by", b"ddos-guard",
)  # fmt: skip
_CHALLENGE_BYTES = 30_000
"""Pages that ask whether one is human are short; long articles may quote anything."""
_BLOCKING = frozenset({403, 406, 418, 429, 451})


class Trouble(NamedTuple):
    """`state` is one of the states of a source; `words` complete "the feed ..." or count as the reason of a failure."""

    state: str
    words: str


ELSEWHERE = Trouble("skipped", "redirects to what is no article of the source")
STOPPED = Trouble("blocked", "was not asked any more")


class NotAsked(IgnoreRequest):
    """A request that was not made for a reason of ours, which is `trouble`."""

    trouble: Trouble


class OverBudget(NotAsked):
    """The source's requests for tonight are used up."""

    trouble = Trouble("over_budget", "was not asked: the requests of this night are used up")


class LeftAlone(NotAsked):
    """The outlet wants no more requests tonight, or does not cope with them."""

    trouble = STOPPED


class Elsewhere(NotAsked):
    """An article led to a host that is not its source's."""

    trouble = ELSEWHERE


class RobotsUnknown(NotAsked):
    """Nobody knows whether robots.txt forbids it."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.words)
        self.trouble = trouble


class UnsafeAddress(NotAsked):
    """It leads where a crawler has no business; the message says where."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.trouble = Trouble("unreachable", f"was not asked: {message}")


def find_trouble(response: Response) -> Trouble | None:
    """What is wrong with an answer before anyone reads it; None if nothing is."""
    if is_challenge(response):
        return Trouble("blocked", "asks for a proof of being human")
    if response.status == 200:
        return None
    if response.status in _BLOCKING:
        return Trouble("blocked", f"answered {response.status}")
    if response.status >= 500:
        return Trouble("unreachable", f"answered {response.status}")
    return Trouble("feed_broken", f"answered {response.status}")


def is_challenge(response: Response) -> bool:
    """Whether an answer is a page that wants a captcha solved or a script run instead of the page asked for."""
    if response.headers.get("cf-mitigated") == b"challenge":
        return True
    if len(response.body) > _CHALLENGE_BYTES:
        return False
    body = response.body.lower()
    return any(mark in body for mark in _CHALLENGE_MARKS)


def explain_failure(error: BaseException | None) -> Trouble:
    """What it means that a request got no answer."""
    if isinstance(error, NotAsked):
        return error.trouble
    if isinstance(error, IgnoreRequest):
        return _explain_refusal(str(error))
    for kind, words in _FAILURES:
        if isinstance(error, kind):
            return Trouble("feed_broken" if kind is DownloadCancelledError else "unreachable", words)
    return Trouble("unreachable", f"failed: {type(error).__name__}: {error}"[:200])


_FAILURES: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadConnectionRefusedError, "refused the connection"),
    (CannotResolveHostError, "has no public address in the DNS"),
    (DownloadTimeoutError, "did not answer in time"),
    (ResponseDataLossError, "broke off in the middle"),
    (DownloadCancelledError, "is too large"),
    (DownloadFailedError, "broke off or sent what is no answer"),
)


def _explain_refusal(message: str) -> Trouble:
    """Scrapy's own refusals differ by their text only."""
    if "robots.txt" in message:
        return Trouble("denied_by_robots", "is forbidden by robots.txt")
    if "redirections" in message:
        return Trouble("feed_broken", "redirects in circles")
    return Trouble("feed_broken", "is too large" if "DOWNLOAD_MAXSIZE" in message else message[:200])
