import pytest
from sqlalchemy import text

BODY = (
    "Pemerintah Kabupaten Bangka Tengah meluncurkan aplikasi layanan kependudukan untuk warga Koba. Aplikasi itu"
    " bagian dari program kota cerdas yang disusun bersama dinas komunikasi dan informatika."
)
ARTICLE = {
    "url": "https://kabar.test/aplikasi",
    "title": "Bangka Tengah luncurkan aplikasi kependudukan",
    "text": BODY,
    "published": "2026-11-10T08:00:00+07:00",
    "outlet": "Kabar Uji",
    "author": "Dinda",
}


def articles(engine, columns="url, title, published_at, outlet, source_id"):
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT {columns} FROM article ORDER BY id")).all()


def test_an_article_from_elsewhere_is_read_tagged_and_found(call_pantau, write_lines):
    done = call_pantau("import", write_lines(ARTICLE))
    assert (done.code, done.stdout, done.stderr) == (0, "1 imported, 0 already known, 0 refused\n", "")
    (row,) = call_pantau("export").rows
    assert (row["title"], row["outlet"], row["author"]) == (ARTICLE["title"], "Kabar Uji", "Dinda")
    assert (row["body"], row["published_at"]) == (BODY, "2026-11-10T08:00:00+07:00")
    assert (row["relevant"], row["regencies"]) == (True, ["bangka-tengah"])
    assert call_pantau("search", "kependudukan", "--source", "import", "--json").json["total"] == 1


def test_a_second_import_imports_nothing(call_pantau, write_lines, engine):
    path = write_lines(ARTICLE)
    call_pantau("import", path)
    before = articles(engine, "*, ctid::text, xmin::text")
    done = call_pantau("import", path, "--json")
    assert done.code == 0
    assert (done.json["imported"], done.json["known"], done.json["bad"]) == (0, 1, [])
    assert [sum(stage["counts"].values()) for stage in done.json["stages"]] == [0] * 5
    assert articles(engine, "*, ctid::text, xmin::text") == before


def test_bad_lines_are_named_and_cost_only_themselves(call_pantau, write_lines, engine):
    path = write_lines(
        ARTICLE | {"penyunting": "Rina", "kata_kunci": []},
        "{bukan json",
        {"title": "Tanpa alamat", "text": BODY},
        ARTICLE | {"penyunting": "Rina"},
        {"url": "https://kabar.test/kosong", "title": "Tanpa isi"},
        {"url": "https://kabar.test/angka", "title": 7, "text": BODY},
        '["bukan objek"]',
    )
    done = call_pantau("import", path)
    assert (done.code, done.stdout) == (0, "1 imported, 1 already known, 5 refused\n")
    warned = done.stderr.splitlines()
    assert warned[0] == f"{path}: ignored keys: kata_kunci, penyunting"
    assert warned[1].startswith(f"{path}:2: no JSON: ")
    assert warned[2:] == [
        f"{path}:3: field url: '' is no http address",
        f"{path}:5: field text or html is needed",
        f"{path}:6: field title: expected text, found int",
        f"{path}:7: expected an object, found list",
    ]
    assert len(articles(engine)) == 1


def test_a_page_as_html_is_read_like_any_other(call_pantau, write_lines, engine):
    page = (
        "<html><head><title>Belitung buka pelatihan operator desa digital</title></head><body><article>"
        f"<h1>Belitung buka pelatihan operator desa digital</h1><p>{BODY}</p><p>{BODY.replace('Koba', 'Manggar')}</p>"
        "</article></body></html>"
    )
    done = call_pantau(
        "import", write_lines({"url": "https://kabar.test/html", "html": page, "published": "2026-11-10"})
    )
    assert done.code == 0
    ((title, body),) = articles(engine, "title, body")
    assert title == "Belitung buka pelatihan operator desa digital"
    assert body.split("\n\n") == [BODY, BODY.replace("Koba", "Manggar")]


def test_a_date_in_the_future_is_not_believed(call_pantau, write_lines, engine):
    assert call_pantau("import", write_lines(ARTICLE | {"published": "2099-01-01"})).code == 0
    assert articles(engine, "published_at, published_basis") == [(None, "none")]
    with engine.connect() as connection:
        (warnings,) = connection.execute(text("SELECT warnings FROM document")).scalars()
    assert "2099-01-01" in warnings[0]


def test_the_outlet_of_a_known_host_is_the_catalogues(call_pantau, write_lines, engine):
    row = {name: ARTICLE[name] for name in ("title", "text", "published")}
    call_pantau("import", write_lines(row | {"url": "https://www.laskarwarta.example/2026/11/10/aplikasi/"}))
    assert articles(engine, "source_id, outlet") == [("laskar_warta", "Laskar Warta")]


@pytest.mark.parametrize("lines", [("{bukan json",), ('{"url": "ftp://kabar.test/x", "text": "a"}', "[]")])
def test_a_file_of_which_nothing_can_be_taken_ends_with_1(call_pantau, write_lines, lines):
    done = call_pantau("import", write_lines(*lines), "--json")
    assert done.code == 1
    assert len(done.json["bad"]) == len(lines)
    assert len(done.stderr.splitlines()) == len(lines)


def test_a_long_list_of_bad_lines_is_cut_short(call_pantau, write_lines):
    done = call_pantau("import", write_lines(ARTICLE, *["{"] * 25))
    assert done.stderr.splitlines()[-1] == "... and 5 more lines"
    assert len(done.stderr.splitlines()) == 21
