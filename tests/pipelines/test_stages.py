import json
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from pipelines import stages
from pipelines.importing import import_file
from pipelines.stages import Differences, StageReport, extract_pages, run_stages

BODY = (
    "Pemerintah Kabupaten {place} meluncurkan aplikasi layanan kependudukan sebagai bagian dari program smart city."
    " Kepala dinas mengatakan warga cukup memakai ponsel untuk mengurus surat keterangan."
)
STAGES = ["extract", "deduplicate", "tag", "stories", "embed"]


@pytest.fixture
def imported(engine, real_catalogue, settings, tmp_path):
    """Two articles archived and not yet read."""
    rows = [
        {
            "url": f"https://kabar.test/{place}",
            "title": f"{place} luncurkan aplikasi layanan",
            "text": BODY.format(place=place),
        }
        for place in ("Belitung", "Bangka Barat")
    ]
    path = tmp_path / "masuk.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    import_file(engine, real_catalogue, settings.archive_dir, path)
    return rows


def fetch(engine, query):
    with engine.connect() as connection:
        return connection.execute(text(query)).all()


def test_stages_run_in_the_order_in_which_each_needs_the_one_before(engine, real_catalogue, settings, imported):
    reports = list(run_stages(engine, real_catalogue, settings))
    assert [report.stage for report in reports] == STAGES
    counts = {report.stage: report.counts for report in reports}
    assert counts["extract"] == {"read": 2, "refused": 0}
    assert counts["deduplicate"]["new"] == 2
    assert sum(counts["stories"].values()) == 2
    assert (counts["tag"], counts["embed"]) == ({"articles": 2}, {"articles": 2})
    assert all(report.seconds > 0 for report in reports)
    passages = "(SELECT count(*) FROM passage p WHERE p.article_id = a.id)"
    rows = fetch(engine, f"SELECT regencies, story_id IS NOT NULL, {passages} FROM article a ORDER BY id")
    assert [tuple(row) for row in rows] == [(["belitung"], True, 1), (["bangka-barat"], True, 1)]


def test_a_second_run_changes_nothing(engine, real_catalogue, settings, imported):
    list(run_stages(engine, real_catalogue, settings))
    query = "SELECT id, xmin::text FROM article UNION ALL SELECT id, xmin::text FROM passage"
    before = fetch(engine, query)
    assert [report.changed for report in run_stages(engine, real_catalogue, settings)] == [0] * 5
    assert fetch(engine, query) == before


def test_each_report_comes_before_the_next_stage_begins(engine, real_catalogue, settings, imported):
    running = run_stages(engine, real_catalogue, settings)
    assert next(running).stage == "extract"
    assert fetch(engine, "SELECT count(*) FROM article") == [(0,)]
    assert next(running).stage == "deduplicate"
    assert fetch(engine, "SELECT count(*), count(story_id) FROM article") == [(2, 0)]
    running.close()


def test_every_stage_has_a_bar_of_its_own_that_is_told_how_far_it_is(engine, real_catalogue, settings, imported):
    told = {}

    @contextmanager
    def bar(label):
        steps = told.setdefault(label, [])
        yield lambda done, total: steps.append((done, total))

    list(run_stages(engine, real_catalogue, settings, bar))
    assert list(told) == STAGES
    assert all(steps[-1][0] == steps[-1][1] > 0 for steps in told.values())


def test_a_stage_that_fails_stops_those_after_it(engine, real_catalogue, settings, imported, monkeypatch):
    def fail(*_):
        raise RuntimeError("stories")

    monkeypatch.setattr(stages, "group_stories", fail)
    running = run_stages(engine, real_catalogue, settings)
    assert [next(running).stage for _ in range(3)] == STAGES[:3]
    with pytest.raises(RuntimeError, match="stories"):
        next(running)
    assert fetch(engine, "SELECT count(*) FROM passage") == [(0,)]
    monkeypatch.undo()
    changed = [report.stage for report in run_stages(engine, real_catalogue, settings) if report.changed]
    assert changed == ["stories", "embed"], "the next run takes up where this one stopped"


def make_stale(engine, **columns):
    """As older readers and taggers left it."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE document SET extract_version = 99"))
        connection.execute(text("UPDATE article SET tag_version = 99, regencies = '{bangka}' WHERE id = 1"))
        for column, value in columns.items():
            connection.execute(text(f"UPDATE document SET {column} = :value WHERE page_id = 1"), {"value": value})


def test_what_a_new_version_changed_is_told(engine, real_catalogue, settings, imported):
    differences = Differences()
    list(run_stages(engine, real_catalogue, settings, differences=differences))
    assert (differences.readings.pages, differences.tags.articles) == (0, 0), "nothing was there before"
    make_stale(engine, title="Judul Lama")
    reports = list(run_stages(engine, real_catalogue, settings, differences=differences))
    assert reports[0].counts == {"read": 0, "refused": 0, "read_again": 1}
    assert [report.warning for report in reports] == [None] * 5
    assert [found["before"] for found in differences.readings.examples] == ["Judul Lama"]
    assert (differences.readings.pages, differences.tags.retagged) == (2, 1)
    assert fetch(engine, "SELECT count(*) FROM document WHERE extract_version = 99 OR title = 'Judul Lama'") == [(0,)]


def test_a_new_version_that_loses_pages_is_held_back_with_a_warning(engine, real_catalogue, settings, imported):
    list(run_stages(engine, real_catalogue, settings))
    make_stale(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE page SET kind = 'headline', hints = '{}' WHERE id = 1"))
    counts, warning = extract_pages(engine, real_catalogue, settings)
    assert counts["read_again"] == 0
    assert "1 of 2 pages read before" in warning
    assert "pantau process --again extract" in warning
    assert fetch(engine, "SELECT DISTINCT state, extract_version FROM document") == [("read", 99)]


def test_what_a_stage_changed_is_the_sum_of_its_counts():
    assert StageReport("deduplicate", {"new": 2, "changed": 1, "aliases": 0}, 0.1).changed == 3
