import pytest
from fastapi.testclient import TestClient

from models.errors import CatalogError, StorageError, UsageError
from models.settings import Settings
from serving.web.app import make_app
from serving.web.problems import is_for_programs
from serving.web.security import HEADERS


class BrokenError(StorageError):
    """A kind of StorageError nobody listed."""


ERRORS = {
    "usage": (UsageError("week 'x' is wrong"), 422),
    "storage": (StorageError("disk is full"), 503),
    "kind": (BrokenError("disk is full"), 503),
    "catalogue": (CatalogError("pillars.yml: field x"), 500),
    "unexpected": (ZeroDivisionError("secret of the inside"), 500),
}


@pytest.fixture
def failing(tmp_path):
    app = make_app(Settings.model_validate({"home": tmp_path}))

    def fail(kind: str) -> None:
        raise ERRORS[kind][0]

    app.add_api_route("/api/fail/{kind}", fail)
    app.add_api_route("/fail/{kind}", fail)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("kind", ERRORS)
def test_programs_get_json_with_the_right_status(failing, kind):
    error, status = ERRORS[kind]
    answer = failing.get(f"/api/fail/{kind}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert (str(error) in problem["detail"]) is (kind != "unexpected")
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ERRORS)
def test_people_get_a_page_with_the_right_status(failing, kind):
    answer = failing.get(f"/fail/{kind}")
    assert answer.status_code == ERRORS[kind][1]
    assert "<h1>" in answer.text
    assert 'role="alert"' in answer.text
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


def test_nothing_of_the_inside_is_told(failing):
    for address in ("/fail/unexpected", "/api/fail/unexpected"):
        text = failing.get(address).text
        assert "secret" not in text
        assert "Traceback" not in text


def test_a_missing_database_is_503_everywhere(tmp_path):
    settings = Settings.model_validate({"home": tmp_path, "DATABASE_URL": "postgresql://u:geheim@127.0.0.1:1/none"})
    with TestClient(make_app(settings), raise_server_exceptions=False) as client:
        for address in ("/", "/wilayah", "/sumber", "/artikel/1", "/health", "/api/search", "/api/weeks"):
            answer = client.get(address)
            assert answer.status_code == 503, address
            assert "geheim" not in answer.text
            assert is_for_programs(address) == (answer.headers["content-type"] == "application/problem+json")


def test_other_methods_are_refused(client):
    assert client.post("/api/search").json()["status"] == 405
    answer = client.post("/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_an_address_in_an_error_is_escaped(client):
    page = client.get("/<script>alert(1)</script>").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/api/search", True),
        ("/health", True),
        ("/openapi.json", True),
        ("/api", False),
        ("/", False),
        ("/apix", False),
    ],
)
def test_tells_addresses_for_programs(path, expected):
    assert is_for_programs(path) is expected
