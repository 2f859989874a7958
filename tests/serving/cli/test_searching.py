import re

import pytest
from sqlalchemy import text

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder

PROMISED = {"id", "url", "title", "score", "published_at", "outlet", "regencies", "pillars", "snippet", "why"}


def test_answers_have_the_promised_keys(ask_night):
    done = ask_night("search", "aplikasi layanan", "--limit", "3", "--json")
    assert done.code == 0
    assert {"query", "total", "hits"} <= done.json.keys()
    assert done.json["total"] > len(done.json["hits"]) == 3
    assert all(hit.keys() >= PROMISED for hit in done.json["hits"])
    scores = [hit["score"] for hit in done.json["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (("--regency", "bangka-tengah"), lambda hit: "bangka-tengah" in hit["regencies"]),
        (("--pillar", "environment"), lambda hit: "environment" in hit["pillars"]),
        (("--source", "laskar_warta"), lambda hit: hit["source"] == "laskar_warta"),
        (
            ("--since", "2026-11-10", "--until", "2026-11-11"),
            lambda hit: "2026-11-10" <= hit["published_at"][:10] <= "2026-11-11",
        ),
    ],
)
def test_filters_hold_for_every_hit(ask_night, filters, holds):
    hits = ask_night("search", "", "--limit", "1000", "--json", *filters).json["hits"]
    assert hits
    assert all(holds(hit) for hit in hits)


def test_articles_are_found_by_the_step_they_report(ask_night):
    found = ask_night("search", "", "--milestone", "launch-app", "--limit", "1000", "--json").json
    kinds = {row["id"]: row for row in ask_night("export", "--format", "jsonl").rows}
    reported = {number for number, row in kinds.items() if any(m["kind"] == "launch-app" for m in row["milestones"])}
    assert {hit["id"] for hit in found["hits"]} == reported != set()


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (("--regency", "bangka_tengah"), "unknown regency 'bangka_tengah'; known: bangka"),
        (("--pillar", "smart"), "unknown pillar 'smart'; known: governance"),
        (("--source", "laskar"), "unknown source 'laskar'; known: antara_babel"),
        (("--milestone", "bimtek"), "unknown milestone 'bimtek'; known: wacana"),
        (("--since", "2026-11-15", "--until", "2026-11-09"), "2026-11-15 is later than --until 2026-11-09"),
        (("--since", "10 November"), "day '10 November' is not of the form"),
    ],
)
def test_a_filter_that_cannot_hold_is_refused(ask_night, filters, said):
    done = ask_night("search", "aplikasi", *filters)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


def test_people_are_shown_titles_reasons_and_how_many_there_are(ask_night):
    done = ask_night("search", "parkir nontunai", "--mode", "keyword", "--limit", "2")
    assert done.stdout.startswith("2 of ")
    assert re.search(r"why: words (\w+, )*nontunai, parkir(, \w+)*; names parkir nontunai; keyword \d", done.stdout)
    assert "Nothing found for 'xqzwv [b]'." in ask_night("search", "xqzwv [b]", "--mode", "keyword").stdout


def test_vectors_of_another_model_are_said_and_left_out(call_pantau, engine, add_article):
    add_article("Alarm banjir dipasang di Toboali", "Alat peringatan dini berbunyi bila air naik.")
    embed_articles(engine, BundledEmbedder())
    with engine.begin() as connection:
        connection.execute(text("UPDATE embedding_model SET fingerprint = 'lain'"))
    note = "the stored vectors are of another model than there is here (bundled); `pantau reembed` makes them anew"
    shown = call_pantau("search", "banjir")
    assert (shown.code, shown.stderr) == (0, f"{note}\n")
    assert "Alarm banjir" in shown.stdout
    told = call_pantau("search", "banjir", "--json")
    assert (told.json["note"], len(told.json["hits"]), told.stderr) == (note, 1, "")
    refused = call_pantau("search", "banjir", "--mode", "semantic")
    assert (refused.code, refused.stderr) == (2, f"pantau: {note}\n")
    assert call_pantau("search", "banjir", "--mode", "keyword").stderr == ""
