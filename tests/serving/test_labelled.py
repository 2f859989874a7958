import json

import pytest

from models.errors import UsageError
from serving.labelled import address, by_address, load_labelled, score_stored

LABEL = {
    "id": "a1",
    "url": "https://kabar.test/satu/",
    "title": "Satu",
    "relevant": True,
    "regencies": ["bangka"],
    "province": False,
    "pillars": [],
    "milestone": [],
    "published_at": "2026-11-10T08:00:00+07:00",
}


def label(name, **values):
    return LABEL | {"id": name, "url": f"https://kabar.test/{name}", "title": name} | values


def stored(name, story=None, **values):
    row = {"id": name, "url": f"https://kabar.test/{name}", "aliases": [], "title": name, "story_id": story}
    return row | {"published_at": LABEL["published_at"], "published_basis": "json-ld"} | values


def score(labels, rows):
    return score_stored(labels, by_address(rows))


def test_rows_are_loaded_in_order_and_empty_lines_passed_over(tmp_path):
    path = tmp_path / "label.jsonl"
    strange = label("satu", title="Garis\u2028baru \u0085 di judul")
    path.write_text(f"{json.dumps(strange, ensure_ascii=False)}\r\n\n{json.dumps(label('dua'))}\n", encoding="utf-8")
    assert load_labelled(path) == [strange, label("dua")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{bukan", "label.jsonl:2: no JSON"),
        (b'{"id": "\xff"}', "label.jsonl:2: no JSON"),
        (b"5", "label.jsonl:2: expected an object, found int"),
        (
            json.dumps({**LABEL, "pillars": None} | {"url": "x"}).replace('"regencies"', '"wilayah"').encode(),
            "regencies",
        ),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, said):
    path = tmp_path / "label.jsonl"
    path.write_bytes(json.dumps(LABEL).encode() + b"\n" + line)
    with pytest.raises(UsageError, match=said):
        load_labelled(path)


@pytest.mark.parametrize("url", ["https://kabar.test/satu", "http://www.kabar.test/satu/", "kabar.test/s%61tu"])
def test_spellings_of_an_address_meet(url):
    assert address(url) == "kabar.test/satu"


def test_an_article_is_found_by_its_address_and_by_every_alias():
    rows = by_address([stored("satu", aliases=["https://m.kabar.test/amp/satu/"])])
    assert rows[address("http://kabar.test/satu")] is rows[address("https://m.kabar.test/amp/satu")]


def test_what_came_out_as_intended_is_counted():
    scores = score([label("satu"), label("dua")], [stored("satu"), stored("dua")])
    assert (scores.titles, scores.titles_of, scores.times, scores.times_of) == (2, 2, 2, 2)
    assert (scores.stories_of, scores.problems) == (0, [])
    assert scores.as_dict()["titles"] == 2


def test_an_article_that_is_not_there_is_a_problem_and_not_scored():
    scores = score([label("satu"), label("hilang")], [stored("satu")])
    assert (scores.titles_of, scores.problems) == (1, ["hilang: not in the store"])


def test_titles_are_compared_letter_by_letter():
    scores = score([label("satu")], [stored("satu", title="Satu")])
    assert (scores.titles, scores.problems) == (0, ["satu: title 'Satu' instead of 'satu'"])


@pytest.mark.parametrize(
    ("read", "basis", "is_right"),
    [
        ("2026-11-10T01:00:00+00:00", "json-ld", True),
        ("2026-11-10T08:01:00+07:00", "json-ld", False),
        ("2026-11-10T00:00:00+07:00", "url", True),
        ("2026-11-11T00:00:00+07:00", "url", False),
        ("2026-11-09T00:00:00+07:00", "url", False),
        ("2026-11-10T08:50:00+07:00", "relative", True),
        ("2026-11-10T09:10:00+07:00", "relative", False),
        (None, "none", False),
    ],
)
def test_a_time_is_right_to_the_minute_a_bare_day_to_the_day(read, basis, is_right):
    scores = score([label("satu")], [stored("satu", published_at=read, published_basis=basis)])
    assert (scores.times, scores.times_of) == (int(is_right), 1)
    assert len(scores.problems) == (not is_right)


def test_a_row_without_a_time_is_not_asked_for_it():
    assert score([label("satu", published_at=None)], [stored("satu")]).times_of == 0


def test_a_story_is_right_where_it_has_all_its_articles_and_no_other():
    labels = [label("a", story="mou"), label("b", story="mou"), label("c")]
    whole = score(labels, [stored("a", 1), stored("b", 1), stored("c", 2)])
    assert (whole.stories, whole.stories_of) == (1, 1)
    split = score(labels, [stored("a", 1), stored("b", 2), stored("c", 3)])
    assert (split.stories, split.problems) == (0, ["story mou: in 2 stories, mixed with none"])
    mixed = score(labels, [stored("a", 1), stored("b", 1), stored("c", 1)])
    assert (mixed.stories, mixed.problems) == (0, ["story mou: in 1 stories, mixed with ['alone:c']"])
    lost = score(labels, [stored("a"), stored("b"), stored("c")])
    assert lost.stories == 0
