from __future__ import annotations

import pytest

from serving.brief.display import SHADES, shade, web_address


@pytest.mark.parametrize("url", ["http://a.test/x", "https://a.test/?q=content%2Fslug&b=1"])
def test_web_addresses_may_be_followed(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://", "", "http://[x", "//a.test"])
def test_nothing_else_may(url: str) -> None:
    assert web_address(url) is None


def test_more_events_are_darker() -> None:
    shades = [SHADES.index(shade(count, 8)) for count in range(9)]
    assert shades == [0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_a_single_event_is_never_the_darkest() -> None:
    assert shade(1, 1) == SHADES[1]
