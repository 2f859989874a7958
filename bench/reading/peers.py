"""Other readers of pages, each in a process of its own that runs this file with the peer's name.

A JSON list of `{path, url}` comes on standard input; `path` holds the page as UTF-8 text, decoded for everybody alike.
Out goes a JSON object: `readings` (title, body, published_at, author; empty where the peer fails) in the same order,
`seconds` of processor time each page took at its best of `rounds` (a second argument). No module of Pantau is used.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Read = Callable[[str, str], dict[str, Any]]


def load_trafilatura() -> Read:
    """trafilatura as its documentation recommends for articles: with metadata, without comments."""
    from trafilatura import bare_extraction

    def read(markup: str, url: str) -> dict[str, Any]:
        found: Any = bare_extraction(markup, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        return {"title": found.title, "body": found.text, "published_at": found.date, "author": _listed(found.author)}

    return read


def load_newspaper() -> Read:
    """newspaper4k, told that the page is Indonesian."""
    import newspaper  # type: ignore[import-not-found]

    def read(markup: str, url: str) -> dict[str, Any]:
        found = newspaper.article(url, input_html=markup, language="id", fetch_images=False)
        return _shown(found.title, found.text, found.publish_date, found.authors)

    return read


def load_newsplease() -> Read:
    """news-please, with the address, as its crawler has it."""
    from newsplease import NewsPlease  # type: ignore[import-not-found]

    def read(markup: str, url: str) -> dict[str, Any]:
        found = NewsPlease.from_html(markup, url=url, fetch_images=False)
        return _shown(found.title, found.maintext, found.date_publish, found.authors)

    return read


PEERS: dict[str, tuple[str, Callable[[], Read]]] = {
    "trafilatura": ("trafilatura", load_trafilatura),
    "newspaper4k": ("newspaper", load_newspaper),
    "news-please": ("newsplease", load_newsplease),
}
"""Module a peer needs, and how to make its reader."""


def read_all(read: Read, pages: list[dict[str, str]], rounds: int) -> dict[str, Any]:
    """Every page, `rounds` times; a peer's failure is an empty reading."""
    readings: list[dict[str, Any]] = [{} for _ in pages]
    seconds = [float("inf")] * len(pages)
    for _ in range(rounds):
        for number, page in enumerate(pages):
            markup = Path(page["path"]).read_text(encoding="utf-8")
            began = time.process_time()
            try:
                readings[number] = read(markup, page["url"])
            except Exception as error:
                readings[number] = {"failed": f"{type(error).__name__}: {error}"}
            seconds[number] = min(seconds[number], time.process_time() - began)
    return {"readings": readings, "seconds": seconds}


def _shown(title: str | None, body: str | None, at: Any, authors: list[str] | None) -> dict[str, Any]:
    return {"title": title, "body": body, "published_at": at and at.isoformat(), "author": ", ".join(authors or [])}


def _listed(authors: str | None) -> str:
    return ", ".join(name.strip() for name in (authors or "").split(";"))


def main() -> None:
    """Read as the named peer does."""
    _, load = PEERS[sys.argv[1]]
    told = read_all(load(), json.load(sys.stdin), int(sys.argv[2]))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
