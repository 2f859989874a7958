"""Who may write through the app: forms of its own pages and programs, never a page of somebody else's.

A browser says where a form comes from (Sec-Fetch-Site, Origin); a program says neither. There are no accounts: whoever
reaches the app may correct and save, unless it is read-only.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.web.problems import answer_problem

MOST_BYTES = 100_000
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class WriteGuard:
    """ASGI middleware that answers writing requests nobody may make."""

    def __init__(self, app: ASGIApp, *, is_read_only: bool = False) -> None:
        self._app = app
        self._is_read_only = is_read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what only reads, and what may write; refuse the rest with a reason."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self._app(scope, receive, send)
            return
        refused = self._refuse(Headers(scope=scope))
        if refused is None:
            await self._app(scope, receive, send)
            return
        await answer_problem(Request(scope), *refused)(scope, receive, send)

    def _refuse(self, headers: Headers) -> tuple[int, str] | None:
        if self._is_read_only:
            return 403, "this installation is read-only / hanya untuk dibaca"
        if not is_own(headers):
            return 403, "this was sent by a page of another site / dikirim dari halaman situs lain"
        # Where neither is said nothing is sent, as with DELETE.
        length = headers.get("content-length", "" if "transfer-encoding" in headers else "0")
        if not length.isdecimal():
            return 411, "the length of what is sent must be said (Content-Length)"
        return (413, f"at most {MOST_BYTES} bytes may be sent") if int(length) > MOST_BYTES else None


def is_own(headers: Headers) -> bool:
    """True for a request of this app's own pages, and of a program, which no other site can send in its name."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc == headers.get("host"))
