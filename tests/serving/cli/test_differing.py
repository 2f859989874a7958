from datetime import UTC, datetime

from models.shapes import Reading, Tag, Tagging
from models.store.documents import make_read, make_refused
from pipelines.reading_differences import ReadingDifferences, plain
from pipelines.tag_differences import TagDifferences
from serving.cli.differing import print_readings, print_tags

URL = "https://kabarcontoh.example/satu"
BODY = "Jembatan gantung itu dibuka kepala dusun pada hari Senin. " * 5


def reading(**values):
    given = {"title": "Jembatan Dibuka", "body": BODY, "published_at": datetime(2026, 11, 10, 5, tzinfo=UTC), **values}
    return plain(make_read(1, "k", Reading(url=URL, **given), 1))


def shown(capsys, differences, **options):
    print_readings(differences, **options)
    return capsys.readouterr().out


def test_fields_sources_and_examples_are_shown(capsys):
    differences = ReadingDifferences()
    differences.add(1, "kabar_contoh", URL, reading(), reading(title="Jembatan [Baru]", author="Redaksi"))
    out = shown(capsys, differences)
    lines = [line.split() for line in out.splitlines()]
    assert ["title", "0", "1", "0", "0"] in lines
    assert ["author", "0", "0", "1", "0"] in lines
    assert "title 1 changed, author 1 gained" in out
    assert f"title changed  {URL}\n    - Jembatan Dibuka\n    + Jembatan [Baru]\n" in out
    assert f"author gained  {URL}\n    + Redaksi\n" in out


def test_long_texts_are_shown_where_they_part(capsys):
    differences = ReadingDifferences()
    differences.add(1, "kabar_contoh", URL, reading(), reading(body=BODY + "Baca juga ini."))
    removed, added = (line for line in shown(capsys, differences).splitlines() if line[:6] in ("    - ", "    + "))
    assert added.startswith("    + …")
    assert added.endswith("Baca juga ini.")
    assert removed.startswith("    - …")
    assert max(len(removed), len(added)) < 130


def test_a_page_that_is_refused_now_shows_the_reason_once_a_field(capsys):
    differences = ReadingDifferences()
    differences.add(1, "kabar_contoh", URL, reading(), plain(make_refused(1, "k", "a listing", 1)))
    out = shown(capsys, differences, missing=3)
    assert "kabar_contoh 1 of 1" in out
    assert "3 pages are not in the archive any more" in out
    assert f"title lost  {URL}\n    - Jembatan Dibuka\n    refused: a listing\n" in out
    assert "origins lost  " not in out


def test_equal_readings_need_one_line(capsys):
    differences = ReadingDifferences()
    differences.add(1, "kabar_contoh", URL, reading(), reading())
    assert shown(capsys, differences).count("\n") == 1


def test_tags_are_shown_with_their_counts_and_reasons(capsys):
    before = Tagging(True, "implicit", 0.7, "regency", ("bangka",), ("living",))
    tags = (Tag("pillar", "economy", 0.8, "market price"),)
    after = Tagging(True, "implicit", 0.7, "regency", ("bangka",), ("economy", "living"), tags)
    differences = TagDifferences()
    differences.add(1, URL, "Pasar Dibuka", before, after)
    print_tags(differences)
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert out.startswith("1 articles tagged again: 1 are tagged otherwise")
    assert ["pillar", "economy", "0", "1", "0", "0", "1"] in lines
    assert ["pillar", "living", "1", "0", "0", "1", "1"] in lines
    assert not [line for line in lines if line[:1] == ["regency"]], "what stays is not shown"
    assert f"pillar economy added  {URL}  Pasar Dibuka\n    because market price\n" in out
    assert "    - rank 1\n    + rank 2\n" in out


def test_equal_taggings_need_one_line(capsys):
    tagging = Tagging(False, "none", 0.1, "elsewhere")
    differences = TagDifferences()
    differences.add(1, URL, "Pasar", tagging, tagging)
    print_tags(differences)
    assert capsys.readouterr().out.count("\n") == 1
