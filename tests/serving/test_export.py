import csv
import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest

from models.clock import parse_week
from models.rights import EXCERPT_CHARACTERS
from models.shapes import Tagging
from models.store.tags import save_taggings
from serving.changes import make_asked
from serving.correcting import Author, correct_article
from serving.export import COLUMNS, export_rows, machine_rows, write_rows

PROMISED = {
    "id", "url", "aliases", "title", "body", "published_at", "relevant", "relevance", "scope", "regencies",
    "pillars", "milestones", "story_id", "outlet", "evidence",
}  # fmt: skip


@pytest.fixture
def rows(engine, add_article):
    add_article("=SUM(A1)", "Isi berita.", regencies=["bangka", "belitung"], is_relevant=True)
    add_article("Lama", "Isi lama.", published_at=datetime(2026, 11, 1, tzinfo=UTC))
    add_article("Tanpa tanggal", "Isi.", published_at=None)
    return lambda *span: list(export_rows(engine, *span))


def test_rows_carry_the_promised_keys(rows):
    found = rows()
    assert found[0].keys() >= PROMISED
    assert set(found[0]) == set(COLUMNS)
    assert [row["title"] for row in found] == ["Lama", "=SUM(A1)", "Tanpa tanggal"]
    assert found[1]["published_at"] == "2026-11-10T12:00:00+07:00"


def test_a_week_gives_only_its_own_days(rows):
    week = parse_week("2026-W46")
    assert [row["title"] for row in rows(week.since, week.until)] == ["=SUM(A1)"]


def test_jsonl_is_one_object_a_line(rows):
    out = io.BytesIO()
    assert write_rows(rows(), "jsonl", out) == 3
    assert json.loads(out.getvalue().splitlines()[1])["regencies"] == ["bangka", "belitung"]


def test_spreadsheets_never_get_a_formula_from_a_title(rows):
    out = io.BytesIO()
    write_rows(rows(), "csv", out)
    table = list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"))))
    assert table[1]["title"] == "'=SUM(A1)"
    assert table[1]["regencies"] == "bangka, belitung"
    book = io.BytesIO()
    write_rows(rows(), "xlsx", book)
    sheet = openpyxl.load_workbook(book).active
    assert sheet.cell(3, COLUMNS.index("title") + 1).value == "'=SUM(A1)"


def test_what_rights_forbid_is_not_handed_on(engine, add_article):
    add_article("Terbatas", "kata " * 400, rights="excerpt")
    (row,) = export_rows(engine)
    assert len(row["body"]) <= EXCERPT_CHARACTERS + 2


@pytest.fixture
def corrected(engine, catalogue, add_article):
    article_id = add_article("Satu")
    with engine.begin() as connection:
        save_taggings(connection, {article_id: Tagging(True, "explicit", 0.8, "elsewhere", (), ("living",))}, 7)
    asked = make_asked(remove_pillars=["living"], add_pillars=[{"pillar": "society"}])
    correct_article(engine, catalogue, article_id, asked, Author("Rina", "keliru"))
    return article_id


def test_what_an_analyst_set_carries_who_when_and_why(engine, corrected):
    (row,) = export_rows(engine)
    assert row["pillars"] == ["society"]
    (tag,) = row["evidence"]
    assert {name: tag[name] for name in ("kind", "value", "rule", "by", "note")} == {
        "kind": "pillar", "value": "society", "rule": "correction", "by": "Rina", "note": "keliru",
    }  # fmt: skip
    assert datetime.fromisoformat(tag["at"]).utcoffset() is not None
    assert [(found["action"], found["value"]) for found in row["corrections"]] == [
        ("remove", "living"),
        ("add", "society"),
    ]
    for kind in ("csv", "xlsx"):
        assert write_rows([row], kind, io.BytesIO()) == 1


def test_the_machine_is_measured_by_its_own_word(engine, corrected):
    (row,) = machine_rows(engine)
    assert (row["pillars"], row["relevant"]) == (["living"], True)
