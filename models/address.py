"""Addresses of articles: the canonical key, the part of a long article, what may be an article at all.

Text in, text out: nothing is fetched or looked up here. What a kind of site's addresses look like are facts of
provinces/platforms/*.yml; what every site on the web has in common (tracking, AMP, `www.`) is here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

from models.sources import Platform, Source

_HOST_PREFIXES = ("www.", "m.", "amp.", "mail.")
_TRACKING = re.compile(
    r"utm_\w+|qt-.*|pgrelated|page_images|theme|amp|noamp|nonamp|outputType|fbclid|gclid|dclid|msclkid|yclid|igshid"
    r"|igsh|mc_cid|mc_eid|_gl|_ga|ref|share|replytocom|usqp",
    re.IGNORECASE,
)
_PART_IN_PATH = re.compile(r"(?P<before>/[^/]*[^/\d][^/]*)/+(?P<part>[2-9]|[1-4]\d)/*$")
"""`/slug/2`. The segment before it holds more than digits, so that `/2025/07/23` and `/read/12` are no parts."""
_LAST_PART = 49
_AMP_PREFIX = re.compile(r"^/amp(?=/.)")
_AMP_SUFFIX = re.compile(r"(?<=.)/amp/*$|(?<=.)\.amp(?=\.html$)")
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|txt|xml|rss|json|zip|pdf|docx?|xlsx?|pptx?|mp[34]|apk)$", re.I
)


class _Address(NamedTuple):
    scheme: str
    host: str
    path: str
    query: tuple[tuple[str, str], ...]


def canonical_key(url: str, platform: Platform | None, host: str | None = None) -> str:
    """What identifies an article whatever address it was met at: `host/path?query`, or host and number.

    No scheme, no port, no `www.`/`m.`/`amp.`/`mail.`, no fragment, no tracking; parts of one article share its key.
    `host` replaces the address's own (for aliases, see `article_key`). ValueError for what is no address.
    """
    address = _parse(url)
    bare = bare_host(host or address.host)
    number = _find_number(address, platform)
    if number:
        return f"{bare}/{number}"
    path = _strip_part(_strip_amp(address.path), platform)
    query = [(name, value) for name, value in address.query if not _is_noise(name, value, platform)]
    return bare + _join(path.rstrip("/"), query)


def article_key(url: str, source: Source, platform: Platform | None) -> str:
    """`canonical_key` with every host of the source counted as its homepage's. ValueError for what is no address."""
    return canonical_key(url, platform, source.host if belongs_to(url, source) else None)


def belongs_to(url: str, source: Source) -> bool:
    """Whether an address lies on one of the source's hosts, `www.` and the like looked through."""
    try:
        host = bare_host(_parse(url).host)
    except ValueError:
        return False
    return host in {bare_host(name) for name in source.all_hosts}


def part_of(url: str, platform: Platform | None) -> int:
    """Which part of a long article an address names: 1 unless it says `?page=2` or `/2` as the platform does."""
    address = _parse(url)
    if platform is None or platform.parts == "none":
        return 1
    if platform.parts == "path":
        found = _PART_IN_PATH.search(_strip_amp(address.path))
        return int(found["part"]) if found else 1
    value = dict(address.query).get("page", "")
    return int(value) if value.isdecimal() and 1 < int(value) <= _LAST_PART else 1


def first_part(url: str, platform: Platform | None) -> str:
    """The address of the first part of a long article, cleaned; any other address just cleaned."""
    cleaned = clean_url(url)
    if platform is None or part_of(url, platform) == 1:
        return cleaned
    parts = urlsplit(cleaned)
    if platform.parts == "path":
        return urlunsplit(parts._replace(path=_PART_IN_PATH.sub(r"\g<before>/", parts.path)))
    kept = [pair for pair in parts.query.split("&") if pair.partition("=")[0] != "page"]
    return urlunsplit(parts._replace(query="&".join(kept)))


def clean_url(url: str) -> str:
    """An address as people are shown it and as it is fetched: lower-case host, no tracking, no fragment.

    All else is left as the site wrote it. ValueError for what is no address.
    """
    parts = urlsplit(safe_url_string(url.strip()))
    host = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port and (parts.scheme, parts.port) not in (("http", 80), ("https", 443)) else ""
    kept = [pair for pair in parts.query.split("&") if not _is_tracking(*_split_pair(pair))]
    return urlunsplit((parts.scheme.lower(), host + port, parts.path or "/", "&".join(kept), ""))


def is_article_url(url: str, platform: Platform | None) -> bool:
    """Whether an address may be an article by its looks; which host it is on is not asked.

    The platform's patterns are searched in the whole cleaned address; `reject_url` wins over `article_url`.
    """
    try:
        address = _parse(url)
        cleaned = clean_url(url)
    except ValueError:
        return False
    if address.scheme not in ("http", "https") or not address.host or _FILE.search(address.path):
        return False
    if address.path in ("", "/") and not address.query:
        return False
    if platform is None:
        return True
    if any(re.search(pattern, cleaned) for pattern in platform.reject_url):
        return False
    return platform.article_url is None or re.search(platform.article_url, cleaned) is not None


def is_amp(url: str) -> bool:
    """Whether an address says of itself that it is the AMP copy of an article."""
    address = _parse(url)
    is_amp_path = _strip_amp(address.path) != address.path
    return is_amp_path or address.host.startswith("amp.") or any(name == "amp" for name, _ in address.query)


def bare_host(host: str) -> str:
    """A host in lower case without the prefixes that only say how it is shown; at least one dot stays."""
    bare = host.lower().rstrip(".")
    for prefix in _HOST_PREFIXES:
        rest = bare.removeprefix(prefix)
        bare = rest if "." in rest else bare
    return bare


@lru_cache(maxsize=4096)
def _parse(url: str) -> _Address:
    """The address split, its percent-escapes and order of parameters made uniform."""
    parts = urlsplit(canonicalize_url(url.strip()))
    query = parse_qsl(parts.query, keep_blank_values=True)
    path = re.sub(r"//+", "/", parts.path)
    path = re.sub(r"^/index\.(?:php|html?)(?=/|$)", "", path)
    return _Address(parts.scheme.lower(), (parts.hostname or "").lower(), path, tuple(query))


def _find_number(address: _Address, platform: Platform | None) -> str | None:
    """What the platform's `key` finds; searched before AMP's prefix goes, because some platforms number below it."""
    if platform is None or platform.key is None:
        return None
    found = re.search(platform.key, _join(address.path, list(address.query)))
    if found is None:
        return None
    return "/".join(group for group in found.groups() if group) or found[0].strip("/")


def _strip_amp(path: str) -> str:
    return _AMP_SUFFIX.sub("", _AMP_PREFIX.sub("", path))


def _strip_part(path: str, platform: Platform | None) -> str:
    if platform is None or platform.parts != "path":
        return path
    return _PART_IN_PATH.sub(r"\g<before>", path)


def _is_noise(name: str, value: str, platform: Platform | None) -> bool:
    is_part = name == "page" and platform is not None and platform.parts == "query"
    return is_part or _is_tracking(name, value)


def _is_tracking(name: str, value: str) -> bool:
    """`m=1` is a mobile view, `m=202611` a month's archive; the other names say enough."""
    return _TRACKING.fullmatch(name) is not None or (name == "m" and value in ("0", "1"))


def _split_pair(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote(name), value


def _join(path: str, query: list[tuple[str, str]]) -> str:
    """Path and query as text; Drupal's `q` holds a path and shows its slashes."""
    if not query:
        return path
    shown = [
        f"q={quote(unquote(value), safe='/')}" if name == "q" else urlencode([(name, value)]) for name, value in query
    ]
    return f"{path or '/'}?{'&'.join(shown)}"
