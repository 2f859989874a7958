"""Checks: sentences that should be true after a night, the sources' own expectations among them.

A check compares and reports; what is compared is judged by `serving/monitor.py` or is one SQL count here.
"""

from collections.abc import Iterator

import dagster as dg
from sqlalchemy import text

from dagster_project.resources import Installation
from models.catalogue import Catalogue
from models.settings import Settings
from serving.monitor import SourceStatus, source_statuses

DATED_SHARE = 0.9

_EVIDENCE = """
    SELECT count(*) FROM article_tag t JOIN article a ON a.id = t.article_id
    WHERE a.is_relevant AND t.kind <> 'mention' AND jsonb_array_length(t.spans) = 0
"""


def make_source_checks(catalogue: Catalogue) -> dg.AssetChecksDefinition:
    """One check per enabled source: it answered, and brings what it usually brings and its file expects."""
    specs = [
        dg.AssetCheckSpec(
            name=f"{source.id}_delivers_as_expected",
            asset="articles",
            description="{min} to {max} articles a week".format(**source.expect.articles_per_week.model_dump()),
        )
        for source in catalogue.sources.values()
        if source.enabled
    ]

    @dg.multi_asset_check(name="sources_deliver_as_expected", specs=specs, can_subset=False)
    def sources_deliver_as_expected(installation: Installation) -> Iterator[dg.AssetCheckResult]:
        found = {status.source_id: status for status in source_statuses(installation.engine, installation.catalogue)}
        for spec in specs:
            yield _source_result(spec.name, found.get(spec.name.removesuffix("_delivers_as_expected")))

    return sources_deliver_as_expected


@dg.asset_check(asset="pages")
def every_source_was_seen(installation: Installation) -> dg.AssetCheckResult:
    """No source of the last night was unreachable, blocked, denied, changed or broken."""
    unseen = [
        f"{status.source_id}: {status.reason}"
        for status in source_statuses(installation.engine, installation.catalogue)
        if status.state not in ("ok", "nothing_new", "never", "disabled")
    ]
    return dg.AssetCheckResult(
        passed=not unseen, severity=dg.AssetCheckSeverity.WARN, metadata={"unseen": "\n".join(unseen)}
    )


@dg.asset_check(asset="articles")
def most_articles_have_a_date(installation: Installation) -> dg.AssetCheckResult:
    """At least nine in ten articles have a date of publication."""
    query = text("SELECT count(published_at), count(*) FROM article")
    with installation.engine.connect() as connection:
        dated, total = connection.execute(query).one()
    return dg.AssetCheckResult(passed=dated >= DATED_SHARE * total, metadata={"dated": dated, "articles": total})


@dg.asset_check(asset="tags")
def every_tag_has_evidence(installation: Installation) -> dg.AssetCheckResult:
    """No tag of a relevant article stands without words of its text."""
    with installation.engine.connect() as connection:
        bare = connection.execute(text(_EVIDENCE)).scalar_one()
    return dg.AssetCheckResult(passed=bare == 0, metadata={"tags_without_evidence": bare})


def _source_result(name: str, status: SourceStatus | None) -> dg.AssetCheckResult:
    if status is None or status.state == "never":
        return dg.AssetCheckResult(
            check_name=name, asset_key="articles", passed=True, metadata={"state": "not harvested yet"}
        )
    metadata: dict[str, str | int | float] = {
        "state": status.state,
        "reason": status.reason,
        "verdict": status.verdict,
        "verdict_reason": status.verdict_reason,
        "articles_last_week": status.last_week,
        "expected": f"{status.expected_min} to {status.expected_max}",
    }
    if status.usual_week is not None:
        metadata["usual_week"] = status.usual_week
    return dg.AssetCheckResult(
        check_name=name,
        asset_key="articles",
        passed=status.state in ("ok", "nothing_new") and status.verdict == "as_expected",
        severity=dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )


source_checks = make_source_checks(Catalogue(Settings().province))
