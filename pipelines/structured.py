"""What a page says of itself for machines: JSON-LD, OpenGraph and other meta tags.

Which of these wins over what the page shows is decided in `readers.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from extruct.jsonld import JsonLdExtractor
from extruct.opengraph import OpenGraphExtractor

from pipelines.dom import Dom, attribute
from pipelines.wording import squash

_SCRIPT = re.compile(r"<script\b[^>]{0,300}?ld\+json[^>]{0,300}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\s*>", re.IGNORECASE)
_MAX_SCRIPTS = 20
_MAX_SCRIPT = 300_000
"""Characters; a longer JSON-LD block is no description of an article."""
_MAX_NODES = 3000
_JSON_LD = JsonLdExtractor()
_OPEN_GRAPH = OpenGraphExtractor()
_ARTICLE_TYPES = frozenset({
    "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "LiveBlogPosting", "TechArticle", "Report",
})  # fmt: skip
_FREE = {"true": True, "false": False}
_LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
_PUBLISHED_META = (
    "article:published_time", "datePublished", "pubdate", "publishdate", "publish-date", "publish_date",
    "og:article:published_time", "dc.date.issued", "dcterms.created", "dc.date", "content_PublishedDate",
    "article:published",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "dateModified", "lastmod", "og:updated_time", "dcterms.modified")
_AUTHOR_META = (
    "author",
    "article:author",
    "content_author",
    "dable:author",
    "dc.creator",
    "twitter:creator:name",
    "pewarta",
)
_EDITOR_META = ("content_editor", "editor", "article:editor")
_SECTION_META = ("article:section", "content_category", "category", "dable:section", "kanal")


@dataclass(frozen=True)
class Structured:
    """The article as its page describes it; every field may be lacking."""

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    """Authors that are organisations."""
    editors: tuple[str, ...] = ()
    section: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    image: str | None = None
    caption: str | None = None
    is_free: bool | None = None
    """Whether JSON-LD says that anyone may read the text."""
    is_article: bool = False
    is_list: bool = False
    """JSON-LD calls the page a collection and describes no article."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Meta tags by lower-case name or property; OpenGraph's among them."""

    def first_meta(self, *names: str) -> str | None:
        """The first of these meta tags that says something."""
        return next((self.meta[name.lower()] for name in names if self.meta.get(name.lower())), None)

    @property
    def meta_published(self) -> tuple[str, str] | None:
        """Name and content of the meta tag that dates the article."""
        return next(((name, self.meta[name.lower()]) for name in _PUBLISHED_META if self.meta.get(name.lower())), None)

    @property
    def meta_modified(self) -> str | None:
        """When a meta tag says the article was changed."""
        return self.first_meta(*_MODIFIED_META)

    @property
    def meta_author(self) -> str | None:
        """Who wrote it according to a meta tag."""
        return self.first_meta(*_AUTHOR_META)

    @property
    def meta_editor(self) -> str | None:
        """Who edited it according to a meta tag."""
        return self.first_meta(*_EDITOR_META)

    @property
    def meta_section(self) -> str | None:
        """The section according to a meta tag."""
        return self.first_meta(*_SECTION_META)


def read_structured(text: str, dom: Dom, url: str) -> Structured:
    """Everything machine-readable of a page: `text` is its markup with scripts, `dom` the parsed page."""
    meta = {**_read_open_graph(text), **_read_meta(dom)}
    nodes = list(_walk(_load_scripts(text)))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _choose(nodes, url, meta.get("og:title"))
    if article is None:
        return Structured(meta=meta, is_list=any(_types(node) & _LIST_TYPES for node in nodes))
    authors = list(_people(article.get("author"), by_id))
    image, caption = _picture(article.get("image") or article.get("thumbnailUrl"), by_id)
    page: Mapping[str, Any] = next((node for node in nodes if "WebPage" in _types(node)), {})
    return Structured(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=_text(article.get("datePublished")) or _text(page.get("datePublished")),
        modified=_text(article.get("dateModified")),
        authors=tuple(name for name, is_office in authors if not is_office),
        offices=tuple(name for name, is_office in authors if is_office),
        editors=tuple(_names(article.get("editor"), by_id)),
        section=next(_names(article.get("articleSection"), by_id), None),
        keywords=tuple(_split_keywords(_names(article.get("keywords"), by_id))),
        publisher=next(_names(article.get("publisher"), by_id), None),
        language=_text(article.get("inLanguage")),
        image=image,
        caption=caption,
        is_free=_FREE.get(str(article.get("isAccessibleForFree")).lower()),
        is_article=True,
        meta=meta,
    )


def _load_scripts(text: str) -> Iterator[Any]:
    """Each JSON-LD block by itself, because one broken block must not hide the others."""
    for number, opening in enumerate(_SCRIPT.finditer(text)):
        closing = _SCRIPT_END.search(text, opening.end(), opening.end() + _MAX_SCRIPT)
        if closing is None or number >= _MAX_SCRIPTS:
            return
        inside = text[opening.end() : closing.start()].replace("<![CDATA[", "").replace("]]>", "")
        block = f'<script type="application/ld+json">{inside}</script>'
        try:
            yield from _JSON_LD.extract(block)
        except (ValueError, RecursionError, TypeError):
            continue


def _walk(roots: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Every object of the graphs, outermost first."""
    waiting = list(roots)
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node)


def _choose(nodes: list[dict[str, Any]], url: str, title: str | None) -> dict[str, Any] | None:
    """The article the page is about: pages also describe those they link to."""
    articles = [node for node in nodes if _types(node) & _ARTICLE_TYPES]
    path = url.split("?")[0].rstrip("/")
    for node in articles:
        addresses = (node.get("url"), node.get("@id"), node.get("mainEntityOfPage"))
        known = [_text(item.get("@id") if isinstance(item, dict) else item) or "" for item in addresses]
        if any(address.split("#")[0].split("?")[0].rstrip("/") == path for address in known):
            return node
    wanted = squash(title or "")
    same = (node for node in articles if wanted and squash(_text(node.get("headline")) or "") == wanted)
    return next(same, articles[0] if articles else None)


def _types(node: Mapping[str, Any]) -> set[str]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {item.rsplit("/", 1)[-1] for item in values if isinstance(item, str)}


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return unescape(value).strip() or None if isinstance(value, str) else None


def _names(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """Names of persons, organisations or plain strings, references within the graph followed."""
    return (name for name, _ in _people(value, by_id))


def _people(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Names, and whether each is called an organisation."""
    for item in value if isinstance(value, list) else [value]:
        described = _follow(item, by_id)
        kinds = _types(described) if isinstance(described, dict) else set()
        names = described.get("name") if isinstance(described, dict) else described
        for name in map(_text, names if isinstance(names, list) else [names]):
            if name and not name.startswith(("http://", "https://")):
                yield name, any("Organization" in kind for kind in kinds)


def _follow(item: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    """What a reference within the graph stands for."""
    if isinstance(item, dict) and "name" not in item and "url" not in item:
        return by_id.get(item.get("@id") if isinstance(item.get("@id"), str) else "", item)
    return item


def _picture(value: Any, by_id: Mapping[str, dict[str, Any]]) -> tuple[str | None, str | None]:
    """Address and caption of the first picture."""
    item = _follow(value[0] if isinstance(value, list) and value else value, by_id)
    if isinstance(item, dict):
        return _text(item.get("url")) or _text(item.get("contentUrl")), _text(item.get("caption"))
    return _text(item), None


def _split_keywords(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from (part.strip() for part in value.split(",") if part.strip())


def _read_open_graph(text: str) -> dict[str, str]:
    end = text.lower().find("</head>")
    head = text[: end + len("</head>")] if 0 < end < _MAX_SCRIPT else ""
    if "og:" not in head:
        return {}
    try:
        described = _OPEN_GRAPH.extract(head)
    except (ValueError, AttributeError):  # lxml's complaint about markup it cannot use, and extruct's about no head
        return {}
    pairs = [pair for item in described for pair in item["properties"]]
    return {name.lower(): value.strip() for name, value in reversed(pairs) if value.strip()}


def _read_meta(dom: Dom) -> dict[str, str]:
    meta: dict[str, str] = {}
    for tag in dom.tags("meta"):
        name = attribute(tag, "property") or attribute(tag, "name") or ""
        for key in (name, attribute(tag, "itemprop")):
            content = attribute(tag, "content")
            if key and content:
                meta.setdefault(key.lower(), content)
    return meta
