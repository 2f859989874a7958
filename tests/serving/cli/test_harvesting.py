import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text

from spiders import run as harvest_run
from spiders.report import NightReport, SourceReport

STAGES = ["extract", "deduplicate", "tag", "stories", "embed"]
DERIVED = (
    "page", "document", "article", "article_tag", "milestone", "story", "passage", "term", "corpus_statistics",
    "embedding_model",
)  # fmt: skip
NIGHT = datetime(2026, 11, 15, 18, tzinfo=UTC)


def fetch(url, query):
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    engine.dispose()
    return rows


def fingerprints(url):
    """Per table: rows, newest id and where every row version lies; a row that is written again moves."""
    asked = "SELECT count(*), md5(string_agg(ctid::text || xmin::text, ',' ORDER BY ctid)) FROM"
    ids = {table: "page_id" if table == "document" else "id" for table in DERIVED}
    return {
        table: fetch(url, f"{asked} {table}") + fetch(url, f"SELECT max({ids[table]}) FROM {table}")
        for table in DERIVED
    }


def failed_night(*_args, **_options):
    report = SourceReport("laskar_warta", "crashed", "its process ended twice before it was done (signal 9)")
    return NightReport(7, "replay", NIGHT, "failed", "every source crashed", (report,), 1.0, ("a.warc.gz: was closed",))


def test_a_night_says_one_line_a_stage_and_a_table_of_sources(sample_night):
    lines = sample_night.night.stdout.splitlines()
    assert [line.split()[0] for line in lines[:6]] == ["harvest", *STAGES]
    table = sample_night.night.stdout.partition("Sources")[2]
    assert "laskar_warta       ok" in table
    assert "gerbang_tertutup   blocked" in table
    assert "media_padam        unreachable" in table
    assert "tertib_kabar       denied_by_robots" in table
    assert lines[-1].startswith("Outlets under .example are fictional")
    assert sample_night.night.stderr == ""


def test_hardly_a_page_of_the_night_is_refused(sample_night):
    counts = dict(fetch(sample_night.url, "SELECT state, count(*) FROM document GROUP BY state"))
    assert counts["read"] > 200
    assert counts.get("refused", 0) <= 2


def test_every_article_of_the_night_is_tagged_embedded_and_in_a_story(sample_night):
    query = """
        SELECT count(*), count(*) FILTER (WHERE tag_version > 0), count(story_id),
            count(*) FILTER (WHERE EXISTS (SELECT 1 FROM passage WHERE article_id = article.id)) FROM article
    """
    ((articles, tagged, told, embedded),) = fetch(sample_night.url, query)
    assert articles > 200
    assert (tagged, told, embedded) == (articles, articles, articles)


def test_no_tag_of_the_night_is_without_its_evidence(sample_night):
    query = """
        SELECT t.id, s->>'text', substr(CASE s->>'field' WHEN 'title' THEN a.title ELSE a.body END,
            (s->>'start')::int + 1, (s->>'end')::int - (s->>'start')::int)
        FROM article_tag t JOIN article a ON a.id = t.article_id, jsonb_array_elements(t.spans) s
        WHERE s->>'field' IN ('title', 'body')
    """
    spans = fetch(sample_night.url, query)
    assert len(spans) > 500
    assert [tag for tag, said, found in spans if said != found] == []
    assert fetch(sample_night.url, "SELECT id FROM article_tag WHERE rule = ''") == []


def test_a_second_night_changes_no_row(installation, sample_archive):
    # On an installation of its own: what a source did last is another thing after it, and others look at that.
    assert installation.run("nightly", "--replay", sample_archive).code == 0
    before = fingerprints(installation.url)
    done = installation.call("nightly", "--replay", sample_archive, "--json")
    assert done.code == 0
    assert [stage["stage"] for stage in done.json["stages"]] == STAGES
    assert [sum(stage["counts"].values()) for stage in done.json["stages"]] == [0] * 5
    assert [report["source_id"] for report in done.json["sources"] if report["fetched"]] == []
    assert done.json["sources"][0].keys() >= {"source_id", "state", "reason", "requests", "known", "failed", "skipped"}
    assert fingerprints(installation.url) == before


def test_the_brief_of_the_night_is_written_from_it(ask_night, tmp_path):
    done = ask_night("brief", "--week", "2026-W46", "--format", "docx,html,xlsx", "--out", tmp_path / "brief", "--json")
    assert (done.code, done.json["week"]) == (0, "2026-W46")
    paths = sorted((tmp_path / "brief").iterdir())
    assert sorted(done.json["files"]) == [str(path) for path in paths]
    assert [path.suffix for path in paths] == [".docx", ".html", ".xlsx"]
    assert "Bangka Tengah" in paths[1].read_text(encoding="utf-8")


def test_the_two_halves_make_a_night(call_pantau, installation, sample_archive):
    harvested = call_pantau("harvest", "--replay", sample_archive, "--source", "ringkas_babel", "--json")
    assert harvested.code == 0
    assert [(report["source_id"], report["state"]) for report in harvested.json["sources"]] == [("ringkas_babel", "ok")]
    assert fetch(installation.url, "SELECT count(*) FROM document") == [(0,)]
    processed = call_pantau("process", "--json")
    assert processed.code == 0
    assert {stage["stage"]: stage["counts"] for stage in processed.json["stages"]}["extract"] == {
        "read": harvested.json["sources"][0]["fetched"], "refused": 0,
    }  # fmt: skip
    assert "nothing to do" not in call_pantau("process").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--source", "laskar_wrta"], 2, "unknown source 'laskar_wrta'; known: antara_babel, "),
        (["--source", "laskar_warta"], 2, "laskar_warta is a sample outlet"),
        (["--since", "2026-13-01"], 2, "day '2026-13-01' is not of the form"),
        (["--replay", "tidak-ada.warc.gz"], 2, "'tidak-ada.warc.gz' does not exist"),
        (["--replay", __file__], 2, "test_harvesting.py: is no WARC file"),
    ],
)
def test_a_night_that_cannot_begin_says_why(call_pantau, arguments, code, said):
    done = call_pantau("nightly", *arguments)
    assert (done.code, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["nightly", "harvest"])
def test_a_night_that_failed_as_a_whole_ends_with_1(call_pantau, monkeypatch, command):
    monkeypatch.setattr(harvest_run, "harvest", failed_night)
    done = call_pantau(command, "--json")
    assert done.code == 1
    assert json.loads(done.stdout)["state"] == "failed"
    assert done.stderr.splitlines() == ["a.warc.gz: was closed", "pantau: night 7 failed: every source crashed"]


def test_every_quote_of_the_sample_resolves_in_the_stored_text(sample_night):
    query = """
        SELECT q.id, q.span->>'text',
            substr(a.body, (q.span->>'start')::int + 1, (q.span->>'end')::int - (q.span->>'start')::int),
            q.named->>'text',
            substr(a.body, (q.named->>'start')::int + 1, (q.named->>'end')::int - (q.named->>'start')::int)
        FROM quote q JOIN article a ON a.id = q.article_id
    """
    quotes = fetch(sample_night.url, query)
    assert len(quotes) > 20
    assert [row for row in quotes if row[1] != row[2] or row[3] != row[4]] == []
