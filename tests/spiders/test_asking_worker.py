"""The child that asks keeps the rules of a night and keeps nothing else. What it does is shown in test_asking.py."""

from __future__ import annotations

import json
import subprocess
import sys

from models.settings import Settings
from spiders.asking_worker import make_settings
from spiders.settings import crawl_settings

LIVE = Settings.model_validate({"delay_seconds": 3, "contact": "a@uji.id"})


def test_all_rules_of_a_live_night_hold() -> None:
    rules = ("ROBOTSTXT_OBEY", "ROBOTSTXT_USER_AGENT", "USER_AGENT", "DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE",
             "CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_TIMEOUT", "REDIRECT_MAX_TIMES", "TWISTED_DNS_RESOLVER",
             "PANTAU_ALLOW_PRIVATE_HOSTS", "COOKIES_ENABLED")  # fmt: skip
    own, night = make_settings(LIVE), crawl_settings(LIVE, is_replay=False)
    assert {name: own[name] for name in rules} == {name: night[name] for name in rules}
    assert own["DOWNLOADER_MIDDLEWARES"]["spiders.safety.SafetyMiddleware"] is not None
    assert own["DOWNLOADER_MIDDLEWARES"]["spiders.politeness.PolitenessMiddleware"] is not None


def test_nothing_is_archived_or_stored() -> None:
    own = make_settings(LIVE)
    assert own["ITEM_PIPELINES"] == {}
    assert own["DOWNLOADER_MIDDLEWARES"]["spiders.capture.CaptureMiddleware"] is None


def test_it_ends_when_its_parent_is_another() -> None:
    told = json.dumps({"parent_pid": 1, "delay_seconds": 0, "contact": None, "allow_private_hosts": True})
    done = subprocess.run(
        [sys.executable, "-m", "spiders.asking_worker"], input=told + "\n", capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
