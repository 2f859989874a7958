import re
from html import unescape

COMPOSED = (
    ({"q": "sampah"}, "sampah"),
    (
        {"q": '"retribusi sampah" -voli', "wilayah": "belitung-timur", "sejak": "2026-11-01", "urut": "date"},
        '"retribusi sampah" -voli wilayah:belitung-timur sejak:2026-11-01',
    ),
    ({"q": "aplikasi OR voli", "sampai": "2026-11-12"}, "aplikasi OR voli sampai:2026-11-12"),
    ({"pilar": "economy", "sumber": "kabar_lain"}, "pilar:economy sumber:kabar_lain"),
)
HEADING = re.compile(r'<h3><a href="[^"]+">(.+?)</a></h3>')


def headings(page):
    return [re.sub("<[^>]+>", "", heading) for heading in HEADING.findall(page)]


def line(page):
    found = re.search(r'name="pencarian" value="([^"]*)"', page)
    return unescape(found[1]) if found else None


def test_the_form_is_offered_for_saving_as_one_line_that_finds_the_same(client, corpus):
    for asked, composed in COMPOSED:
        page = client.get("/", params=asked).text
        assert line(page) == composed
        assert ("cara mencari, urutan, dan tampilan tidak ikut disimpan" in page) == ("urut" in asked)
        again = client.get("/", params={"q": composed}).text
        assert sorted(headings(again)) == sorted(headings(page)) != []
    assert line(client.get("/").text) is None


def test_a_search_that_is_no_one_line_says_why(client, corpus):
    for asked, said in (
        ({"q": "wilayah:bangka sampah", "wilayah": "belitung-timur"}, "wilayah: disebut dalam kata pencarian"),
        ({"q": "sampah minggu lalu", "sejak": "2026-11-01"}, "sejak: disebut dalam kata pencarian"),
        ({"q": "sampah " * 300}, "kata pencariannya terlalu panjang"),
    ):
        page = client.get("/", params=asked).text
        assert f"Pencarian ini tidak dapat disimpan: {said}" in page
        assert line(page) is None


def test_saved_searches_are_one_click_away(client, corpus):
    assert "Tersimpan:" not in client.get("/").text
    for number in range(10):
        client.post("/pencarian", data={"nama": f"Cari {number}", "pencarian": f"sampah -x{number}"})
    page = client.get("/", params={"q": "sampah -x3"}).text
    assert '<a href="/?q=sampah+-x3" aria-current="page">Cari 3</a>' in page
    assert "Cari 7</a>" in page
    assert "Cari 8</a>" not in page
    assert "semua (10)" in page


def test_news_like_an_article_is_found_from_a_card_and_from_its_page(client, corpus):
    link = f'href="/?serupa={corpus["parking"]}"'
    assert link in client.get("/?q=parkir").text
    assert link in client.get(f"/artikel/{corpus['parking']}").text
    page = client.get(f"/?serupa={corpus['parking']}").text
    assert f'Berita serupa dengan <a href="/artikel/{corpus["parking"]}">Parkir nontunai di Pangkalpinang</a>' in page
    assert "<title>Serupa dengan “Parkir nontunai di Pangkalpinang”" in page
    assert "Parkir nontunai di Pangkalpinang" not in headings(page)
    assert headings(page)
    assert "tidak memuat kata yang dicari" not in page
    assert re.search(r"<b>Mengapa:</b> (skor kata|kedekatan makna)", page)


def test_filters_and_paging_keep_what_is_alike_and_words_replace_it(client, corpus, monkeypatch):
    monkeypatch.setattr("serving.web.search_page.PAGE_SIZE", 1)
    asked = {"serupa": corpus["parking"], "urut": "date"}
    page = client.get("/", params=asked).text
    assert f'<input type="hidden" name="serupa" value="{corpus["parking"]}">' in page
    assert f"serupa={corpus['parking']}&amp;mulai=1" in page
    assert line(page) is None
    assert headings(client.get("/", params=asked | {"mulai": 1}).text) not in (headings(page), [])
    narrowed = client.get("/", params=asked | {"sumber": "kabar_lain"}).text
    assert headings(narrowed) == ["Bayar sampah pakai ponsel"]
    words = client.get("/", params=asked | {"q": "voli"}).text
    assert "Berita serupa dengan" not in words
    assert headings(words) == ["Voli antarkampung"]


def test_an_article_that_is_not_there_is_said(client, corpus):
    for number in ("999", "0", "-1", "x", "²", "9" * 30):
        answer = client.get("/", params={"serupa": number})
        assert answer.status_code == 422
        assert "Tidak ada artikel bernomor" in answer.text
