import pytest
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from serving.web.app import make_app
from serving.web.security import HEADERS
from serving.web.writing import MOST_BYTES, is_own

BODY = {"by": "Rina", "relevance": "none"}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://pantau.test"}, False),
        ({"origin": "http://pantau.test"}, True),
        ({"origin": "http://pantau.test:81"}, False),
        ({"origin": "https://jahat.test"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_only_own_pages_and_programs_may_write(headers, expected):
    assert is_own(Headers({"host": "pantau.test", **headers})) is expected


@pytest.mark.parametrize("path", ["/api/articles/{id}/corrections", "/artikel/{id}/koreksi"])
def test_a_form_of_another_site_is_refused_and_nothing_kept(client, corpus, path):
    headers = {"Origin": "https://jahat.test"}
    answer = client.post(path.format(id=corpus["launch"]), json=BODY, headers=headers)
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert client.get("/api/corrections").json() == []
    assert client.get("/", headers=headers).status_code == 200


def test_what_is_sent_is_limited_before_it_is_read(client, corpus):
    path = f"/artikel/{corpus['launch']}/koreksi"
    assert client.post(path, content=b"x" * (MOST_BYTES + 1)).status_code == 413
    assert client.post(path, content=iter([b"nama=Rina"])).status_code == 411


def test_a_read_only_app_keeps_nothing_and_shows_no_form(settings, engine, corpus):
    with TestClient(make_app(settings, is_read_only=True)) as client:
        assert client.post(f"/api/articles/{corpus['launch']}/corrections", json=BODY).status_code == 403
        page = client.get(f"/artikel/{corpus['launch']}")
        assert page.status_code == 200
        assert "<form" not in page.text
