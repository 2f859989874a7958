"""Every tag shows its words, at the place where they stand in the stored text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.shapes import ArticleText, Tagging
from pipelines.tag import Tagger

BODY = (
    "MENTOK, CONTOH PERS – Pemerintah  Kabupaten\u00a0Bangka Barat meluncurkan aplikasi “Sejiran” di Mentok, Senin "
    "(6/5/2024).\n\nBupati Sukirman berharap warga Parit Tiga memakainya. Baca juga: Toboali punya pasar baru.\n\n"
    "Aplikasi itu memuat pendaftaran pasien RSUD Sejiran Setason dan SPBE desa İstimewa.\n\n(Contoh.com/Rina)"
)
ARTICLES = [
    ArticleText("https://contoh.example/bangka-barat/aplikasi", "Aplikasi Baru di Bangka‑Barat", BODY),
    ArticleText(
        "https://contoh.example/1", "BABEL LUNCURKAN SMART CITY", "Pemprov Babel memulai  smart  city di Koba."
    ),
    ArticleText("https://contoh.example/?q=content%2Fpemkab-belitung", "", "Pemkab Belitung memakai e-Office."),
    ArticleText("https://contoh.example/2", "Pemkot Semarang luncurkan aplikasi", "Semarang punya command center."),
    ArticleText("https://contoh.example/3", "Calon bupati janjikan kota pintar", "Debat publik pilkada Bangka ramai."),
    ArticleText(
        "https://contoh.example/4",
        "Harga ikan",
        "Ikan mahal.",
        section="Berita Belitung Timur",
        dateline="MANGGAR, PERS",
    ),
    ArticleText("", "", ""),
]


def _check(article: ArticleText, tagging: Tagging) -> None:
    for tag in tagging.tags:
        assert tag.spans, tag
        assert 0 <= tag.score <= 1
    spans = [span for tag in tagging.tags for span in tag.spans] + [item.span for item in tagging.milestones]
    for span in spans:
        assert span.text.strip()
        assert getattr(article, span.field)[span.start : span.end] == span.text


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.title or "untitled")
def test_spans_are_found_in_the_stored_text(tagger: Tagger, article: ArticleText) -> None:
    _check(article, tagger.tag(article))


def test_scope_relevance_and_pillars_have_evidence(tagger: Tagger) -> None:
    tagging = tagger.tag(ARTICLES[1])
    kinds = {tag.kind for tag in tagging.tags}
    assert {"scope", "relevance", "pillar"} <= kinds
    assert {tag.value for tag in tagging.tags if tag.kind == "scope"} == {"province"}


def test_ranks_count_from_one(tagger: Tagger) -> None:
    tagging = tagger.tag(ARTICLES[0])
    for kind in ("regency", "pillar", "relevance"):
        ranks = [tag.rank for tag in tagging.tags if tag.kind == kind]
        assert ranks == list(range(1, len(ranks) + 1))


def test_the_same_article_gets_the_same_tags(tagger: Tagger) -> None:
    assert tagger.tag(ARTICLES[0]) == tagger.tag(replace(ARTICLES[0]))


def test_later_paragraphs_may_change_places(tagger: Tagger) -> None:
    first, *others = BODY.split("\n\n")
    one = tagger.tag(replace(ARTICLES[0], body="\n\n".join([first, *others])))
    two = tagger.tag(replace(ARTICLES[0], body="\n\n".join([first, *others[::-1]])))
    for name in ("is_relevant", "scope", "regencies", "pillars"):
        assert getattr(one, name) == getattr(two, name)
    assert [item.kind for item in one.milestones] == [item.kind for item in two.milestones]


@pytest.mark.parametrize(
    "dateline", ["MENTOK, CONTOH PERS – ", "Mentok, Contoh Pers – ", "Mentok, Babel (ANTARA) - ", ""]
)
def test_the_datelines_spelling_changes_nothing(tagger: Tagger, dateline: str) -> None:
    body = dateline + BODY.split("– ", 1)[1]
    tagging = tagger.tag(replace(ARTICLES[0], body=body))
    assert (tagging.scope, tagging.regencies, tagging.pillars) == ("regency", ("bangka-barat",), ("living",))


def test_a_title_in_capitals_or_small_letters_is_the_same_title(tagger: Tagger) -> None:
    articles = [replace(ARTICLES[0], title=change(ARTICLES[0].title)) for change in (str.lower, str.upper, str.title)]
    assert len({(tagging.regencies, tagging.pillars) for tagging in map(tagger.tag, articles)}) == 1
