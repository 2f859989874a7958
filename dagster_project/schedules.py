"""Jobs and their schedules, in the time of Jakarta."""

import dagster as dg

from models.clock import week_of, wib_date
from models.settings import Settings

TIMEZONE = "Asia/Jakarta"

nightly_job = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.groups("harvest", "process"),
    description="Harvest, read, tag and embed what is new.",
    tags={"dagster/max_runtime": str(6 * 3600)},
)
brief_job = dg.define_asset_job(
    "weekly_brief",
    selection=dg.AssetSelection.groups("brief"),
    description="Write the brief of one week.",
)


@dg.schedule(
    job=nightly_job,
    cron_schedule=Settings().nightly_cron,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def nightly_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Every night at 01:00 WIB unless PANTAU_NIGHTLY_CRON says otherwise."""
    return dg.RunRequest(run_key=context.scheduled_execution_time.isoformat())


@dg.schedule(
    job=brief_job,
    cron_schedule=Settings().weekly_cron,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def weekly_brief_schedule(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Mondays at 05:00 WIB: the brief of the week that ended on Sunday."""
    week = week_of(wib_date(context.scheduled_execution_time)).before()
    return dg.RunRequest(run_key=str(week), partition_key=week.monday.isoformat())
