"""The checks of sources say what `pantau status` says, and nothing of their own."""

from datetime import UTC, datetime

import dagster as dg
import pytest
from sqlmodel import Session

from dagster_project.checks import every_source_was_seen, make_source_checks
from dagster_project.resources import Installation
from models.tables import Night, SourceNight
from serving.monitor import source_statuses

NOW = datetime(2026, 11, 15, 18, tzinfo=UTC)
CHECK = "kabar_contoh_delivers_as_expected"


@pytest.fixture
def judged(engine, make_catalogue):
    """Judge one source with the given `min` after one night that ended in the given state."""

    def judge(state, least):
        feed = {"spider": "feed", "url": "https://kabarcontoh.test/feed/"}
        expect = {"articles_per_week": {"min": least, "max": 9}}
        facts = {"homepage": "https://kabarcontoh.test", "discover": [feed], "expect": expect}
        catalogue = make_catalogue({"kabar_contoh": facts})
        with Session(engine) as session:
            night = Night(kind="live", started_at=NOW, ended_at=NOW, state="done")
            session.add(night)
            session.flush()
            times = {"started_at": NOW, "ended_at": NOW}
            session.add(
                SourceNight(night_id=night.id, source_id="kabar_contoh", state=state, reason="answered 403", **times)
            )
            session.commit()
        installation = Installation.model_construct()
        object.__setattr__(installation, "_engine", engine)
        installation.__dict__["catalogue"] = catalogue
        return catalogue, installation

    return judge


def ask(catalogue, installation):
    (result,) = make_source_checks(catalogue).node_def.compute_fn.decorated_fn(installation)
    assert isinstance(result, dg.AssetCheckResult)
    return result


@pytest.mark.parametrize(
    ("state", "least", "passed", "verdict"),
    [
        ("ok", 0, True, "as_expected"),
        ("nothing_new", 3, False, "silent_too_long"),
        ("blocked", 0, False, "broken"),
    ],
)
def test_a_source_passes_only_if_the_verdict_is_as_expected(judged, engine, state, least, passed, verdict):
    catalogue, installation = judged(state, least)
    result = ask(catalogue, installation)
    assert (result.check_name, result.passed) == (CHECK, passed)
    assert result.metadata["verdict"].value == verdict == source_statuses(engine, catalogue)[0].verdict
    assert result.severity == dg.AssetCheckSeverity.WARN


def test_a_source_that_was_not_seen_is_named_with_its_reason(judged):
    _, installation = judged("blocked", 0)
    result = every_source_was_seen.node_def.compute_fn.decorated_fn(installation)
    assert not result.passed
    assert result.metadata["unseen"].value == "kabar_contoh: answered 403"
