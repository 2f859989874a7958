import pytest

from serving.articles import CardFacts
from serving.search import Hit
from serving.web.cards import make_cards
from serving.web.form import SearchForm
from serving.web.labels import Labels


@pytest.fixture
def words(real_catalogue):
    return Labels(real_catalogue)


def hit(**values):
    row = {
        "id": 1, "url": "https://a.test/1", "title": "Aplikasi parkir", "score": 1.0, "published_at": None,
        "outlet": "A", "source": "a", "rights": "fulltext", "regencies": ["bangka"], "pillars": ["living"],
        "scope": "regency", "story_id": None, "snippet": "Parkir lewat aplikasi.",
        "why": {"terms": ["aplikasi"], "concepts": [], "bm25": 2.5, "semantic": 0.5, "filters": {}},
    }  # fmt: skip
    return Hit(**row | values)


def test_chips_keep_the_search_and_narrow_it(words):
    form = SearchForm(q="aplikasi", mulai=20)
    facts = {1: CardFacts("implicit", [("mou", "done"), ("mou", "done")], 2)}
    (card,) = make_cards([hit()], facts, form, words)
    assert [(chip.text, chip.url) for chip in card.chips] == [
        ("relevan, implisit", None),
        ("Bangka", "/?q=aplikasi&wilayah=bangka"),
        ("Smart Living", "/?q=aplikasi&pilar=living"),
        ("Nota kesepahaman: terlaksana", "/?q=aplikasi&tahap=mou"),
    ]
    assert card.others == 2


def test_provincial_news_carries_one_chip_of_the_province(words):
    (card,) = make_cards([hit(scope="province", regencies=["bangka", "belitung"])], {}, SearchForm(), words)
    assert [(chip.text, chip.url) for chip in card.chips if chip.kind == "regency"] == [
        ("Tingkat provinsi", "/?wilayah=province")
    ]
    assert card.chips[0] == ("none", "tidak relevan", None)


def test_the_reason_is_said_in_words(words):
    form = SearchForm(q="aplikasi")
    (found,) = make_cards([hit()], {}, form, words)
    assert found.reason == "memuat “aplikasi”; skor kata 2,5; kedekatan makna 0,50"
    near = hit(why={"terms": [], "concepts": [], "bm25": 0.0, "semantic": 0.41, "filters": {}})
    (found,) = make_cards([near], {}, form, words)
    assert found.reason == "tidak memuat kata yang dicari, tetapi dekat maknanya; kedekatan makna 0,41"
    named = hit(why={"terms": [], "concepts": ["kota cerdas"], "bm25": 2.5, "semantic": 0.0, "filters": {}})
    (found,) = make_cards([named], {}, form, words)
    assert found.reason == "menyebut “kota cerdas”; skor kata 2,5"
    (listed,) = make_cards([hit()], {}, SearchForm(), words)
    assert listed.reason == ""


def test_words_are_marked_in_title_and_snippet(words):
    (card,) = make_cards([hit()], {}, SearchForm(q="aplikasi"), words)
    assert [piece.text for piece in (*card.title, *card.snippet) if piece.kinds] == ["Aplikasi", "aplikasi"]


def test_of_what_is_alike_an_article_the_scores_are_the_reason(words):
    (card,) = make_cards([hit()], {}, SearchForm(serupa="7"), words)
    assert card.reason == "skor kata 2,5; kedekatan makna 0,50"
