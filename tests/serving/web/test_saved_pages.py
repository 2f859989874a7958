import re

from fastapi.testclient import TestClient

from serving.web.app import make_app


def post(client, path="/pencarian", **fields):
    return client.post(path, data=fields)


def shown(client):
    """The rows of the table: name, query, counts."""
    page = client.get("/pencarian").text
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.+?)</tr>", page, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<details.+?</details>|<[^>]+>", " ", row, flags=re.DOTALL)) for row in rows]


def test_without_any_the_page_says_how_to_save_one(client):
    page = client.get("/pencarian").text
    assert "Belum ada pencarian yang tersimpan" in page
    assert 'name="pencarian"' in page


def test_a_search_is_saved_and_listed_with_what_it_finds(client, corpus):
    answer = post(client, nama="Sampah", pencarian='sampah -voli wilayah:belitung-timur "retribusi sampah')
    assert (answer.status_code, answer.headers["location"]) == (303, "/pencarian")
    (row,) = shown(client)
    line, _, counts = " ".join(row.split()).partition(" Tanda kutip yang tidak berpasangan diabaikan. ")
    assert (line, counts) == ("Sampah sampah -voli wilayah:belitung-timur &#34;retribusi sampah", "2 0")
    link = re.search(r'<th scope="row"><a href="([^"]+)"', client.get("/pencarian").text)[1].replace("&amp;", "&")
    assert "dari 2" in client.get(link).text


def test_a_search_without_words_counts_relevant_news_alone_as_its_page_does(client, corpus):
    post(client, nama="Kabar", pencarian="sumber:kabar_contoh")
    (row,) = shown(client)
    assert row.split()[-2] == "2"
    page = client.get("/", params={"q": "sumber:kabar_contoh"}).text
    assert "Artikel relevan terbaru 1–2 dari 2" in page
    assert "tidak memuat kata yang dapat dicari" not in page


def test_a_name_is_given_once_unless_the_box_is_ticked(client):
    post(client, nama="Sampah", pencarian="sampah")
    refused = post(client, nama="SAMPAH", pencarian="voli")
    assert refused.status_code == 422
    assert "Nama “SAMPAH” sudah dipakai" in refused.text
    assert 'value="voli"' in refused.text
    assert post(client, nama="SAMPAH", pencarian="voli", ganti="ya").status_code == 303
    assert [row.split()[:2] for row in shown(client)] == [["SAMPAH", "voli"]]


def test_a_search_is_removed(client):
    post(client, nama="Sampah <b>", pencarian="sampah")
    assert "Ya, hapus “Sampah &lt;b&gt;”" in client.get("/pencarian").text
    assert post(client, "/pencarian/hapus", nama="sampah <B>").status_code == 303
    assert shown(client) == []
    gone = post(client, "/pencarian/hapus", nama="Sampah <b>")
    assert gone.status_code == 422
    assert "Tidak ada pencarian tersimpan bernama “Sampah &lt;b&gt;”." in gone.text


def test_nonsense_is_said_above_the_table(client):
    for fields, said in (
        ({}, "Tulis nama untuk pencarian ini."),
        ({"nama": "x"}, "Tulis apa yang dicari."),
        ({"nama": "x" * 81, "pencarian": "x"}, "Nama paling panjang 80 huruf."),
        ({"nama": "a\x07b", "pencarian": "x"}, "Pencarian tidak disimpan"),
        ({"nama": "x", "pencarian": "x" * 2_001}, "Pencarian tidak disimpan"),
    ):
        answer = post(client, **fields)
        assert answer.status_code == 422
        assert said in answer.text
    assert shown(client) == []


def test_a_read_only_app_lists_and_offers_no_form(settings, client, corpus):
    post(client, nama="Sampah", pencarian="sampah")
    with TestClient(make_app(settings, is_read_only=True)) as reading:
        page = reading.get("/pencarian").text
        assert "Sampah" in page
        assert "<form" not in page
        assert "Simpan pencarian ini" not in reading.get("/?q=sampah").text
        assert post(reading, "/pencarian/hapus", nama="Sampah").status_code == 403
    assert len(shown(client)) == 1


def test_another_site_saves_nothing(client):
    sent = client.post("/pencarian", data={"nama": "x", "pencarian": "y"}, headers={"Origin": "https://jahat.test"})
    assert sent.status_code == 403
    assert shown(client) == []
