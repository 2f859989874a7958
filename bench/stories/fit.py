"""`python -m bench.stories.fit`: what a logistic regression makes of the evidence; for changes of `accounts.WEIGHTS`.

It is shown the labelled events that are not held out and the sample outlets' articles, pairs of copies left out: those
are found by their runs of words. The weights in use are its weights, rounded.
"""

from __future__ import annotations

import frontmatter
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text

from bench.scratch import open_scratch
from bench.stories.labelled import Row, group_labelled, load_labelled
from models.catalogue import SAMPLES_DIR
from models.store.stories import articles_around
from pipelines.accounts import MOST_DAYS, WEIGHTS, Accounts
from pipelines.copies import number_copies
from pipelines.stories import WINDOW
from pipelines.story_texts import StoryTexts

_STEPS = 25
_MOST_RULED_OUT = 0.02
"""Pairs with less than this of all words and meaning in common are left out; they teach nothing and are most."""


def main() -> None:
    """Print the weights beside those in use."""
    parts = [_read_evidence(rows) for rows in ([r for r in load_labelled() if not r["heldout"]], load_samples())]
    evidence, is_one = np.concatenate([each[0] for each in parts]), np.concatenate([each[1] for each in parts])
    print(f"{is_one.sum()} pairs that tell one event, {(~is_one).sum()} that do not")
    for name, fitted, used in zip(WEIGHTS._fields, fit_weights(evidence, is_one), WEIGHTS, strict=True):
        print(f"{name:<14}{fitted:>8.2f}   in use {used:>6.2f}")


def load_samples() -> list[Row]:
    """The sample outlets' articles as rows like the labelled ones."""
    rows = []
    for path in sorted((SAMPLES_DIR / "articles").glob("*/*.md")):
        article = frontmatter.load(str(path))
        key, place = f"{path.parent.name}/{path.stem}", f"{path.parent.name}.example/{path.stem}/"
        told: Row = {"title": article["title"], "text": article.content, "published": str(article["published"])}
        own: Row = {"id": key, "url": f"https://{place}", "outlet": path.parent.name, "event": article["story"] or key}
        rows.append(own | told)
    return rows


def fit_weights(evidence: NDArray[np.float32], is_one: NDArray[np.bool_]) -> list[float]:
    """Weights of a logistic regression by Newton's method, the constant first; held back a little (ridge of 1)."""
    known = np.column_stack([np.ones(len(evidence)), evidence]).astype(np.float64)
    ridge = np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(known.shape[1])
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (is_one - odds) - ridge @ weights
        weights += np.linalg.solve((known.T * (odds * (1 - odds))) @ known + ridge, slope)
    return [float(weight) for weight in weights]


def _read_evidence(rows: list[Row]) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """(pairs, kinds of evidence), and which pairs tell one event."""
    with open_scratch() as (engine, settings):
        group_labelled(engine, settings, rows)
        with engine.connect() as connection:
            urls = {row.id: row.url for row in connection.execute(text("SELECT id, url FROM article"))}
            articles = articles_around(connection, list(urls), WINDOW)
            texts = StoryTexts()
            texts.load(connection, articles)
    events = {row["url"]: row["event"] for row in rows}
    told = np.array([events[urls[article.id]] for article in articles])
    copies = number_copies(len(articles), texts.find_copies(articles))
    features = [texts.features[article.id] for article in articles]
    accounts = Accounts(articles, features, np.stack([texts.vectors[a.id] for a in articles]), copies)
    whole = np.arange(len(articles))
    evidence = accounts.evidence(whole, whole)
    is_asked = np.triu(accounts.apart(whole, whole) <= MOST_DAYS, k=1) & (np.array(copies)[:, None] != copies)
    is_asked &= evidence.words + evidence.meaning > _MOST_RULED_OUT
    return np.stack([each[is_asked] for each in evidence], axis=1), (told[:, None] == told)[is_asked]


if __name__ == "__main__":
    main()
