"""Writing many rows at once by COPY. Nothing here knows what a table is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel


def copy_rows(
    connection: Connection, table: type[SQLModel], columns: Sequence[str], rows: Iterable[Mapping[str, Any]]
) -> None:
    """Append rows (mappings from column name to value) to a table inside the caller's transaction."""
    _copy(connection, _table_name(table), table, columns, rows)


def upsert_rows(
    connection: Connection,
    table: type[SQLModel],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    conflict: str,
    update: Sequence[str] = (),
    returning: str | None = None,
) -> list[Any]:
    """COPY into a temporary table, then INSERT ... ON CONFLICT inside the caller's transaction.

    `conflict` is the column list of a unique constraint ("url, digest"); `update` the columns to overwrite
    (none = keep the row that is there). Returns the `returning` column of the rows written, or an empty list.
    """
    if not rows:
        return []
    name = _table_name(table)
    passing = f"incoming_{table.__table__.name}"  # type: ignore[attr-defined]
    names = ", ".join(f'"{column}"' for column in columns)
    connection.execute(text(f"DROP TABLE IF EXISTS {passing}"))
    connection.execute(
        text(f"CREATE TEMPORARY TABLE {passing} ON COMMIT DROP AS SELECT {names} FROM {name} WITH NO DATA")
    )
    _copy(connection, passing, table, columns, rows)
    changes = ", ".join(f'"{column}" = excluded."{column}"' for column in update)
    action = f"DO UPDATE SET {changes}" if update else "DO NOTHING"
    back = f" RETURNING {returning}" if returning else ""
    result = connection.execute(
        text(f"INSERT INTO {name} ({names}) SELECT {names} FROM {passing} ON CONFLICT ({conflict}) {action}{back}")
    )
    return list(result.scalars()) if returning else []


def _table_name(table: type[SQLModel]) -> str:
    return f'"{table.__table__.name}"'  # type: ignore[attr-defined]


def _copy(
    connection: Connection,
    target: str,
    table: type[SQLModel],
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    described = table.__table__.columns  # type: ignore[attr-defined]
    is_json = [isinstance(described[column].type, JSONB) for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([Jsonb(row[c]) if j else row[c] for c, j in zip(columns, is_json, strict=True)])
