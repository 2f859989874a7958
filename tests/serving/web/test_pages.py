import re
from datetime import UTC, datetime, timedelta
from html import escape

import pytest

from models.tables import ArticleTag
from serving.web.form import DEEPEST

HOSTILE = "<script>alert('q')</script>"


def links(page):
    return [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]+)"', page)]


def headings(page):
    found = re.findall(r'<h3><a href="[^"]+">(.+?)</a></h3>', page)
    return [re.sub("<[^>]+>", "", heading) for heading in found]


def test_without_words_the_newest_relevant_articles_are_listed(client, corpus):
    page = client.get("/").text
    assert headings(page) == [
        "Beltim luncurkan aplikasi Beresek", "Bayar sampah pakai ponsel", "Parkir nontunai di Pangkalpinang",
    ]  # fmt: skip
    assert "Artikel relevan terbaru 1–3 dari 3" in page


def test_a_hit_shows_words_outlet_date_chips_and_reason(client, corpus):
    page = client.get("/?q=aplikasi&mode=keyword").text
    assert '<mark class="m-word">aplikasi</mark>' in page
    assert "Kabar Contoh" in page
    assert "Selasa, 10 November 2026, 12.00 WIB" in page
    for chip in ("relevan, eksplisit", "Belitung Timur", "Smart Environment", "Peluncuran aplikasi: terlaksana"):
        assert f">{chip}<" in page
    assert "memuat “aplikasi”" in page
    assert "1 berita lain tentang ini" in page


def test_irrelevant_articles_are_found_by_their_words(client, corpus):
    assert headings(client.get("/?q=voli&mode=keyword").text) == ["Voli antarkampung"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wilayah=pangkalpinang", ["Parkir nontunai di Pangkalpinang"]),
        ("wilayah=province", []),
        ("pilar=economy&sumber=kabar_lain", ["Bayar sampah pakai ponsel"]),
        ("tahap=launch-app", ["Beltim luncurkan aplikasi Beresek"]),
        ("sampai=2026-11-05&q=&wilayah=&pilar=&mode=hybrid", ["Parkir nontunai di Pangkalpinang"]),
        ("q=qris&sejak=2026-11-04&mode=keyword", []),
    ],
)
def test_filters_narrow(client, corpus, query, expected):
    assert headings(client.get(f"/?{query}").text) == expected


def test_the_form_keeps_what_was_asked(client, corpus):
    page = client.get("/?q=sampah&wilayah=belitung-timur&sejak=2026-11-01&mode=keyword").text
    assert 'name="q" type="search" value="sampah"' in page
    assert '<option value="belitung-timur" selected>' in page
    assert 'value="2026-11-01"' in page
    assert '<option value="keyword" selected>' in page


@pytest.mark.parametrize(
    "query",
    ["wilayah=mars", "pilar=mars", "tahap=mars", "sumber=mars", "mode=mars", "sejak=kemarin", "sampai=9999-12-31",
     "sejak=2026-11-02&sampai=2026-11-01", "mulai=-1", "mulai=x", "mulai=1001", f"mulai={'9' * 5000}",
     "mulai=%C2%B2", f"q={'a' * 10_001}"],
)  # fmt: skip
def test_nonsense_is_answered_above_the_form(client, query):
    answer = client.get(f"/?{query}")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert 'role="search"' in answer.text


def test_paging_shows_every_article_once(client, add_article):
    start = datetime(2026, 11, 9, tzinfo=UTC)
    for number in range(45):
        add_article(f"Berita {number}", is_relevant=True, published_at=start + timedelta(minutes=number))
    page = client.get("/").text
    assert "Artikel relevan terbaru 1–20" in page
    seen = headings(page)
    while later := re.search(r'rel="next" href="([^"]+)"', page):
        page = client.get(later[1].replace("&amp;", "&")).text
        seen += headings(page)
    assert seen == [f"Berita {number}" for number in reversed(range(45))]
    assert "41–45 dari 45" in page
    assert "/?mulai=20" in links(page)


def test_a_page_past_the_last_says_so(client, corpus):
    page = client.get(f"/?mulai={DEEPEST}").text
    assert "melewati hasil terakhir" in page


def test_an_empty_store_says_what_to_do(client):
    assert "pantau nightly" in client.get("/").text
    assert "pantau nightly" in client.get("/sumber").text
    assert client.get("/wilayah").status_code == 200


def test_hostile_text_is_escaped_everywhere(client, add_article, add_rows, engine):
    article_id = add_article(
        f"Judul {HOSTILE} sampah", f"Isi {HOSTILE} sampah", outlet=HOSTILE, author=HOSTILE, section=HOSTILE,
        dateline=HOSTILE, is_relevant=True, regencies=[HOSTILE], pillars=[HOSTILE], aliases=[f"https://a.test/{HOSTILE}"],
        published_at=datetime(2026, 11, 10, tzinfo=UTC), url=f'https://a.test/"onclick="{HOSTILE}', key="h",
    )  # fmt: skip
    span = {"field": "body", "start": 4, "end": 4 + len(HOSTILE), "text": HOSTILE}
    add_rows(ArticleTag(article_id=article_id, kind="pillar", value=HOSTILE, score=1, rule=HOSTILE, spans=[span]))
    for address in (
        "/",
        f"/?q={HOSTILE}",
        f"/?wilayah={HOSTILE}",
        f"/artikel/{article_id}",
        f"/wilayah?minggu={HOSTILE}",
    ):
        page = client.get(address).text
        assert "<script" not in page, address
        assert '"onclick="' not in page, address
    assert (
        f'<mark class="m-pillar">{escape(HOSTILE).replace("&#x27;", "&#39;")}</mark>'
        in client.get(f"/artikel/{article_id}").text
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a.test/", "file:///etc/passwd"])
def test_only_web_addresses_become_links(client, add_article, url):
    page = client.get(f"/artikel/{add_article('Aneh', 'Isi', url=url, aliases=[url], is_relevant=True)}").text
    assert url not in links(page)
    assert url not in links(client.get("/").text)


def test_an_article_shows_its_evidence_where_it_stands(client, corpus):
    page = client.get(f"/artikel/{corpus['launch']}").text
    assert '<mark class="m-regency m-milestone">Belitung Timur</mark>' in page
    assert '<a href="#alasan-1" aria-label="alasan 1">1</a>' in page
    assert 'id="alasan-1"' in page
    assert 'id="alasan-3"' in page
    for shown in ("name", "0,90", "Peluncuran aplikasi", "10 November 2026", "Bayar sampah pakai ponsel"):
        assert shown in page
    assert f"/artikel/{corpus['copy']}" in links(page)


def test_text_of_an_article_is_whole_and_in_paragraphs(client, corpus):
    page = client.get(f"/artikel/{corpus['launch']}").text
    text = re.search(r'<div class="text">(.+?)</div>', page, re.DOTALL)[1]
    plain = re.sub(r"<sup.+?</sup>|<(?!/?p)[^>]+>", "", text)
    assert [paragraph.strip() for paragraph in re.findall(r"<p>(.+?)</p>", plain, re.DOTALL)] == [
        "Pemkab Belitung Timur meluncurkan aplikasi Beresek di Manggar.",
        "Warga membayar retribusi sampah lewat ponsel, kata kepala dinas.",
    ]


@pytest.mark.parametrize("rights", ["headline", "excerpt"])
def test_no_more_is_shown_than_the_source_allows(client, add_article, rights):
    body = "awal " * 100 + "rahasia di akhir"
    article_id = add_article("Terbatas", body, rights=rights, is_relevant=True)
    for address in (f"/artikel/{article_id}", "/"):
        assert "rahasia" not in client.get(address).text
    assert "hanya boleh ditampilkan sebagai kutipan" in client.get(f"/artikel/{article_id}").text


def test_sample_outlets_are_marked_as_fiction(client, add_article):
    fictional = add_article("Contoh", is_relevant=True, key="kabarcontoh.example/a")
    real = add_article("Nyata", key="kabar.test/b")
    assert "contoh fiktif" in client.get(f"/artikel/{fictional}").text
    assert "contoh fiktif" in client.get("/").text
    assert "contoh fiktif" not in client.get(f"/artikel/{real}").text


@pytest.mark.parametrize("article", ["99", "abc", "-1", "9" * 40])
def test_an_article_that_is_not_there_is_404(client, article):
    answer = client.get(f"/artikel/{article}")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


def test_the_matrix_opens_at_the_newest_week_with_relevant_news(client, corpus, add_article):
    add_article("Voli lagi", published_at=datetime(2026, 11, 18, tzinfo=UTC))
    page = client.get("/wilayah").text
    assert "9–15 November 2026" in page
    assert "2 artikel relevan dari 3 artikel" in page
    assert {"/wilayah?minggu=2026-W45", "/wilayah?minggu=2026-W47"} <= set(links(page))


def test_a_cell_leads_to_exactly_its_articles(client, corpus):
    page = client.get("/wilayah?minggu=2026-W46").text
    (cell,) = {link for link in links(page) if "pilar=environment" in link}
    assert cell == "/?wilayah=belitung-timur&pilar=environment&sejak=2026-11-09&sampai=2026-11-15"
    assert headings(client.get(cell).text) == ["Beltim luncurkan aplikasi Beresek", "Bayar sampah pakai ponsel"]
    assert "1 peristiwa eksplisit, 0 implisit, 2 artikel" in page


def test_the_map_has_a_tile_for_each_regency(client, corpus):
    page = client.get("/wilayah?minggu=2026-W46").text
    assert len(re.findall(r'<rect class="tile h\d"', page)) == 7


def test_a_week_without_news_is_shown_empty(client, corpus):
    page = client.get("/wilayah?minggu=2020-W10").text
    assert "0 artikel relevan" in page
    assert "2020-W10 · tidak ada berita" in page


@pytest.mark.parametrize("week", ["46", "2026-W54", "0001-W01"])
def test_a_week_that_does_not_exist_is_422(client, week):
    answer = client.get(f"/wilayah?minggu={week}")
    assert answer.status_code == 422
    assert "2026-W46" in answer.text


def test_sources_that_need_a_look_come_first(client, night):
    page = client.get("/sumber").text
    assert page.index("Perlu diperiksa (1)") < page.index("Babel Pos") < page.index("Terlihat (1)")
    assert page.index("Terlihat (1)") < page.index("Bangka Pos") < page.index("Belum dipanen")
    assert "menolak permintaan" in page
    assert "answered 403" in page
    assert "16 Nov 2026, 08.30" in page


def test_the_api_page_lists_every_endpoint(client):
    page = client.get("/api").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert f" {path}</code>" in page
    assert "hybrid | keyword | semantic" in page
