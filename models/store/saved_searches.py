"""Saved searches: keeping, listing and dropping them by name. What a name or a query may be is `serving/saved.py`."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text


@dataclass(frozen=True)
class Saved:
    """A query as it was written, under a name."""

    name: str
    query: str
    made_at: datetime
    changed_at: datetime


def add_search(connection: Connection, name: str, query: str, at: datetime) -> bool:
    """Keep a search; False where the name, in whatever case, is taken: then nothing is changed."""
    asked = {"key": key_of(name), "name": name, "query": query, "at": at}
    return connection.execute(text(f"{_INSERT} ON CONFLICT (key) DO NOTHING"), asked).rowcount == 1


def put_search(connection: Connection, name: str, query: str, at: datetime) -> bool:
    """Keep a search in the place of one of this name, whose day of making stays; True if there was none."""
    asked = {"key": key_of(name), "name": name, "query": query, "at": at}
    replace = "ON CONFLICT (key) DO UPDATE SET name = :name, query = :query, changed_at = :at"
    # A row that was updated carries the transaction that did so; a new one carries none.
    return bool(connection.execute(text(f"{_INSERT} {replace} RETURNING xmax = 0"), asked).scalar_one())


def load_searches(connection: Connection) -> list[Saved]:
    """All of them by name."""
    query = text('SELECT name, query, made_at, changed_at FROM saved_search ORDER BY key COLLATE "C"')
    return [Saved(*row) for row in connection.execute(query)]


def load_search(connection: Connection, name: str) -> Saved | None:
    """The search of this name in whatever case, or None."""
    query = text("SELECT name, query, made_at, changed_at FROM saved_search WHERE key = :key")
    row = connection.execute(query, {"key": key_of(name)}).one_or_none()
    return Saved(*row) if row else None


def drop_search(connection: Connection, name: str) -> bool:
    """Forget the search of this name; False where there is none."""
    query = text("DELETE FROM saved_search WHERE key = :key")
    return connection.execute(query, {"key": key_of(name)}).rowcount == 1


def key_of(name: str) -> str:
    """The same for names that differ in case, or in how their accents are put together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


_INSERT = "INSERT INTO saved_search (key, name, query, made_at, changed_at) VALUES (:key, :name, :query, :at, :at)"
