"""Whether a site's own search searches: asked for a word that nobody uses, it must find nothing.

Many show their newest articles, or those most read, whatever one asks for.
"""

from __future__ import annotations

from scrapy.http import Response

from spiders.discovery import BrokenChannel, Discovery, EmptyChannel, Finding

NONSENSE = "qxzvwkjhgy"


class Probe(Discovery):
    """Reads what a search finds for NONSENSE. `inner` reads the search's answers and is asked for that word."""

    def __init__(self, inner: Discovery) -> None:
        super().__init__(inner.scope)
        self._inner = inner

    def first_urls(self) -> tuple[str, ...]:
        """The address of the search for that word."""
        return self._inner.first_urls()

    def discover(self, response: Response) -> Finding:
        """Nothing; BrokenChannel if the site found something."""
        if response.status == 404 or not self._find(response):
            return Finding()
        raise BrokenChannel("finds articles for a word that nobody uses")

    def _find(self, response: Response) -> bool:
        try:
            return bool(self._inner.discover(response).leads)
        except EmptyChannel:
            return False
