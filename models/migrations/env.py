"""How Alembic reaches the database: over the connection it is handed, else over the one the settings name.

`models/database.py` hands over a connection and holds the lock. The command line (`alembic revision
--autogenerate -m "..."`, `alembic check`, configured in pyproject.toml) comes without one. No schema is here.
"""

from __future__ import annotations

from typing import Any, Literal

import pgvector.sqlalchemy  # noqa: F401  (its types must be known when tables are read from the database)
from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import models.tables  # noqa: F401
from models.database import make_engine
from models.settings import Settings


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave alone what `models/tables` does not list: one table of vectors per embedding model, Dagster's tables.

    So a table taken out of it must be dropped by hand.
    """
    return kind != "table" or name in SQLModel.metadata.tables


def _render_type(kind: str, thing: Any, _: object) -> str | Literal[False]:
    """Write SQLModel's text type as what it is, so that no revision depends on SQLModel."""
    return "sa.String()" if kind == "type" and isinstance(thing, AutoString) else False


def _run(connection: Connection) -> None:
    """Run the revisions in the transaction that is open, or in one of their own."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        compare_server_default=True,
        include_name=_is_ours,
        render_item=_render_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_online() -> None:
    """Use the connection handed over by the caller, or make one."""
    given = context.config.attributes.get("connection")
    if given is not None:
        _run(given)
        return
    engine = make_engine(Settings())
    with engine.connect() as connection:
        _run(connection)
    engine.dispose()


def _run_offline() -> None:
    """Print the statements instead (`alembic upgrade head --sql`), for a server others administer."""
    context.configure(dialect_name="postgresql", target_metadata=SQLModel.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    _run_offline()
else:
    _run_online()
