"""Source health: whether an outlet brings what it usually brings, weekends and holidays allowed for.

days: what a source brought and when it was seen · pattern: its own rhythm · tails: how unlikely a count is ·
judgement: the one verdict · load: the SQL. No wording for readers, no state of a crawl (that is `spiders/outcome.py`).
"""

from serving.health.days import SourceDays
from serving.health.judgement import BROKEN, QUIET, Health, Verdict, judge
from serving.health.load import load_days

__all__ = ["BROKEN", "QUIET", "Health", "SourceDays", "Verdict", "judge", "load_days"]
