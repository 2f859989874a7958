"""Saved searches: what a name and a query may be, finding one by its name, how many articles each finds.

Keeping them is `models/store/saved_searches.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Engine

from models import clock
from models.clock import WIB
from models.errors import UsageError
from models.store import saved_searches as store
from models.store.saved_searches import Saved, key_of
from serving.search import Knowledge, SearchRequest, search
from serving.search.language import MOST_CHARACTERS, join_queries
from serving.search.ranking import MakeEmbedder

LONGEST_NAME = 80
NEW_DAYS = 7
"""What came in so many days, today among them, is new."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class NameTakenError(UsageError):
    """There is a search of this name."""


@dataclass(frozen=True)
class Counted:
    """A saved search and how many articles it finds: in all, and of the last NEW_DAYS days. `understood`: what the
    query was taken for, as a search says."""

    saved: Saved
    total: int
    new: int
    understood: dict[str, Any] = field(default_factory=dict)

    @property
    def problems(self) -> list[str]:
        """What of the query was not understood and is read as words."""
        return list(self.understood.get("problems", ()))

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready; times in WIB."""
        counts = {"total": self.total, "last_7_days": self.new, "problems": self.problems}
        return as_dict(self.saved) | counts | {"understood": self.understood}


def as_dict(saved: Saved) -> dict[str, Any]:
    """JSON-ready; times in WIB."""
    times = {name: getattr(saved, name).astimezone(WIB).isoformat() for name in ("made_at", "changed_at")}
    return {"name": saved.name, "query": saved.query, **times}


def save_search(engine: Engine, name: str, query: str, *, may_replace: bool = False) -> tuple[Saved, bool]:
    """Keep a query under a name; (what is kept, whether it is new).

    NameTakenError where there is one of this name and it may not be replaced; UsageError for a name of no or more than
    LONGEST_NAME characters or with characters that cannot be seen, and for a query that is empty or too long.
    """
    shown, line, at = check_name(name), check_query(query), clock.now()
    with engine.begin() as connection:
        is_new = (store.put_search if may_replace else store.add_search)(connection, shown, line, at)
        kept = store.load_search(connection, shown)
    if not (is_new or may_replace) or kept is None:
        there = kept.name if kept else shown
        raise NameTakenError(f"there is a saved search {there!r} already; replace it, or choose another name")
    return kept, is_new


def find_saved(engine: Engine, name: str) -> Saved:
    """The search of this name in whatever case; UsageError naming the closest ones where there is none."""
    with engine.connect() as connection:
        found = store.load_search(connection, name.strip())
        if found is None:
            raise UsageError(_unknown(name, [saved.name for saved in store.load_searches(connection)]))
    return found


def remove_saved(engine: Engine, name: str) -> Saved:
    """Forget a search; returns what it was. UsageError naming the closest ones where there is none."""
    found = find_saved(engine, name)
    with engine.begin() as connection:
        store.drop_search(connection, found.name)
    return found


def list_saved(engine: Engine) -> list[Saved]:
    """All of them by name."""
    with engine.connect() as connection:
        return store.load_searches(connection)


def count_saved(
    engine: Engine,
    embedder: MakeEmbedder,
    knowledge: Knowledge,
    today: date,
    make_request: Callable[[str], SearchRequest] = SearchRequest,
) -> list[Counted]:
    """All of them by name with what they find today; days in a query ("minggu lalu") count from then.

    `make_request`: how the queries are asked where they are counted for.
    """
    counted = []
    for saved in list_saved(engine):
        # With an offset a search does not go on without the days of its query where these hold nothing.
        asked = replace(make_request(saved.query), limit=1, offset=1, today=today, has_facets=False)
        new = replace(asked, filters=replace(asked.filters, since=first_new_day(today), until=today))
        found, recent = (search(engine, embedder, request, knowledge) for request in (asked, new))
        counted.append(Counted(saved, found.total, recent.total, found.understood))
    return counted


def first_new_day(today: date) -> date:
    """What came on this day or later is new."""
    return today - timedelta(days=NEW_DAYS - 1)


def add_words(saved: Saved, further: str) -> str:
    """The saved query with further words."""
    return join_queries(saved.query, further)


def check_name(name: str) -> str:
    """The name without spaces around it; UsageError for one that cannot be one."""
    shown = " ".join(part for part in name.split(" ") if part)
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise UsageError(f"the name of a saved search has 1 to {LONGEST_NAME} characters, not {len(shown)}")
    if not shown.isprintable():
        raise UsageError(f"the name of a saved search holds a character that cannot be seen: {shown!r}")
    return shown


def check_query(query: str) -> str:
    """The query on one line; UsageError for one that is empty or longer than is read."""
    line = _CONTROL.sub(" ", SearchRequest(query).query).strip()
    if not line:
        raise UsageError("a saved search needs a query")
    if len(line) > MOST_CHARACTERS:
        raise UsageError(f"a saved search has at most {MOST_CHARACTERS} characters, not {len(line)}")
    return line


def _unknown(name: str, known: list[str]) -> str:
    by_key = {key_of(other): other for other in known}
    close = [by_key[key] for key in get_close_matches(key_of(name), by_key, n=3, cutoff=0.5)]
    if close:
        return f"there is no saved search {name!r}; did you mean {' or '.join(map(repr, close))}?"
    listed = f"saved are: {', '.join(map(repr, known[:20]))}" if known else "none is saved"
    return f"there is no saved search {name!r}; {listed}"
