"""Partitions: only briefs have them. A night is not a function of its date: yesterday's front page is gone."""

import dagster as dg

weekly = dg.WeeklyPartitionsDefinition(start_date="2023-01-02", timezone="Asia/Jakarta", day_offset=1)
"""Keys are Mondays."""
