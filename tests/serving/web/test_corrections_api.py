import pytest


def post(client, path, **body):
    return client.post(path, json={"by": "Rina", **body})


def test_a_correction_is_kept_and_answered(client, corpus):
    path = f"/api/articles/{corpus['launch']}/corrections"
    answer = post(
        client, path, note="keliru", remove_pillars=["economy"], add_pillars=[{"pillar": "society", "rank": 1}],
        milestones=[{"kind": "launch-app", "status": "planned", "date": "2026-12-01"}],
    )  # fmt: skip
    assert answer.status_code == 201, answer.text
    assert [(c["action"], c["kind"], c["value"], c["by"], c["note"]) for c in answer.json()] == [
        ("remove", "pillar", "economy", "Rina", "keliru"),
        ("add", "pillar", "society", "Rina", "keliru"),
        ("set", "milestone", "launch-app", "Rina", "keliru"),
    ]
    article = client.get(f"/api/articles/{corpus['launch']}").json()
    assert article["pillars"] == ["society", "environment"]
    assert article["machine"]["pillars"] == ["environment", "economy"]
    assert article["corrections"] == answer.json()
    (tag,) = [tag for tag in article["tags"] if tag["value"] == "society"]
    assert (tag["rule"], tag["correction_id"]) == ("correction", answer.json()[1]["id"])
    (step,) = article["milestones"]
    assert (step["status"], step["event_on"], step["correction_id"]) == (
        "planned",
        "2026-12-01",
        answer.json()[2]["id"],
    )
    hits = client.get("/api/search", params={"pillar": "society"}).json()["hits"]
    assert [[c["value"] for c in hit["corrections"]] for hit in hits] == [["economy", "society", "launch-app"]]


def test_a_correction_is_undone_and_both_rows_listed(client, corpus):
    (made,) = post(client, f"/api/articles/{corpus['launch']}/corrections", relevance="none").json()
    assert client.get(f"/api/articles/{corpus['launch']}").json()["is_relevant"] is False
    undone = post(client, f"/api/corrections/{made['id']}/undo", note="ternyata benar")
    assert undone.status_code == 201
    assert (undone.json()["undoes"], undone.json()["note"]) == (made["id"], "ternyata benar")
    article = client.get(f"/api/articles/{corpus['launch']}").json()
    assert (article["is_relevant"], article["machine"]) == (True, None)
    listed = client.get("/api/corrections").json()
    assert [(c["id"], c["undone_by"]) for c in listed] == [
        (made["id"], undone.json()["id"]),
        (undone.json()["id"], None),
    ]
    assert client.get("/api/corrections", params={"active": True}).json() == []
    assert client.get("/api/corrections", params={"article": corpus["copy"]}).json() == []
    assert len(client.get("/api/corrections", params={"limit": 1}).json()) == 1


def test_stories_are_merged_and_split(client, corpus):
    path = f"/api/articles/{corpus['launch']}/corrections"
    assert post(client, path, split=True).status_code == 201
    assert client.get(f"/api/articles/{corpus['launch']}").json()["siblings"] == []
    assert post(client, path, merge_with=corpus["copy"]).status_code == 201
    siblings = client.get(f"/api/articles/{corpus['launch']}").json()["siblings"]
    assert [other["id"] for other in siblings] == [corpus["copy"]]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, "nothing to correct"),
        ({"by": ""}, "by"),
        ({"colour": "red", "relevance": "none"}, "colour"),
        ({"relevance": "maybe"}, "relevance"),
        ({"add_regencies": ["mars"]}, "unknown regency"),
        ({"remove_pillars": ["society"]}, "no pillar 'society'"),
    ],
)
def test_nonsense_is_422_and_named(client, corpus, body, named):
    answer = post(client, f"/api/articles/{corpus['launch']}/corrections", **body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"]
    assert client.get("/api/corrections").json() == []


def test_what_is_not_there_cannot_be_corrected_or_undone(client, corpus):
    assert post(client, "/api/articles/99/corrections", relevance="none").status_code == 404
    assert post(client, "/api/corrections/99/undo").status_code == 422
    assert client.get(f"/api/articles/{corpus['launch']}/corrections").status_code == 405


def test_the_ledger_is_told_per_regency(client, corpus):
    (place,) = client.get("/api/ledger", params={"regency": "belitung-timur"}).json()
    assert (place["state"], place["articles"]) == ("no_evidence", 2)
    assert [(step["kind"], step["articles"]) for step in place["steps"]] == [("launch-app", 1)]
    assert len(client.get("/api/ledger").json()) == 8
    assert client.get("/api/ledger", params={"regency": "mars"}).status_code == 422
