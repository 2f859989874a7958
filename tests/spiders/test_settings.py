from typing import Any

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


def test_names_are_resolved_safely_unless_private_hosts_are_allowed() -> None:
    assert crawl_settings(_settings(), is_replay=False)["TWISTED_DNS_RESOLVER"] == "spiders.safety.SafeResolver"
    assert "TWISTED_DNS_RESOLVER" not in crawl_settings(_settings(allow_private_hosts=True), is_replay=False)


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


def test_a_source_gets_time_for_all_its_pauses() -> None:
    assert most_seconds(_settings(delay_seconds=5.0, max_requests_per_source=400)) == 400 * 5 * 1.5 + 600
