from serving.search import SearchResult
from serving.web.form import SearchForm
from serving.web.labels import Labels
from serving.web.readings import describe_reading, make_facets


def test_everything_understood_is_said_in_indonesian(real_catalogue):
    understood = {
        "corrected": {"smrt": "smart"},
        "synonyms": {"smart city": ["kota cerdas"]},
        "places": ["bangka-tengah"],
        "days": {"since": "2026-11-09", "until": "2026-11-15"},
        "filters": {"regency": "bangka,province", "pillar": "living", "source": "bangka_pos", "since": "2026-11-01",
                    "until": "2026-11-30", "story": "7"},
        "required": ["kota tua"],
        "without": ["pasar"],
        "problems": ["wilayah:mars was read as words: there is no regency 'mars'"],
    }  # fmt: skip
    assert describe_reading(SearchResult("q", 0, [], "catatan", understood), Labels(real_catalogue)) == [
        "“smrt” dibaca sebagai “smart”",
        "“smart city” dicari juga sebagai “kota cerdas”",
        "berita tentang Bangka Tengah didahulukan",
        "hanya dari 2026-11-09 sampai 2026-11-15",
        "hanya wilayah Bangka atau Tingkat provinsi",
        "hanya pilar Smart Living",
        "hanya sumber Bangka Pos",
        "sejak 2026-11-01",
        "sampai 2026-11-30",
        "hanya cerita nomor 7",
        "harus memuat “kota tua”",
        "tanpa “pasar”",
        "“wilayah:mars” tidak dikenal sebagai penyaring dan dibaca sebagai kata biasa",
        "catatan",
    ]
    assert describe_reading(SearchResult("q", 0, []), Labels(real_catalogue)) == []


def test_facets_narrow_the_search(real_catalogue):
    counts = {"regency": {"bangka": 3, "belitung": 1}, "pillar": {}, "month": {"2026-11": 4}}
    places, months = make_facets(counts, SearchForm(q="parkir", wilayah="bangka"), Labels(real_catalogue))
    assert places.name == "Wilayah"
    assert [(value.text, value.count, value.url) for value in places.values] == [
        ("Bangka", 3, None),
        ("Belitung", 1, "/?q=parkir&wilayah=belitung"),
    ]
    assert [(value.text, value.url) for value in months.values] == [("2026-11", None)]
