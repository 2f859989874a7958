"""The labelled articles of this folder and of gold/, and the tagger they are asked of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from models.catalogue import Catalogue
from models.shapes import ArticleText
from pipelines.tag import Tagger
from samples.articles_file import SampleArticle, load_articles
from serving.labelled import load_labelled

HERE = Path(__file__).parent
DEVELOPED_ON = ("holdout", "fresh", "blind", "holdout_news", "strangers")
"""Files whose gaps were closed: their scores flatter."""
HELD_OUT = ("unseen",)
"""Files that no rule and no weight was made from."""


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """The tagger of the province."""
    return Tagger(Catalogue("bangka_belitung", samples=None))


def load_files(data: Path) -> dict[str, list[dict[str, Any]]]:
    """Labelled rows by file: those of this folder, and gold/articles.jsonl beside `data` where it exists."""
    paths = {path.stem: path for path in sorted(HERE.glob("*.jsonl"))}
    gold = data.parent / "gold" / "articles.jsonl"
    if gold.exists():
        paths["gold"] = gold
    return {name: load_labelled(path) for name, path in paths.items()}


def load_samples() -> list[SampleArticle]:
    """The articles of the bundled sample archive as their authors wrote them."""
    return load_articles(HERE.parents[1] / "samples" / "articles")


def make_text(row: dict[str, Any]) -> ArticleText:
    """A labelled row as the tagger reads it."""
    return ArticleText(url=row["url"], title=row["title"], body=row["text"], outlet=row.get("outlet"))


def make_sample_text(article: SampleArticle) -> ArticleText:
    """A sample article as the tagger reads it."""
    return ArticleText(
        url=f"https://{article.outlet.replace('_', '')}.example/{article.slug}",
        title=article.title,
        body="\n\n".join(article.paragraphs),
        published_on=article.published.date(),
    )
