"""One worker at a time for one piece of work, over every process that shares the database.

PostgreSQL session advisory locks: a killed process frees its lock at once, so nothing stale is left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from zlib import crc32

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

_SPACE = 0x70616E74
"""First half of the lock number ("pant"): keeps clear of other users of the same database."""

Options = ParamSpec("Options")
Result = TypeVar("Result")
Stage = Callable[Concatenate[Engine, Options], Result]


def one_at_a_time(work: str) -> Callable[[Stage[Options, Result]], Stage[Options, Result]]:
    """Make a stage (a function whose first argument is the engine) wait until no other process is at the same work."""

    def wrap(stage: Stage[Options, Result]) -> Stage[Options, Result]:
        @wraps(stage)
        def run(engine: Engine, /, *args: Options.args, **options: Options.kwargs) -> Result:
            with hold(engine, work):
                return stage(engine, *args, **options)

        return run

    return wrap


@contextmanager
def hold(engine: Engine, work: str) -> Iterator[None]:
    """Wait until nobody else holds `work`, then hold it for the block."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:space, :key)"), _key(work))
        try:
            yield
        finally:
            _release(connection, work)


def _release(connection: Connection, work: str) -> None:
    """A session that is gone has let go already, and must not hide the error that ended the work."""
    try:
        connection.execute(text("SELECT pg_advisory_unlock(:space, :key)"), _key(work))
    except SQLAlchemyError:
        connection.invalidate()


def _key(work: str) -> dict[str, int]:
    return {"space": _SPACE, "key": crc32(work.encode()) - 2**31}
