import json
from datetime import date

from models.corrections import summarise
from models.shapes import MilestoneTag, Span, Tagging


def test_a_summary_has_the_values_without_their_evidence():
    step = MilestoneTag("mou", "done", "bangka", date(2026, 11, 9), "Teken", Span("title", 0, 5, "Teken"))
    found = summarise(Tagging(True, "explicit", 0.9, "regency", ("bangka",), ("governance",), (), (step,)))
    assert found == {
        "relevance": "explicit",
        "scope": "regency",
        "regencies": ["bangka"],
        "pillars": ["governance"],
        "milestones": [{"kind": "mou", "status": "done", "regency": "bangka", "date": "2026-11-09"}],
    }
    assert json.loads(json.dumps(found)) == found
