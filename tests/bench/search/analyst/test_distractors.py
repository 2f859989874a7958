"""Distractors are read from whatever lies in the data folder, each once."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Engine, text

from bench.search.analyst.distractors import Distractor, add_distractors, load_distractors


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_empty_folder_has_none(tmp_path: Path) -> None:
    assert load_distractors(tmp_path) == []


def test_a_text_that_lies_in_two_files_is_taken_once(tmp_path: Path) -> None:
    row = {"title": "Banjir", "body": "Air naik."}
    write(tmp_path / "corpus" / "indosum_dev.jsonl", json.dumps(row))
    write(tmp_path / "retrieval" / "uji" / "corpus.jsonl", json.dumps({"_id": "a", "text": "air  naik."}))
    assert load_distractors(tmp_path) == [Distractor("Banjir", "Air naik.")]


def test_sentences_go_in_pairs(tmp_path: Path) -> None:
    write(tmp_path / "corpus" / "indonlu_news_bapos_posp_nerp_nergrit.txt", "Satu.", "Dua.", "Tiga.")
    assert [text.body for text in load_distractors(tmp_path)] == ["Satu.\nDua.", "Tiga."]


def test_texts_of_the_province_are_left_out(tmp_path: Path) -> None:
    lines = ("Harga timah naik.", "Pulau Bangka ramai.", "Pangkal Pinang macet.", "Basel menang.")
    write(tmp_path / "corpus" / "wiki_passages_tydiqa_idkmrc.txt", *lines)
    assert [text.body for text in load_distractors(tmp_path)] == ["Basel menang."]


def test_days_are_spread_over_the_sample_articles(engine: Engine) -> None:
    add_distractors(engine, [Distractor("", f"Teks {number}.") for number in range(400)])
    with engine.connect() as connection:
        days = list(connection.execute(text("SELECT published_at FROM article")).scalars())
    assert len({day.date() for day in days}) == 400
    assert {day.year for day in days} == {2023, 2024, 2025, 2026}
