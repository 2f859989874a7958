from typing import Any

import pytest
from scrapy import Request
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.test import get_crawler
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from spiders.safety import SafeResolver, SafetyMiddleware, find_danger, parse_address
from spiders.trouble import UnsafeAddress

ALWAYS = ["169.254.169.254", "169.254.1.1", "0.0.0.0", "224.0.0.1", "100.100.100.200", "[fe80::1]", "[fd00:ec2::254]"]
PRIVATE = ["127.0.0.1", "127.9.9.9", "10.0.0.1", "192.168.1.1", "172.16.0.1", "[::1]", "[fc00::1]", "[::ffff:10.0.0.1]"]
DISGUISED = ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"]
PUBLIC = ["93.184.216.34", "contoh.id", "[2606:4700::1111]", "127.0.0.1.contoh.id"]


@pytest.mark.parametrize("host", [*ALWAYS, *PRIVATE, *DISGUISED])
def test_addresses_of_this_machine_and_private_networks_are_refused(host: str) -> None:
    assert find_danger("http", host, allow_private=False)


@pytest.mark.parametrize("host", ["localhost", "x.localhost", "printer.local", "metadata.google.internal"])
def test_names_of_this_machine_and_private_networks_are_refused(host: str) -> None:
    assert find_danger("http", host, allow_private=False)


@pytest.mark.parametrize("host", PUBLIC)
def test_public_hosts_may_be_asked(host: str) -> None:
    assert find_danger("https", host, allow_private=False) is None


@pytest.mark.parametrize("host", [*PRIVATE, *DISGUISED, "localhost"])
def test_private_ones_may_be_allowed(host: str) -> None:
    assert find_danger("http", host, allow_private=True) is None


@pytest.mark.parametrize("host", ALWAYS)
def test_metadata_services_are_refused_even_then(host: str) -> None:
    assert find_danger("http", host, allow_private=True)


@pytest.mark.parametrize("scheme", ["file", "ftp", "data", "gopher", "s3"])
def test_other_schemes_are_refused(scheme: str) -> None:
    assert scheme in (find_danger(scheme, "contoh.id", allow_private=True) or "")


def test_no_host_is_refused() -> None:
    assert find_danger("http", "", allow_private=True)


def test_names_are_no_addresses() -> None:
    assert parse_address("contoh.id") is None


def test_requests_are_checked_by_the_middleware() -> None:
    strict = SafetyMiddleware.from_crawler(get_crawler(settings_dict={"PANTAU_ALLOW_PRIVATE_HOSTS": False}))
    strict.process_request(Request("https://contoh.id/satu"))
    with pytest.raises(UnsafeAddress, match=r"127\.0\.0\.1"):
        strict.process_request(Request("http://127.0.0.1/satu"))
    SafetyMiddleware(allow_private=True).process_request(Request("http://127.0.0.1/satu"))


class _Reactor:
    """Enough of a reactor for a resolver whose answers are known already."""


@pytest.mark.parametrize(
    ("address", "allow_private", "is_refused"),
    [
        ("93.184.216.34", False, False),
        ("10.0.0.1", False, True),
        ("127.0.0.1", False, True),
        ("127.0.0.1", True, False),
        ("169.254.169.254", True, True),
    ],
)
def test_names_are_checked_where_they_are_resolved(
    monkeypatch: pytest.MonkeyPatch, address: str, allow_private: bool, is_refused: bool
) -> None:
    cache: LocalCache[str, str] = LocalCache(9)
    monkeypatch.setattr("scrapy.resolver.dnscache", cache)
    crawler = get_crawler(settings_dict={"PANTAU_ALLOW_PRIVATE_HOSTS": allow_private, "DNSCACHE_SIZE": 9})
    resolver = SafeResolver.from_crawler(crawler, _Reactor())
    cache["contoh.id"] = address
    found: list[Any] = []
    resolver.getHostByName("contoh.id").addBoth(found.append)
    if is_refused:
        assert isinstance(found[0], Failure)
        assert isinstance(found[0].value, DNSLookupError)
    else:
        assert found == [address]
