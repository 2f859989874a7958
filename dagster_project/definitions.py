"""The list of everything Dagster knows. Nothing is defined here."""

import dagster as dg

from dagster_project import assets, checks, schedules
from dagster_project.resources import Installation

definitions = dg.Definitions(
    assets=dg.load_assets_from_modules([assets]),
    asset_checks=dg.load_asset_checks_from_modules([checks]),
    jobs=[schedules.nightly_job, schedules.brief_job],
    schedules=[schedules.nightly_schedule, schedules.weekly_brief_schedule],
    resources={"installation": Installation()},
    executor=dg.in_process_executor,
)
