"""Assets from web page to brief, each named for what exists afterwards.

An asset calls one function of spiders/, pipelines/ or serving/ and reports what it made. Put no rule about the data
here: if a line would still be true without Dagster, it belongs in those packages. Assets hand nothing to each other
but through the archive and the database.
"""

from datetime import date

import dagster as dg

from dagster_project.partitions import weekly
from dagster_project.resources import Installation
from models.clock import week_of
from pipelines.concepts import concept_finder
from pipelines.deduplicate import deduplicate_documents
from pipelines.embed import choose_embedder, embed_articles
from pipelines.stages import extract_pages
from pipelines.stories import group_stories
from pipelines.tagging import tag_articles
from serving.brief.write import write_brief
from spiders.report import NightReport, SourceReport
from spiders.run import harvest

_again = dg.RetryPolicy(max_retries=2, delay=30, backoff=dg.Backoff.EXPONENTIAL)


@dg.asset(group_name="harvest", retry_policy=_again)
def pages(context: dg.AssetExecutionContext, installation: Installation) -> dg.MaterializeResult[None]:
    """Every page the sources offer, archived."""
    night = harvest(
        installation.settings,
        installation.catalogue,
        replay=installation.replay_path,
        progress=lambda report: context.log.info(f"{report.source_id}: {report.state}, {report.fetched} new pages"),
        log=context.log.debug,
    )
    return dg.MaterializeResult(metadata=_night_metadata(night))


@dg.asset(group_name="process", deps=[pages])
def documents(context: dg.AssetExecutionContext, installation: Installation) -> dg.MaterializeResult[None]:
    """Every archived page as plain readable text."""
    counts, warning = extract_pages(installation.engine, installation.catalogue, installation.settings)
    if warning:
        context.log.warning(warning)
    return dg.MaterializeResult(metadata=counts)


@dg.asset(group_name="process", deps=[documents])
def articles(installation: Installation) -> dg.MaterializeResult[None]:
    """Every article once, whatever the addresses it came by."""
    return dg.MaterializeResult(metadata=deduplicate_documents(installation.engine, installation.catalogue))


@dg.asset(group_name="process", deps=[articles])
def tags(installation: Installation) -> dg.MaterializeResult[None]:
    """Relevance, regency, pillar and milestones of every article, with the evidence."""
    archive_dir = installation.settings.archive_dir
    tagged = tag_articles(installation.engine, installation.catalogue, archive_dir=archive_dir)
    return dg.MaterializeResult(metadata={"articles": tagged})


@dg.asset(group_name="process", deps=[tags])
def stories(installation: Installation) -> dg.MaterializeResult[None]:
    """Articles that tell the same event, grouped."""
    return dg.MaterializeResult(metadata=group_stories(installation.engine))


@dg.asset(group_name="process", deps=[articles])
def passages(installation: Installation) -> dg.MaterializeResult[None]:
    """Searchable passages with their weights and vectors."""
    embedder = choose_embedder(installation.engine, installation.settings.model)
    concepts = concept_finder(installation.catalogue)
    embedded = embed_articles(installation.engine, embedder, concepts=concepts)
    return dg.MaterializeResult(metadata={"articles": embedded})


@dg.asset(group_name="brief", deps=[stories], partitions_def=weekly)
def brief(context: dg.AssetExecutionContext, installation: Installation) -> dg.MaterializeResult[None]:
    """The media-monitoring brief of one week."""
    week = week_of(date.fromisoformat(context.partition_key))
    folder = installation.settings.brief_dir
    paths = write_brief(installation.engine, installation.catalogue, week, ("docx", "html"), folder)
    return dg.MaterializeResult(metadata={path.suffix[1:]: dg.MetadataValue.path(str(path)) for path in paths})


def _night_metadata(night: NightReport) -> dict[str, dg.MetadataValue | int | float]:
    return {
        "new_pages": sum(report.fetched for report in night.sources),
        "requests": sum(report.requests for report in night.sources),
        "seconds": night.seconds,
        "sources": dg.MetadataValue.table(
            [dg.TableRecord(_source_record(report)) for report in night.sources],
            schema=dg.TableSchema([dg.TableColumn(name) for name in ("source", "state", "new_pages", "reason")]),
        ),
    }


def _source_record(report: SourceReport) -> dict[str, str | int]:
    return {
        "source": report.source_id,
        "state": report.state,
        "new_pages": report.fetched,
        "reason": report.reason,
    }
