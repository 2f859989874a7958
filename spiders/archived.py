"""Articles an archive holds that none of its channels names: the archives of other tools often have no channel at all.

CC-NEWS, for instance, keeps the pages of articles only. What a request is answered with is `replay.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from models.address import belongs_to, is_article_url
from models.archive import ArchiveIndex
from models.sources import Platform, Source
from spiders.channels import NOT_ARCHIVED
from spiders.discovery import Lead
from spiders.outcome import ChannelRecord


def find_archived(index: ArchiveIndex, source: Source, platform: Platform, since: datetime | None = None) -> list[Lead]:
    """Good answers at addresses of the source that look like articles, newest first, each address once.

    What was archived before `since` was written before it. None where the source's rights forbid its pages; of an
    outlet of which all channels take a part only (`include`), that part.
    """
    if source.rights == "headline":
        return []
    good = (entry for entry in reversed(index.entries) if entry.status == 200)
    urls = dict.fromkeys(entry.url for entry in good if since is None or entry.fetched_at >= since)
    patterns = [channel.include or "" for channel in source.discover]
    return [Lead(url) for url in urls if _is_article(url, source, platform) and _is_wanted(url, patterns)]


def is_bare(channels: Sequence[ChannelRecord]) -> bool:
    """Whether the archive holds no channel of the source."""
    return all(channel.trouble == NOT_ARCHIVED for channel in channels)


def is_broken(channels: Sequence[ChannelRecord]) -> bool:
    """Whether what it holds of the channels shows a source that was broken: that is told, not passed over."""
    return not is_bare(channels) and not any(channel.has_answered for channel in channels)


def _is_article(url: str, source: Source, platform: Platform) -> bool:
    return belongs_to(url, source) and is_article_url(url, platform)


def _is_wanted(url: str, patterns: Sequence[str]) -> bool:
    return any(re.search(pattern, url) for pattern in patterns)
