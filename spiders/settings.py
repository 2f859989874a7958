"""Scrapy's settings as they follow from the settings of the installation."""

from __future__ import annotations

from typing import Any

from models.archive.writer import software_version
from models.settings import Settings

ROBOT_NAME = "Pantau"
"""What robots.txt knows us by."""
MOST_BYTES = 5 * 1024 * 1024
"""Of one answer, packed or unpacked; no article is larger."""
_SECONDS_BESIDE_PAUSES = 600.0

_SHARED: dict[str, Any] = {
    "BOT_NAME": ROBOT_NAME.lower(),
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": ROBOT_NAME,
    "CONCURRENT_REQUESTS": 1,  # of this source; a crawl that is stopped would first send all that wait here
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "CONCURRENT_ITEMS": 1,  # Scrapy starts so many tasks for each answer, whatever is in it
    "WARN_ON_GENERATOR_RETURN_VALUE": False,  # it parses our source code in every crawl
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_MAXSIZE": MOST_BYTES,
    "DOWNLOAD_WARNSIZE": 0,
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "id,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",  # what the archive can be read with everywhere
    },
    "COOKIES_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,
    "REFERER_ENABLED": False,
    "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
    "HTTPERROR_ALLOW_ALL": True,  # every status is an outcome to be counted
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # articles are told apart by their key
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",  # newest first, as channels list them
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "STATS_DUMP": False,
    "LOG_INSTALL_ROOT_HANDLER": False,
    "LOGSTATS_INTERVAL": 10.0,
    "ITEM_PIPELINES": {"spiders.archive_page.PagePipeline": 100},
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it drops without a word
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours is stricter
        "spiders.safety.SafetyMiddleware": 10,
        "spiders.politeness.ElsewhereMiddleware": 20,
        "spiders.politeness.RobotsMiddleware": 100,
        "spiders.politeness.PolitenessMiddleware": 110,
        "spiders.revisit.RevisitMiddleware": 900,
        "spiders.capture.CaptureMiddleware": 1000,  # next to the network: bytes as received
    },
}


def user_agent(settings: Settings) -> str:
    """Who we are and how the operator can be reached."""
    contact = settings.contact or "operator gave no contact"
    return f"{ROBOT_NAME}/{software_version()} (regional news monitor; {contact})"


def most_seconds(settings: Settings) -> float:
    """Time one source may take: what the operator says, else its requests with the longest pauses, and ten minutes."""
    if settings.max_minutes_per_source is not None:
        return settings.max_minutes_per_source * 60.0
    return settings.max_requests_per_source * settings.delay_seconds * 1.5 + _SECONDS_BESIDE_PAUSES


def crawl_settings(settings: Settings, is_replay: bool) -> dict[str, Any]:
    """Settings of a crawl. A replay asks no server: no pauses, no cap, no retries."""
    own = _replay_settings() if is_replay else _live_settings(settings)
    return _SHARED | own | {
        "USER_AGENT": user_agent(settings),
        "PANTAU_ALLOW_PRIVATE_HOSTS": settings.allow_private_hosts,
    }  # fmt: skip


def _live_settings(settings: Settings) -> dict[str, Any]:
    return {
        "TWISTED_DNS_RESOLVER": "spiders.safety.SafeResolver",
        "DOWNLOAD_HANDLERS": _only_http("spiders.transport.BoundedHandler"),
        "DOWNLOAD_TIMEOUT": settings.timeout_seconds,
        "DOWNLOAD_DELAY": settings.delay_seconds,
        "DOWNLOAD_DELAY_JITTER": 0,  # politeness.py lengthens pauses and never shortens them
        "DOWNLOADER_MIDDLEWARES": {**_SHARED["DOWNLOADER_MIDDLEWARES"], "spiders.backoff.BackoffMiddleware": 560},
        "RETRY_TIMES": 2,
        "RETRY_HTTP_CODES": [408, 500, 502, 503, 504, 522, 524],  # not 429: it asks us to stop
        "CLOSESPIDER_TIMEOUT": most_seconds(settings),
        "PANTAU_MAX_REQUESTS": settings.max_requests_per_source,
        "HTTPPROXY_ENABLED": not settings.allow_private_hosts,  # a proxy would not find our loopback
    }


def _replay_settings() -> dict[str, Any]:
    return {
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
        "PANTAU_MAX_REQUESTS": 0,
        "DOWNLOAD_HANDLERS": _only_http("spiders.replay.ReplayHandler"),
    }


def _only_http(handler: str) -> dict[str, str | None]:
    return {"http": handler, "https": handler, "ftp": None, "s3": None, "file": None, "data": None}
