"""When things run and in what order: assets, checks, schedules, resources. Nothing here reads or writes news itself."""
