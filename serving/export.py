"""Export: one row per article with all its tags, as JSONL, CSV or XLSX. The keys are stable: other programs read them.

What a source's rights do not allow to be handed on is cut here: `headline` and `excerpt` sources give no full body.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Literal

from sqlalchemy import Engine, text

from models.clock import WIB
from models.corrections import TAG_KINDS, Correction, summarise
from models.rights import allowed_body
from models.store.corrections import active_by_article, load_said
from serving.corrections import as_evidence

Format = Literal["jsonl", "csv", "xlsx"]
XLSX_CELL_CHARACTERS = 32_000
COLUMNS = (
    "id", "url", "aliases", "title", "body", "published_at", "published_basis", "relevant", "relevance", "scope",
    "regencies", "pillars", "milestones", "story_id", "outlet", "source", "author", "rights", "evidence",
    "corrections", "quotes",
)  # fmt: skip


def export_rows(
    engine: Engine, since: datetime | None = None, until: datetime | None = None
) -> Iterator[dict[str, Any]]:
    """Rows in order of publication; `since` included, `until` not; articles without a date only when neither is set.

    Keys: COLUMNS. `milestones`: [{kind,status,regency,date,until,programme,sentence}];
    `evidence`: [{kind,value,score,rule,spans}]; `corrections`: [{rule,correction,action,kind,value,by,at,note}], those
    in force, removals too; `quotes`: [{speaker,office,regency,quote,is_direct,start,end}], positions in the body.
    What an analyst set has the rule `correction` with `correction`, `by`, `at` and `note`.
    """
    with engine.connect() as connection:
        corrected = active_by_article(connection, (*TAG_KINDS, "story"))
        connection = connection.execution_options(yield_per=500)
        with connection.execute(text(_ROWS), {"since": since, "until": until}) as rows:
            for row in rows:
                yield _exported(row._mapping, corrected.get(row.id, []))


def machine_rows(engine: Engine) -> Iterator[dict[str, Any]]:
    """All rows with the machine's own tags, whatever analysts said; for measuring the machine."""
    with engine.connect() as connection:
        said = load_said(connection)
    for row in export_rows(engine):
        found = said.get(row["id"])
        own = {**summarise(found.tagging), "relevant": found.tagging.is_relevant} if found else {}
        yield {**row, **own}


def write_rows(rows: Iterable[dict[str, Any]], kind: Format, out: BinaryIO, columns: Sequence[str] = COLUMNS) -> int:
    """Write rows in one of the formats; returns how many. `columns`: keys of all rows, in order."""
    if kind == "jsonl":
        return _write_jsonl(rows, out)
    return {"csv": _write_csv, "xlsx": _write_xlsx}[kind](rows, out, columns)


def _exported(row: Any, corrections: Sequence[Correction]) -> dict[str, Any]:
    published: datetime | None = row["published_at"]
    body = allowed_body(row["body"], row["rights"])
    evidence = {correction.id: as_evidence(correction) for correction in corrections}
    return {
        **{name: row[name] for name in COLUMNS if name in row},
        "body": body,
        "published_at": published.astimezone(WIB).isoformat() if published else None,
        "relevant": row["is_relevant"],
        "source": row["source_id"],
        "milestones": [_signed(step, evidence) for step in row["milestones"]],
        "evidence": [_signed(tag, evidence) for tag in row["evidence"]],
        "corrections": list(evidence.values()),
        "quotes": [quote for quote in row["quotes"] if quote["end"] <= len(body)],
    }


def _signed(said: Mapping[str, Any], evidence: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """With who corrected it, when and why, where somebody did."""
    own = {name: value for name, value in said.items() if name != "correction"}
    found = evidence.get(said["correction"])
    return own | {name: found[name] for name in ("rule", "correction", "by", "at", "note")} if found else own


def _write_jsonl(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _write_csv(rows: Iterable[dict[str, Any]], out: BinaryIO, columns: Sequence[str]) -> int:
    text_out = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.DictWriter(text_out, columns)
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: _flat(value) for name, value in row.items()})
        count += 1
    text_out.detach()
    return count


def _write_xlsx(rows: Iterable[dict[str, Any]], out: BinaryIO, columns: Sequence[str]) -> int:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE as forbidden  # noqa: N811

    book = Workbook(write_only=True)
    sheet = book.create_sheet("articles")
    sheet.append(list(columns))
    count = 0
    try:
        for row in rows:
            cells = (_flat(row[name]) for name in columns)
            sheet.append(
                [forbidden.sub("", cell)[:XLSX_CELL_CHARACTERS] if isinstance(cell, str) else cell for cell in cells]
            )
            count += 1
    finally:
        sheet.close()  # left open by an error, it would add one of its own when it is collected
    book.save(out)
    return count


def _flat(value: Any) -> Any:
    """A cell: lists of plain values joined, anything deeper as JSON; text that a spreadsheet would run as a formula
    is quoted."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


_ROWS = """
    SELECT a.id, a.url, a.aliases, a.title, a.body, a.published_at, a.published_basis, a.is_relevant, a.relevance,
        a.scope, a.regencies, a.pillars, a.story_id, a.outlet, a.source_id, a.author, a.rights,
        coalesce((SELECT jsonb_agg(jsonb_build_object('kind', m.kind, 'status', m.status, 'regency', m.regency,
            'date', m.event_on, 'until', m.figures->>'until', 'programme', m.programme,
            'sentence', m.sentence, 'correction', m.correction_id) ORDER BY m.id) FROM milestone m
            WHERE m.article_id = a.id), '[]') AS milestones,
        coalesce((SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'value', t.value, 'score', t.score,
            'rule', t.rule, 'spans', t.spans, 'correction', t.correction_id) ORDER BY t.kind, t.rank, t.id)
            FROM article_tag t WHERE t.article_id = a.id), '[]') AS evidence,
        coalesce((SELECT jsonb_agg(jsonb_build_object('speaker', q.speaker, 'office', q.office, 'regency', q.regency,
            'quote', q.span->>'text', 'is_direct', q.is_direct, 'start', q.span->'start', 'end', q.span->'end')
            ORDER BY q.id) FROM quote q WHERE q.article_id = a.id), '[]') AS quotes
    FROM article a
    WHERE (CAST(:since AS timestamptz) IS NULL OR a.published_at >= :since)
        AND (CAST(:until AS timestamptz) IS NULL OR a.published_at < :until)
    ORDER BY a.published_at NULLS LAST, a.id
"""
