"""Pages of sample outlets that are no article, and addresses where something goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable

from models.clock import wib_date
from samples.channels import JSON
from samples.links import make_link, make_odd_link, odd_url
from samples.outlets import Odd, OddKind, Outlet, Post
from samples.pages import answer_article, answer_list, answer_notice, html, server
from samples.rendering import render
from samples.views import make_articles, make_site, make_static
from samples.warc import NOTE, Answer, Exchange, Failure


def answer_odd(outlet: Outlet, odd: Odd) -> list[Answer]:
    """What an odd address answers; nothing where the look only links it."""
    if odd.kind == "link":
        return []
    return [_ANSWERS[odd.kind](outlet, odd_url(outlet, odd), odd)]


def _answer_archive(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    posts = [post for post in outlet.posts if _belongs(post, odd)]
    return answer_list(outlet, url, odd.title, [make_link(outlet, post) for post in posts[:12]])


def _belongs(post: Post, odd: Odd) -> bool:
    if odd.kind == "day":
        return wib_date(post.published) == odd.day
    if odd.kind == "tag":
        return post.article.relevance == "explicit"
    return odd.kind == "author" or post.article.section == odd.title


def _answer_photo(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    page = render(
        f"{outlet.look.theme}/photo.html", site=make_site(outlet), kind="photo", charset="utf-8", title=odd.title,
        items=[make_odd_link(outlet, odd)],
    )  # fmt: skip
    return html(outlet, url, page.encode())


def _answer_static(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    return answer_article(outlet, url, make_static(outlet, url, odd))


def _answer_copy(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    post = outlet.post(odd.to or "")
    return answer_article(outlet, url, make_articles(outlet, post)[0], post)


def _answer_moved(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    post = outlet.post(odd.to or "")
    page = render("machine/notice.html", heading="301 Moved Permanently", location=post.url)
    headers = (*server(outlet), ("Location", post.url))
    return Exchange(url, page.encode(), "text/html; charset=UTF-8", 301, headers)


def _answer_missing(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    return answer_notice(outlet, url, 404, "Halaman tidak ditemukan")


def _answer_locked(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    reason = {"code": "rest_forbidden", "message": "Maaf, Anda tidak diizinkan.", "catatan": NOTE}
    return Exchange(url, json.dumps(reason).encode(), JSON, 401, server(outlet))


def _answer_pdf(outlet: Outlet, url: str, odd: Odd) -> Exchange:
    return Exchange(url, make_pdf(odd.title), "application/pdf", headers=server(outlet))


def _answer_dead(outlet: Outlet, url: str, odd: Odd) -> Failure:
    return Failure(url, odd.error or "DownloadFailedError", f"Getting {url} took longer than 60.0 seconds.")


def make_pdf(title: str) -> bytes:
    """A PDF of one page with two lines of text, the smallest that readers accept."""
    shown = f"BT /F1 14 Tf 60 780 Td ({title}) Tj 0 -24 Td ({NOTE}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 6\n" + table + trailer


_ANSWERS: dict[OddKind, Callable[[Outlet, str, Odd], Answer]] = {
    "tag": _answer_archive,
    "day": _answer_archive,
    "author": _answer_archive,
    "category": _answer_archive,
    "photo": _answer_photo,
    "page": _answer_static,
    "empty": _answer_static,
    "pdf": _answer_pdf,
    "missing": _answer_missing,
    "forbidden": _answer_locked,
    "moved": _answer_moved,
    "copy": _answer_copy,
    "dead": _answer_dead,
}
