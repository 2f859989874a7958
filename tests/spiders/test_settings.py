from typing import Any

import pytest

from models.settings import Settings
from spiders.settings import crawl_settings, most_seconds, user_agent


def _settings(**values: Any) -> Settings:
    return Settings.model_validate(values)


def test_a_live_crawl_is_polite() -> None:
    made = crawl_settings(_settings(delay_seconds=5.0, max_requests_per_source=400), is_replay=False)
    assert made["ROBOTSTXT_OBEY"]
    assert made["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert made["DOWNLOAD_DELAY"] == 5.0
    assert made["PANTAU_MAX_REQUESTS"] == 400
    assert 429 not in made["RETRY_HTTP_CODES"]
    assert not made["AUTOTHROTTLE_ENABLED"]


def test_no_port_is_opened() -> None:
    made = crawl_settings(_settings(), is_replay=False)
    assert not made["REMOTE_CONTROL_ENABLED"]
    assert not made["TELNETCONSOLE_ENABLED"]


@pytest.mark.parametrize("allow_private", [True, False])
def test_names_are_resolved_safely(allow_private: bool) -> None:
    made = crawl_settings(_settings(allow_private_hosts=allow_private), is_replay=False)
    assert made["TWISTED_DNS_RESOLVER"] == "spiders.safety.SafeResolver"
    assert made["PANTAU_ALLOW_PRIVATE_HOSTS"] is allow_private


def test_a_replay_reaches_no_network_and_waits_for_nothing() -> None:
    made = crawl_settings(_settings(), is_replay=True)
    assert made["DOWNLOAD_HANDLERS"]["https"] == "spiders.replay.ReplayHandler"
    assert made["DOWNLOAD_HANDLERS"]["ftp"] is None
    assert made["DOWNLOAD_DELAY"] == 0
    assert made["PANTAU_MAX_REQUESTS"] == 0
    assert made["ROBOTSTXT_OBEY"]


def test_the_user_agent_says_who_to_write_to() -> None:
    agent = user_agent(_settings(contact="redaksi@contoh.id"))
    assert agent.startswith("Pantau/")
    assert "redaksi@contoh.id" in agent
    assert "no contact" in user_agent(_settings())


def test_the_operator_may_say_how_long_a_source_or_an_answer_may_take() -> None:
    settings = _settings(max_minutes_per_source=1.5, timeout_seconds=4)
    assert most_seconds(settings) == 90.0
    assert crawl_settings(settings, is_replay=False)["CLOSESPIDER_TIMEOUT"] == 90.0
    assert crawl_settings(settings, is_replay=False)["DOWNLOAD_TIMEOUT"] == 4


def test_only_the_web_is_asked() -> None:
    for is_replay in (True, False):
        handlers = crawl_settings(_settings(), is_replay)["DOWNLOAD_HANDLERS"]
        assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_a_source_gets_time_for_all_its_pauses() -> None:
    assert most_seconds(_settings(delay_seconds=5.0, max_requests_per_source=400)) == 400 * 5 * 1.5 + 600
