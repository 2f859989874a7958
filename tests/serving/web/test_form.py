from datetime import date

import pytest

from serving.web.form import SearchForm, read_form, search_url

CHOICES = {
    "wilayah": {"bangka": "Bangka", "province": "Tingkat provinsi"},
    "pilar": {"living": "Smart Living"},
    "tahap": {"mou": "Nota kesepahaman"},
    "sumber": {"kabar": "Kabar"},
    "mode": {"hybrid": "kata dan makna", "keyword": "kata saja"},
    "urut": {"relevance": "paling cocok dulu", "date": "terbaru dulu"},
    "per": {"article": "tiap artikel", "story": "tiap cerita"},
    "harfiah": {"ya": "ya"},
}


def test_an_empty_form_is_a_search_for_the_newest_relevant_articles():
    form, complaints = read_form({"q": " ", "wilayah": "", "mode": "", "mulai": ""}, CHOICES)
    assert (form, complaints) == (SearchForm(), [])
    request = form.request(20)
    assert request.filters.named() == {}
    assert request.filters.conditions()[0] == "true AND a.is_relevant"
    assert (request.query, request.mode, request.limit) == ("", "hybrid", 20)


def test_fields_become_filters():
    sent = {"q": "parkir", "wilayah": "bangka", "pilar": "living", "tahap": "mou", "sumber": "kabar",
            "sejak": "2026-11-01", "sampai": "2026-11-02", "mode": "keyword", "mulai": "40"}  # fmt: skip
    form, complaints = read_form(sent, CHOICES)
    assert complaints == []
    assert form.mulai == 40
    request = form.request(61)
    assert (request.filters.since, request.filters.until) == (date(2026, 11, 1), date(2026, 11, 2))
    assert request.filters.named() == {
        "regency": "bangka", "pillar": "living", "source": "kabar", "milestone": "mou", "since": "2026-11-01",
        "until": "2026-11-02",
    }  # fmt: skip
    assert "is_relevant" not in request.filters.conditions()[0]


def test_the_province_is_a_scope_and_no_regency():
    form, _ = read_form({"wilayah": "province"}, CHOICES)
    assert form.request(1).filters.named() == {"regency": "province"}
    assert "a.scope = 'province'" in form.request(1).filters.conditions()[0]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"wilayah": "mars"}, "bangka, province"),
        ({"mode": "mars"}, "hybrid, keyword"),
        ({"sejak": "2026-02-30"}, "bukan tanggal"),
        ({"sampai": "0001-01-01"}, "bukan tanggal"),
        ({"sejak": "2026-11-02", "sampai": "2026-11-01"}, "Tukar"),
        ({"q": "a" * 10_001}, "10.000"),
        ({"mulai": "1e3"}, "1000"),
    ],
)
def test_complaints_say_what_is_allowed(sent, said):
    _, complaints = read_form(sent, CHOICES)
    assert len(complaints) == 1
    assert said in complaints[0]


def test_an_address_leaves_out_what_goes_without_saying():
    assert search_url(q="", mode="hybrid", mulai=0) == "/"
    form = SearchForm(q="a&b", wilayah="bangka", mode="keyword", mulai=20)
    assert form.url() == "/?q=a%26b&wilayah=bangka&mode=keyword"
    assert form.url(mulai=40, wilayah="") == "/?q=a%26b&mode=keyword&mulai=40"


def test_a_printed_search_says_what_was_asked():
    form = SearchForm(q="parkir", wilayah="bangka", sejak="2026-11-01")
    assert form.describe(CHOICES) == [
        "“parkir”",
        "Wilayah: Bangka",
        "Sejak: 2026-11-01",
    ]


def test_punctuation_is_no_word():
    assert not SearchForm(q="?! --").has_words
    assert SearchForm(q="spbe").has_words


def test_the_manner_of_a_search_is_a_field_too():
    form, complaints = read_form({"q": "parkir", "urut": "date", "per": "story", "harfiah": "ya"}, CHOICES)
    assert complaints == []
    request = form.request(5)
    assert (request.order, request.by, request.is_literal, request.has_facets) == ("date", "story", True, True)
    assert form.url() == "/?q=parkir&urut=date&per=story&harfiah=ya"
    assert SearchForm(q="parkir").url() == "/?q=parkir"


@pytest.mark.parametrize(
    ("query", "has_words"),
    [("parkir", True), ("wilayah:bangka", False), ("-iklan", False), ('"kota cerdas"', True), ("???", False)],
)
def test_fields_alone_are_no_words(query, has_words):
    form, _ = read_form({"q": query}, CHOICES)
    assert form.has_words is has_words
    assert ("is_relevant" in form.request(1).filters.conditions()[0]) is not has_words


def test_what_is_alike_an_article_is_asked_for_by_its_number():
    form, complaints = read_form({"serupa": "42", "wilayah": "bangka"}, CHOICES)
    assert complaints == []
    request = form.request(20)
    assert (request.like, request.has_facets, request.filters.named()) == (42, False, {"regency": "bangka"})
    assert "is_relevant" not in request.filters.conditions()[0]
    assert form.url(mulai=20) == "/?wilayah=bangka&serupa=42&mulai=20"
    assert form.describe(CHOICES) == ["serupa dengan artikel 42", "Wilayah: Bangka"]
    assert read_form({"serupa": "42", "q": "parkir"}, CHOICES)[0].serupa == ""
    assert read_form({"serupa": "x"}, CHOICES) == (SearchForm(), ["Tidak ada artikel bernomor “x”."])
