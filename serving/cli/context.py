"""What most commands need: settings, catalogue, an open database, checked options. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import click

from models.clock import Week, end_of_day, now, parse_day, parse_week, start_of_day, week_of, wib_date
from models.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from models.catalogue import Catalogue
    from models.settings import Settings

MODES = ("hybrid", "keyword", "semantic")


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Settings from the environment; a wrong variable is a UsageError naming it."""
    from pydantic import ValidationError

    from models.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        problem = error.errors()[0]
        variable = f"PANTAU_{problem['loc'][0]}".upper()
        raise UsageError(f"{variable}={problem['input']}: {problem['msg']}") from error


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """The catalogue of the province in the settings."""
    from models.catalogue import Catalogue

    return Catalogue(load_settings().province)


@lru_cache(maxsize=1)
def open_engine() -> Engine:
    """The database, started and brought to the current schema if need be."""
    from models.database import open_database

    return open_database(load_settings())


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The `--json` flag."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(command)


def span_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--week`, `--since`, `--until`: which days."""
    command = click.option("--until", help="Last day, WIB (2026-11-15).")(command)
    command = click.option("--since", help="First day, WIB (2026-11-09).")(command)
    return click.option("--week", help="An ISO week (2026-W46).")(command)


def parse_span(week: str | None, since: str | None, until: str | None) -> tuple[datetime | None, datetime | None]:
    """The options as instants [since, until); None where open. UsageError if both forms are mixed."""
    if week and (since or until):
        raise UsageError("give --week, or --since and --until, not both")
    if week:
        chosen = parse_week(week)
        return chosen.since, chosen.until
    first = start_of_day(parse_day(since)) if since else None
    last = end_of_day(parse_day(until)) if until else None
    if first and last and first >= last:
        raise UsageError(f"--since {since} is later than --until {until}")
    return first, last


def last_full_week() -> Week:
    """The week before the one that is under way in WIB."""
    return week_of(wib_date(now())).before()


def check_choice(value: str | None, name: str, known: list[str]) -> str | None:
    """The value, or a UsageError that names what is allowed."""
    if value is not None and value not in known:
        raise UsageError(f"unknown {name} {value!r}; known: {', '.join(known)}")
    return value
