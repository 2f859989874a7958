"""Several readings of one article made one: parts in order, AMP and desktop copies, repeated fetches.

Which readings belong together is decided in `deduplicate.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit, urlunsplit

from models.address import bare_host, first_part, is_amp
from models.catalogue import Catalogue
from models.rights import CUT, allowed_body
from models.shapes import PublishedBasis
from models.sources import Source
from models.store.articles import ArticleValues, FoundDocument
from pipelines.wording import squash

DEFAULT_RIGHTS = "fulltext"
"""Of articles from outlets the catalogue does not know; the operator brought them."""
_KINDS = ("wordpress", "html", "import", "headline")
"""In this order, where texts are equally full: a REST answer has no theme around it."""
_BASES: tuple[PublishedBasis, ...] = (
    "rest", "feed", "import", "json-ld", "meta", "time-element", "visible", "relative", "url", "body", "weekday",
    "none",
)  # fmt: skip
_AS_FULL = 0.9
"""A text with this share of the longest one's length is as full: the rest is boilerplate that differs."""
_ENOUGH_WORDS = 40
"""Shorter bodies are alike by chance or by template, so their title counts too."""
_WORD = re.compile(r"\w+")


def merge(documents: Sequence[FoundDocument], others: Iterable[str], catalogue: Catalogue) -> ArticleValues:
    """One article of the documents of one key; `others`: addresses of copies under other keys.

    Of each part the fuller text is taken, of texts equally full the one with the least around it, then the newest.
    Parts are joined in order without paragraphs that were there before. The date has the best basis of all documents.
    """
    chosen = _choose_parts(documents)
    first = chosen[0]
    source = catalogue.sources.get(first.source_id)
    platform = catalogue.platform_of(source) if source else None
    rights = source.rights if source else DEFAULT_RIGHTS
    url = first_part(first.url, platform)
    body = allowed_body(_join([document.body for document in chosen]), rights)
    dated = min(documents, key=lambda document: (_BASES.index(document.published_basis), document.page_id))
    ranked = [*chosen, *documents]
    aliases = {*(document.url for document in documents), *others, _home_address(url, source)} - {url}
    return ArticleValues(
        key=first.key,
        source_id=first.source_id,
        url=url,
        aliases=tuple(sorted(aliases)),
        title=first.title,
        body=body,
        dateline=_first(document.dateline for document in ranked),
        section=_first(document.section for document in ranked),
        author=_first(document.author for document in ranked),
        editor=_first(document.editor for document in ranked),
        outlet=source.name if source else _first(d.outlet for d in ranked) or bare_host(urlsplit(url).hostname or ""),
        language=_first(document.language for document in ranked),
        rights=rights,
        published_at=dated.published_at,
        published_basis=dated.published_basis,
        is_date_inferred=dated.is_date_inferred,
        modified_at=max((document.modified_at for document in documents if document.modified_at), default=None),
        first_seen_at=min(document.fetched_at for document in documents),
        content_hash=hash_content(first.title, body),
    )


def join_parts(documents: Sequence[FoundDocument]) -> str:
    """The text of an article as `merge` joins it, before anything is cut."""
    return _join([document.body for document in _choose_parts(documents)])


def _home_address(url: str, source: Source | None) -> str:
    """The address on the source's own host, where an article was met on another of its hosts."""
    parts = urlsplit(url)
    if source is None or parts.hostname == source.host or parts.hostname not in source.hosts:
        return url
    return urlunsplit(parts._replace(netloc=source.host))


def hash_content(title: str, body: str) -> str:
    """Equal for texts that differ in case, punctuation and spaces only; titles count where the body is short or cut."""
    words = _WORD.findall(body.casefold())
    if len(words) < _ENOUGH_WORDS or body.endswith(CUT):
        words = [*_WORD.findall(title.casefold()), "|", *words]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def _choose_parts(documents: Sequence[FoundDocument]) -> list[FoundDocument]:
    """The best document of each part, part by part."""
    newest: dict[tuple[str, str, int], FoundDocument] = {}
    for document in sorted(documents, key=lambda document: (document.fetched_at, document.page_id)):
        newest[document.url, document.kind, document.part] = document
    by_part: dict[int, list[FoundDocument]] = {}
    for document in newest.values():
        by_part.setdefault(document.part, []).append(document)
    return [_choose(by_part[part]) for part in sorted(by_part)]


def _choose(documents: Sequence[FoundDocument]) -> FoundDocument:
    longest = max(len(document.body) for document in documents)
    full = [document for document in documents if len(document.body) >= _AS_FULL * longest]
    return min(full, key=lambda document: (_KINDS.index(document.kind), is_amp(document.url), -document.page_id))


def _join(bodies: Sequence[str]) -> str:
    kept: list[str] = []
    seen: set[str] = set()
    for number, body in enumerate(bodies):
        for paragraph in body.split("\n\n"):
            text = squash(paragraph)
            if number and text in seen:
                continue
            seen.add(text)
            kept.append(paragraph)
    return "\n\n".join(paragraph for paragraph in kept if paragraph)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
