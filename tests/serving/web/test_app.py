import re

import pytest
from fastapi.testclient import TestClient

from models.settings import Settings
from serving.web.app import STATIC_DIR, make_app
from serving.web.security import HEADERS

PAGES = ("/", "/wilayah", "/sumber", "/api")


def test_the_app_is_made_without_a_database(tmp_path):
    settings = Settings.model_validate({"home": tmp_path, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"})
    with TestClient(make_app(settings)) as client:
        assert client.get("/api").status_code == 200
        assert client.get("/static/style.css").status_code == 200


@pytest.mark.parametrize("address", [*PAGES, "/health", "/static/style.css", "/nowhere", "/api/nowhere", "/docs"])
def test_every_answer_carries_the_security_headers(client, address):
    answer = client.get(address)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("address", [*PAGES, "/nowhere"])
def test_no_page_asks_for_anything_from_elsewhere_or_inline(client, corpus, night, address):
    page = client.get(address).text
    assert "<script" not in page
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    loaded = re.findall(r'<link[^>]* href="([^"]+)"|\ssrc="([^"]+)"', page)
    assert loaded
    assert all(address.startswith("/static/") for pair in loaded for address in pair if address)


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/?wilayah=mars"])
def test_every_page_has_language_title_heading_and_landmarks(client, address):
    page = client.get(address).text
    assert '<html lang="id">' in page
    assert re.search(r"<title>[^<]+ · Pantau</title>", page)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert '<a class="skip" href="#isi">' in page
    assert '<main id="isi"' in page


def test_page_titles_differ(client, corpus):
    addresses = (*PAGES, "/?q=sampah", f"/artikel/{corpus['launch']}")
    titles = {re.search("<title>(.+?)</title>", client.get(address).text)[1] for address in addresses}
    assert len(titles) == len(addresses)


def test_fastapis_own_pages_from_elsewhere_are_off(client):
    assert client.get("/docs").headers["location"] == "/api"
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize("address", [*PAGES, "/health"])
def test_probes_may_ask_for_the_head_alone(client, address):
    answer = client.head(address)
    assert answer.status_code == 200


def test_the_style_sheet_fetches_nothing():
    sheet = (STATIC_DIR / "style.css").read_text(encoding="utf-8")
    assert "url(" not in sheet
    assert "@import" not in sheet


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/..%2fapp.py", "/static/"])
def test_only_static_files_are_served(client, path):
    assert client.get(path).status_code == 404
