from fastapi.testclient import TestClient

from serving.web.app import make_app


def test_the_page_has_the_text_the_reasons_and_the_form(client, corpus):
    page = client.get(f"/artikel/{corpus['launch']}").text
    assert '<mark class="m-regency m-milestone">Belitung Timur</mark>' in page
    assert "Koreksi artikel ini" in page
    assert "Mesin <small>" not in page


def test_the_machines_word_is_shown_only_where_somebody_differs(client, corpus):
    client.post(f"/api/articles/{corpus['launch']}/corrections", json={"by": "Rina", "relevance": "none"})
    assert "Mesin <small>versi 0</small>" in client.get(f"/artikel/{corpus['launch']}").text
    assert "Mesin <small>" not in client.get(f"/artikel/{corpus['copy']}").text


def test_what_was_said_stays_readable_where_nothing_can_be_written(client, settings, corpus):
    client.post(f"/api/articles/{corpus['launch']}/corrections", json={"by": "Rina", "relevance": "none"})
    with TestClient(make_app(settings, is_read_only=True)) as reading:
        page = reading.get(f"/artikel/{corpus['launch']}").text
    assert "relevansi: tidak relevan" in page
    assert "Koreksi artikel ini" not in page
