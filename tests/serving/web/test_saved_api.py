import pytest
from fastapi.testclient import TestClient

from serving.web.app import make_app

QUERY = 'parkir -liar wilayah:pangkalpinang "juru parkir"'


@pytest.fixture
def saved(client, corpus):
    """One saved search."""
    answer = client.post("/api/saved", json={"name": "Parkir kota", "query": QUERY})
    assert answer.status_code == 201, answer.text
    return answer.json()


def names(client):
    return [found["name"] for found in client.get("/api/saved").json()]


def test_a_search_is_saved_listed_and_shown(client, saved):
    assert (saved["name"], saved["query"]) == ("Parkir kota", QUERY)
    assert saved["made_at"].endswith("+07:00")
    (listed,) = client.get("/api/saved").json()
    assert listed == saved | {
        "total": 1,
        "last_7_days": listed["last_7_days"],
        "problems": [],
        "understood": listed["understood"],
    }
    assert listed["understood"]["filters"] == {"regency": "pangkalpinang"}
    assert (listed["understood"]["required"], listed["understood"]["without"]) == (["juru parkir"], ["liar"])
    assert client.get("/api/saved/PARKIR%20KOTA").json() == saved


def test_a_search_by_name_takes_further_words(client, corpus, saved):
    found = client.get("/api/search", params={"saved": "parkir kota"}).json()
    assert ([hit["id"] for hit in found["hits"]], found["query"]) == ([corpus["parking"]], QUERY)
    assert client.get("/api/search", params={"saved": "parkir kota", "q": "-QRIS"}).json()["hits"] == []
    wrong = client.get("/api/search", params={"saved": "parkir kot"})
    assert wrong.status_code == 422
    assert wrong.json()["detail"] == "there is no saved search 'parkir kot'; did you mean 'Parkir kota'?"


def test_a_name_is_given_once_and_its_query_can_be_put_anew(client, saved):
    taken = client.post("/api/saved", json={"name": "PARKIR KOTA", "query": "bus"})
    assert taken.status_code == 409
    assert taken.headers["content-type"] == "application/problem+json"
    assert client.put("/api/saved/parkir kota", json={"query": "bus"}).status_code == 200
    assert client.put("/api/saved/a%2Fb", json={"query": "bus"}).status_code == 201
    assert names(client) == ["a/b", "parkir kota"]


def test_a_search_is_removed(client, saved):
    assert client.delete("/api/saved/Parkir kota").json() == saved
    assert names(client) == []
    assert client.delete("/api/saved/Parkir kota").status_code == 422


def test_what_of_a_query_is_not_understood_is_listed(client, corpus):
    assert client.post("/api/saved", json={"name": "x", "query": '"a wilayah:entah'}).status_code == 201
    (listed,) = client.get("/api/saved").json()
    assert listed["problems"] == [
        "a quotation mark without its partner was left out",
        "wilayah:entah was read as words: there is no regency 'entah'",
    ]


def test_nonsense_is_422_and_named(client):
    for body, named in (
        ({"name": "x"}, "query"),
        ({"name": "", "query": "x"}, "name"),
        ({"name": "x" * 81, "query": "x"}, "name"),
        ({"name": "x", "query": "x" * 2_001}, "query"),
        ({"name": "a\nb", "query": "x"}, "cannot be seen"),
        ({"name": "x", "query": "  "}, "needs a query"),
        ({"name": "x", "query": "x", "colour": "red"}, "colour"),
    ):
        answer = client.post("/api/saved", json=body)
        assert answer.status_code == 422
        assert named in answer.json()["detail"]
    assert names(client) == []


def test_another_site_and_a_read_only_app_keep_and_remove_nothing(settings, client, saved):
    asked = [("POST", "/api/saved", {"name": "y", "query": "y"}), ("PUT", "/api/saved/Parkir kota", {"query": "y"})]
    with TestClient(make_app(settings, is_read_only=True)) as reading:
        for method, path, body in asked:
            assert client.request(method, path, json=body, headers={"Origin": "https://a.test"}).status_code == 403
            assert reading.request(method, path, json=body).status_code == 403
        assert reading.delete("/api/saved/Parkir kota").status_code == 403
        assert reading.get("/api/saved/Parkir kota").json() == saved
    assert client.delete("/api/saved/Parkir kota", headers={"Origin": "https://a.test"}).status_code == 403
