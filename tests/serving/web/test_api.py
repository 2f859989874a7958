import json

import pytest

from serving.search import Knowledge, SearchRequest, search
from serving.web.api import MOST_CHARACTERS


def titles(client, **parameters):
    answer = client.get("/api/search", params=parameters)
    assert answer.status_code == 200, answer.text
    return [hit["title"] for hit in answer.json()["hits"]]


def test_search_answers_as_the_command_line_does(client, corpus, engine, real_catalogue):
    answer = client.get("/api/search", params={"q": "aplikasi sampah", "mode": "keyword"})
    request = SearchRequest("aplikasi sampah", mode="keyword")
    expected = search(engine, pytest.fail, request, Knowledge(real_catalogue)).as_dict()
    assert answer.json() == json.loads(json.dumps(expected))
    assert answer.json()["total"] == 2
    assert answer.json()["hits"][0]["why"]["terms"] == ["aplikasi", "sampah"]


def test_an_empty_search_lists_everything_newest_first(client, corpus):
    found = titles(client)
    assert len(found) == 4
    assert found[-1] == "Parkir nontunai di Pangkalpinang"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"regency": "pangkalpinang"}, ["Parkir nontunai di Pangkalpinang"]),
        ({"pillar": "economy", "source": "kabar_lain"}, ["Bayar sampah pakai ponsel"]),
        ({"milestone": "launch-app"}, ["Beltim luncurkan aplikasi Beresek"]),
        ({"until": "2026-11-05"}, ["Parkir nontunai di Pangkalpinang"]),
        ({"since": "2026-11-04", "q": "qris", "mode": "keyword"}, []),
        ({"q": "pembayaran parkir", "mode": "semantic", "limit": "1"}, ["Parkir nontunai di Pangkalpinang"]),
    ],
)
def test_filters_narrow(client, corpus, parameters, expected):
    assert titles(client, **parameters) == expected


def test_offset_continues_where_limit_ended(client, corpus):
    whole = titles(client)
    assert titles(client, limit=3) + titles(client, limit=3, offset=3) == whole
    assert titles(client, offset=9) == []


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("regency=mars", "pangkalpinang"),
        ("pillar=mars", "governance"),
        ("mode=mars", "semantic"),
        ("milestone=mars", "bimtek-1"),
        ("source=mars", "bangka_pos"),
        ("since=kemarin", "since"),
        ("since=2026-11-02&until=2026-11-01", "later"),
        ("until=9999-12-31", "2999-12-31"),
        ("limit=0", "limit"),
        ("limit=201", "200"),
        ("offset=-1", "offset"),
        ("offset=1001", "1000"),
        ("regencies=bangka", "regencies"),
    ],
)
def test_nonsense_is_refused_naming_what_is_allowed(client, query, named):
    answer = client.get(f"/api/search?{query}")
    assert answer.status_code == 422
    assert named in answer.json()["detail"]


def test_a_query_has_a_largest_length(client, corpus):
    assert client.get("/api/search", params={"q": "a" * MOST_CHARACTERS}).status_code == 200
    assert client.get("/api/search", params={"q": "a" * (MOST_CHARACTERS + 1)}).status_code == 422


def test_hostile_queries_are_only_words(client, corpus):
    for query in ("'; DROP TABLE article; --", "\x00", "%' OR 1=1", "\\", "🦀", '"{}[]'):
        assert client.get("/api/search", params={"q": query}).status_code == 200
    assert len(titles(client)) == 4


def test_an_article_comes_with_its_reasons(client, corpus):
    answer = client.get(f"/api/articles/{corpus['launch']}")
    article = answer.json()
    assert answer.status_code == 200
    assert article["published_at"].endswith("+07:00")
    assert [tag["kind"] for tag in article["tags"]] == ["regency", "pillar"]
    span = article["tags"][0]["spans"][0]
    assert article[span["field"]][span["start"] : span["end"]] == span["text"] == "Belitung Timur"
    assert article["milestones"][0]["event_on"] == "2026-11-10"
    assert [other["id"] for other in article["siblings"]] == [corpus["copy"]]


@pytest.mark.parametrize(("article_id", "status"), [("99", 404), ("0", 422), ("satu", 422), ("9" * 30, 422)])
def test_an_article_that_is_not_there(client, article_id, status):
    answer = client.get(f"/api/articles/{article_id}")
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_rights_hold_for_programs_too(client, add_article):
    article = client.get(f"/api/articles/{add_article('Terbatas', 'kata ' * 400, rights='excerpt')}").json()
    assert article["is_excerpt"] is True
    assert len(article["body"]) < 410


def test_weeks_are_newest_first(client, corpus):
    weeks = client.get("/api/weeks").json()
    assert [(week["week"], week["articles"], week["relevant"]) for week in weeks] == [
        ("2026-W46", 3, 2),
        ("2026-W45", 1, 1),
    ]
    assert (weeks[0]["monday"], weeks[0]["sunday"]) == ("2026-11-09", "2026-11-15")


def test_the_matrix_shows_the_newest_week_with_relevant_news(client, corpus):
    matrix = client.get("/api/matrix").json()
    assert matrix["week"] == "2026-W46"
    cell = matrix["rows"]["belitung-timur"]["pillars"]["environment"]
    assert cell == {"explicit_events": 1, "implicit_events": 0, "articles": 2}
    assert list(matrix["rows"])[-1] == "province"


def test_the_matrix_of_a_chosen_week(client, corpus):
    matrix = client.get("/api/matrix", params={"week": "2026-W45"}).json()
    assert matrix["rows"]["pangkalpinang"]["total"]["articles"] == 1


@pytest.mark.parametrize("week", ["", "46", "2026-W54", "0001-W01", "9999-W52"])
def test_a_week_that_does_not_exist_is_refused(client, week):
    assert client.get("/api/matrix", params={"week": week}).status_code == 422


def test_status_tells_how_each_source_fares(client, night):
    found = {source["source_id"]: source for source in client.get("/api/status").json()}
    assert found["bangka_pos"]["state"] == "ok"
    assert found["bangka_pos"]["last_seen_at"] == "2026-11-16T08:30:00+07:00"
    assert found["babel_pos"]["reason"] == "answered 403"
    assert found["babel_pos"]["last_seen_at"] is None


def test_health_counts_the_articles(client, corpus):
    assert client.get("/health").json() == {"status": "ok", "articles": 4}


def test_the_description_names_types_and_errors(client):
    described = client.get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/search", "/api/matrix", "/api/ledger", "/api/weeks", "/api/status", "/api/articles/{article_id}",
        "/api/articles/{article_id}/corrections", "/api/corrections", "/api/corrections/{correction_id}/undo",
        "/api/saved", "/api/saved/{name}", "/health",
    }  # fmt: skip
    search_ = described["paths"]["/api/search"]["get"]
    assert search_["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/SearchAnswer")
    assert search_["responses"]["422"]["content"]["application/problem+json"]["schema"]["title"] == "Problem"
    assert list(search_["responses"]["422"]["content"]) == ["application/problem+json"]
    assert {parameter["name"] for parameter in search_["parameters"]} >= {"q", "regency", "pillar", "mode", "limit"}
