"""Facts about what to watch, as YAML only: provinces, regencies, sources, pillars, programme, platforms."""
