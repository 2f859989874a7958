"""Sample articles are read strictly: what is wrong is named with its file and field."""

from pathlib import Path

import pytest

from models.errors import CatalogError
from samples.articles_file import load_article, load_articles

HEAD = """---
outlet: kilas_manggar
slug: satu-dua
title: "Judul Contoh"
published: "2026-11-05T09:15:00+07:00"
section: Daerah
author: null
editor: null
relevant: false
relevance: none
scope: regency
regencies: [belitung-timur]
pillars: []
milestones: []
story: null
trap: null
quirks: []
---
"""


def write(folder: Path, text: str, name: str = "satu-dua", outlet: str = "kilas_manggar") -> Path:
    path = folder / outlet / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_paragraphs_and_pages(tmp_path: Path) -> None:
    body = "MANGGAR - Satu\nbaris.\n\nDua.\n\n<!--page-->\n\nTiga.\n"
    article = load_article(write(tmp_path, HEAD.replace("quirks: []", "quirks: [paged]") + body))
    assert article.parts == (("MANGGAR - Satu baris.", "Dua."), ("Tiga.",))
    assert article.paragraphs == ("MANGGAR - Satu baris.", "Dua.", "Tiga.")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("regencies: [belitung-timur]", "regencies: [beltim]", "field regencies.0"),
        ("pillars: []", "pillars: [economy]", "pillars"),
        ("quirks: []", "quirks: [paged]", "quirks"),
        ("scope: regency", "scope: several", "regencies"),
        ("story: null", "story: null\nsumber: x", "field sumber"),
        ("+07:00", "", "field published"),
        ("2026-11-05T09", "2026-11-15T23", "published"),
        ("outlet: kilas_manggar", "outlet: lain", "field outlet"),
        ("trap: null\n", "", "field trap"),
        ("title: ", "title: [", "no valid YAML"),
    ],
)
def test_names_file_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write(tmp_path, HEAD.replace(old, new) + "Isi.\n")
    with pytest.raises(CatalogError, match=r"satu-dua\.md: .*" + message):
        load_article(path)


def test_refuses_an_article_without_text(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="body"):
        load_article(write(tmp_path, HEAD))


def test_refuses_a_slug_used_twice(tmp_path: Path) -> None:
    write(tmp_path, HEAD + "Isi.\n")
    write(tmp_path, HEAD.replace("kilas_manggar", "laskar_warta") + "Isi.\n", outlet="laskar_warta")
    with pytest.raises(CatalogError, match="field slug: kilas_manggar has it"):
        load_articles(tmp_path)


def test_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="holds no article"):
        load_articles(tmp_path)
