import pytest

from pipelines import adapt


@pytest.fixture
def corpus(engine, add_article, monkeypatch):
    for name, value in {"LEAST_ARTICLES": 20, "_RATE": 0.02, "_EPOCHS": 8, "_LEAST_WORDS": 4}.items():
        monkeypatch.setattr(adapt, name, value)
    # Titles that share nothing with their articles but what is learnt from the others of their topic.
    topics = (
        ("lampu padam", "trafo diganti petugas"), ("panen lada", "pengepul datang membawa karung"),
        ("juara voli", "piala diarak keliling"), ("harga ikan", "nelayan pulang melaut"),
        ("banjir rob", "perahu karet dikirim"), ("wisuda kampus", "toga dilempar rektor"),
        ("vaksin sapi", "dokter menyuntik ternak"), ("pasar malam", "komidi putar berhenti"),
    )  # fmt: skip
    for number in range(40):
        title, body = topics[number % len(topics)]
        add_article(title, f"{body} nomor {number}", key=f"kabar.test/{number:02}")


def test_a_better_model_is_searched_at_once_and_can_be_left_again(call_pantau, corpus):
    done = call_pantau("model", "adapt", "--json")
    assert done.code == 0, done.stderr
    assert done.json["after"] > done.json["before"]
    assert done.json["is_searched"]
    (active,) = (row for row in call_pantau("reembed", "--json").json if row["is_active"])
    assert active["name"] == done.json["folder"]


def test_it_can_be_kept_without_being_searched(call_pantau, corpus):
    done = call_pantau("model", "adapt", "--keep")
    assert "Kept, not searched: " in done.stdout
    assert call_pantau("reembed", "--json").json == []


def test_too_few_articles_are_said(call_pantau, engine):
    done = call_pantau("model", "adapt")
    assert (done.code, done.stdout) == (2, "")
    assert "0 articles with a text are too few to learn from; 300 are needed" in done.stderr
