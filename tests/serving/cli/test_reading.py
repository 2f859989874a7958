import pytest

KEYS = {
    "url", "title", "body", "published_at", "modified_at", "author", "editor", "section", "outlet", "links",
}  # fmt: skip
URL = "https://www.kabar-uji.test/2026/11/10/belitung-timur-buka-pelatihan/"
BODY = "Pemerintah Kabupaten Belitung Timur membuka pelatihan operator desa digital di Manggar bagi warga kampung."
PAGE = f"""<html lang="id"><head><title>Belitung Timur Buka Pelatihan Desa Digital</title>
<meta property="article:published_time" content="2026-11-10T09:30:00+07:00"></head>
<body><article><h1>Belitung Timur Buka Pelatihan Desa Digital</h1><p>{BODY}</p>
<p>{BODY.replace("Manggar", "Gantung")}</p></article></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "halaman.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_becomes_json_with_the_promised_keys(call_pantau, page):
    done = call_pantau("extract", "--url", URL, page)
    assert (done.code, done.stderr) == (0, "")
    assert done.json.keys() >= KEYS
    assert done.json.keys() >= {"lead", "dateline", "tags", "image", "caption", "language", "is_paywalled", "origins"}
    assert done.json["title"] == "Belitung Timur Buka Pelatihan Desa Digital"
    assert done.json["body"] == f"{BODY}\n\n{BODY.replace('Manggar', 'Gantung')}"
    assert done.json["published_at"] == "2026-11-10T09:30:00+07:00"


def test_a_page_is_read_as_one_of_the_source_that_is_named(call_pantau, page):
    assert call_pantau("extract", "--url", URL, page).json["outlet"] != "Laskar Warta"
    assert call_pantau("extract", "--url", URL, "--source", "laskar_warta", page).json["outlet"] == "Laskar Warta"


def test_reading_a_page_needs_no_database(call_pantau, page):
    done = call_pantau("extract", "--url", URL, page, DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert (done.code, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--url", URL, "--source", "laskar"), 2, "unknown source 'laskar'; known: antara_babel"),
        (("--url", "https://kabar-uji.test/"), 1, "https://kabar-uji.test/: no address of an article"),
        ((), 2, "Missing option '--url'"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(call_pantau, page, options, code, said):
    done = call_pantau("extract", *options, page)
    assert (done.code, done.stdout) == (code, "")
    assert said in done.stderr


def test_an_empty_page_is_no_article(call_pantau, page):
    page.write_text("<html><body><h1>Pelatihan Operator Desa Digital</h1></body></html>", encoding="utf-8")
    done = call_pantau("extract", "--url", URL, page)
    assert (done.code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"pantau: {URL}: ")
