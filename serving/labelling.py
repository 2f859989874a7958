"""Labelling: articles an analyst corrected as labelled data, in the shape `pantau evaluate tags` reads.

What is read of such files is `labelled.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine

from models.corrections import TAG_KINDS
from models.rights import is_cut
from serving.export import export_rows

_KEPT = (
    "id", "url", "outlet", "title", "published_at", "relevant", "relevance", "scope", "regencies", "pillars",
    "milestones", "corrections",
)  # fmt: skip


def labelled_rows(engine: Engine) -> Iterator[dict[str, Any]]:
    """One row per article with a correction of its tags in force: its tags as the analyst left them.

    `text` is missing where the source's rights allow no more than an excerpt to be handed on: the tagger reads more.
    """
    for row in export_rows(engine):
        if not any(correction["kind"] in TAG_KINDS for correction in row["corrections"]):
            continue
        kinds = list(dict.fromkeys(step["kind"] for step in row["milestones"]))
        labels = {"province": row["scope"] == "province", "milestone": kinds or ["none"]}
        whole = {} if is_cut(row["body"], row["rights"]) else {"text": row["body"]}
        yield {**{name: row[name] for name in _KEPT}, **labels, **whole}
