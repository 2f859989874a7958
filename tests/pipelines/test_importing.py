import json

import pytest
from sqlalchemy import text

from models.archive import Pointer, read_response
from models.errors import UsageError
from pipelines import importing
from pipelines.importing import IMPORT_SOURCE, MOST_URL_BYTES, import_file

ROW = {"url": "https://kabar.test/satu", "title": "Satu", "text": "Isi berita."}


@pytest.fixture
def take(engine, real_catalogue, tmp_path):
    """Import rows (mappings as JSON, bytes as they are)."""

    def run(*rows, **options):
        path = tmp_path / "masuk.jsonl"
        path.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
        return import_file(engine, real_catalogue, tmp_path / "archive", path, **options)

    return run


def pages(engine, columns="url, source_id, key, kind"):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT {columns} FROM page ORDER BY id"))]


def test_a_line_is_archived_before_anyone_reads_it(engine, take, tmp_path):
    report = take(ROW | {"author": "Dinda", "kata_kunci": "lain"})
    assert (report.imported, report.known, report.bad, report.ignored_keys) == (1, 0, [], {"kata_kunci"})
    ((file, offset),) = pages(engine, "warc_file, warc_offset")
    archived = read_response(tmp_path / "archive", Pointer(file, offset))
    assert json.loads(archived.body) == ROW | {"author": "Dinda"}
    assert pages(engine) == [("https://kabar.test/satu", IMPORT_SOURCE, "kabar.test/satu", "import")]


def test_a_known_host_gives_its_source_and_its_key(engine, take):
    take(ROW | {"url": "https://www.laskarwarta.example/2026/11/10/satu/?utm_source=x"})
    assert pages(engine, "source_id, key") == [("laskar_warta", "laskarwarta.example/2026/11/10/satu")]


def test_an_address_is_taken_once_within_a_file_and_between_files(engine, take, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    other = ROW | {"url": "https://kabar.test/dua"}
    report = take(ROW, ROW | {"title": "Lain"}, other, ROW)
    assert (report.imported, report.known) == (2, 2)
    again = take(ROW, other)
    assert (again.imported, again.known) == (0, 2)
    assert [url for url, *_ in pages(engine)] == ["https://kabar.test/satu", "https://kabar.test/dua"]


def test_spaces_and_letters_outside_ascii_are_spelt_as_addresses_are(engine, take):
    take(ROW | {"url": " https://kabar.test/a b/é "})
    assert pages(engine, "url") == [("https://kabar.test/a%20b/%C3%A9",)]


@pytest.mark.parametrize(
    "url",
    [
        None, "", "satu", "ftp://kabar.test/satu", "http://", "https:///satu", "https://[kabar/", "http://kabar.test:99999/",
        "https://kabar.test/\x00", "https://kabar.test/\ud83d", 7,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_by_name(engine, take, url):
    report = take(ROW | {"url": url})
    assert (report.imported, len(report.bad)) == (0, 1)
    assert "masuk.jsonl:1: field url: " in report.bad[0]
    assert pages(engine) == []


def test_an_address_too_long_for_the_index_costs_only_its_line(engine, take):
    long = "https://kabar.test/" + "".join(chr(97 + number * 7 % 26) for number in range(MOST_URL_BYTES))
    report = take(ROW | {"url": long}, ROW, ROW | {"url": long[:MOST_URL_BYTES]})
    assert (report.imported, len(report.bad)) == (2, 1)
    assert f"is longer than {MOST_URL_BYTES} bytes" in report.bad[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe\xff", "no JSON"),
        (b'{"url": ' + b"[" * 100_000, "no JSON"),
        (b'"teks"', "expected an object, found str"),
        (b'{"url": "https://kabar.test/x", "text": ["a"]}', "field text: expected text, found list"),
        (b'{"url": "https://kabar.test/x", "text": "", "html": null}', "field text or html is needed"),
    ],
)
def test_a_bad_line_is_named_and_the_others_taken(take, line, said):
    report = take(ROW, b"", line, ROW | {"url": "https://kabar.test/dua"})
    assert report.imported == 2
    assert len(report.bad) == 1
    assert "masuk.jsonl:3: " in report.bad[0]
    assert said in report.bad[0]


def test_half_an_emoji_does_not_cost_the_article(engine, take, tmp_path):
    assert take(ROW | {"title": "Setengah \ud83d"}).imported == 1
    ((file, offset),) = pages(engine, "warc_file, warc_offset")
    assert json.loads(read_response(tmp_path / "archive", Pointer(file, offset)).body)["title"] == "Setengah \ud83d"


def test_a_byte_order_mark_and_windows_line_ends_are_nothing_special(take):
    assert take(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r", b"\r").imported == 1


def test_progress_counts_lines(take, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    steps = []
    take(ROW, b"{", b"{", progress=lambda *step: steps.append(step))
    assert steps == [(2, 3), (3, 3)]


def test_a_file_that_cannot_be_read_is_named(engine, real_catalogue, tmp_path):
    with pytest.raises(UsageError, match=r"tidak-ada\.jsonl: cannot be read: No such file"):
        import_file(engine, real_catalogue, tmp_path / "archive", tmp_path / "tidak-ada.jsonl")
