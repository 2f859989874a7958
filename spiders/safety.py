"""Where a crawler has no business: other schemes, this machine, private networks, a cloud's metadata service.

Addresses come from feeds and pages, that is from strangers. Names are checked where they are resolved, so that no
second answer of the DNS can slip past; addresses written as numbers, by the middleware.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from spiders.trouble import UnsafeAddress

ALLOW_PRIVATE_SETTING = "PANTAU_ALLOW_PRIVATE_HOSTS"
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa")
_NEVER = frozenset({ip_address("169.254.169.254"), ip_address("fd00:ec2::254"), ip_address("100.100.100.200")})
"""Metadata services of clouds hand out keys."""

Address = IPv4Address | IPv6Address


class SafetyMiddleware:
    """Refuses requests, redirected ones too, by their scheme and host."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SafetyMiddleware:
        """Made by Scrapy."""
        return cls(crawler.settings.getbool(ALLOW_PRIVATE_SETTING))

    def process_request(self, request: Request) -> None:
        """Raises UnsafeAddress; Scrapy's name for the hook."""
        parts = urlparse_cached(request)
        reason = find_danger(parts.scheme, parts.hostname or "", self._allow_private)
        if reason:
            raise UnsafeAddress(f"{request.url} {reason}")


class SafeResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does and refuses those that lead to an unsafe address."""

    allow_private = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> SafeResolver:
        """Made by Scrapy."""
        resolver = super().from_crawler(crawler, reactor)
        assert isinstance(resolver, cls)
        resolver.allow_private = crawler.settings.getbool(ALLOW_PRIVATE_SETTING)
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802  (Twisted's name)
        """The IPv4 address of a host; DNSLookupError if it is not safe."""
        return super().getHostByName(name, timeout).addCallback(_check_resolved, name, self.allow_private)


def find_danger(scheme: str, host: str, allow_private: bool) -> str | None:
    """Why an address must not be asked, in words that follow it; None if it may be."""
    if scheme not in ("http", "https"):
        return f"has the scheme {scheme!r}"
    if not host:
        return "has no host"
    address = parse_address(host)
    if address is not None:
        return None if is_safe(address, allow_private) else "is an address of a private or local network"
    if not allow_private and (host == "localhost" or host.lower().rstrip(".").endswith(_LOCAL_NAMES)):
        return "is a name of this machine or a private network"
    return None


def is_safe(address: Address, allow_private: bool) -> bool:
    """Whether an address may be asked. `allow_private` lets loopback and private ones pass, never link-local ones."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain in _NEVER or plain.is_link_local or plain.is_multicast or plain.is_unspecified:
        return False
    return plain.is_global or (allow_private and (plain.is_loopback or plain.is_private))


def parse_address(host: str) -> Address | None:
    """A host written as a number, in any of the ways resolvers take (127.1, 0x7f000001, 2130706433); None for names."""
    with suppress(ValueError):
        return ip_address(host.strip("[]").partition("%")[0])
    with suppress(OSError):
        return ip_address(socket.inet_aton(host))
    return None


def _check_resolved(address: str, name: str, allow_private: bool) -> str:
    if not is_safe(ip_address(address), allow_private):
        raise DNSLookupError(f"{name} leads to {address}, an address of a private or local network")
    return address
