from serving.cli.findings import RESULT_COLUMNS, print_result, result_row
from serving.search import Hit, SearchResult


def make_hit(**facts):
    plain = {
        "id": 1, "url": "https://kabar.example/a", "title": "Alarm [banjir]", "score": 1.0, "published_at": None,
        "outlet": "Kabar", "source": "kabar", "rights": "fulltext", "regencies": [], "pillars": [], "scope": "province",
        "story_id": None, "snippet": "Alarm banjir berbunyi.",
        "why": {"terms": ["banjir"], "concepts": ["rob"], "bm25": 2.0, "semantic": 0.5, "filters": {}},
    }  # fmt: skip
    return Hit(**plain | facts)


def test_a_row_has_every_column_in_order():
    assert tuple(result_row(make_hit())) == RESULT_COLUMNS


def test_people_see_hits_reasons_copies_and_counts(capsys):
    copies = [{"outlet": "Warta"}, {"outlet": "Suara"}]
    understood = {
        "corrected": {"smrt": "smart"},
        "synonyms": {"smart city": ["kota cerdas"]},
        "places": ["bangka"],
        "days": {"since": "2026-11-09", "until": "2026-11-15"},
        "filters": {"pillar": "living"},
        "required": ["kota tua"],
        "without": ["pasar"],
        "problems": ["a quotation mark without its partner was left out"],
    }
    facets = {"regency": {"bangka": 3}, "pillar": {}}
    print_result(SearchResult("smrt", 7, [make_hit(copies=copies)], "catatan", understood, facets))
    shown = capsys.readouterr()
    assert shown.err == "catatan\na quotation mark without its partner was left out\n"
    for line in (
        "1 of 7 articles for 'smrt'", "read 'smrt' as 'smart'", "'smart city' is also: kota cerdas",
        "place, preferred: bangka", "only from 2026-11-09 to 2026-11-15", "only pillar living", "must hold: kota tua",
        "without: pasar", "1. Alarm [banjir]", "no date · Kabar · province · no pillar",
        "why: words banjir; names rob; keyword 2.0, meaning 0.5", "same story in 2 more: Warta, Suara",
        "regency: bangka 3", "pillar: none",
    ):  # fmt: skip
        assert line in shown.out, line


def test_nothing_found_is_said(capsys):
    print_result(SearchResult("xqz [b]", 0, []))
    assert "Nothing found for 'xqz [b]'." in capsys.readouterr().out
