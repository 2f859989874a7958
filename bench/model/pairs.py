"""Training pairs for the bundled model, from openly licensed Indonesian text only.

Four kinds: inverse cloze (a sentence and the text around it), a question and its passage, a title and its body,
a premise and what it entails. No question of a test or validation split is used; the passages those questions are
about are part of the text (the model card says what that is worth).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Pair = tuple[str, str]
BLOCK_SENTENCES = 6
CLOZE_PER_BLOCK = 4
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"“A-Z0-9])")


def load_pairs(data: Path, seed: int) -> list[Pair]:
    """All pairs, shuffled by `seed`; `data` holds corpus/ and retrieval/tydiqa_id/."""
    dice = random.Random(seed)
    pairs = [
        *_cloze_pairs(load_texts(data), dice),
        *_question_pairs(data / "retrieval" / "tydiqa_id"),
        *_title_pairs(data / "corpus" / "indosum_dev.jsonl"),
        *_entailment_pairs(data / "corpus" / "indonli_train.jsonl"),
    ]
    dice.shuffle(pairs)
    return pairs


def load_texts(data: Path) -> list[str]:
    """Every text of the corpus, one string a document."""
    corpus = data / "corpus"
    wiki = _lines(corpus / "wiki_passages_tydiqa_idkmrc.txt")
    news = [row["body"].replace("\n", " ") for row in _rows(corpus / "indosum_dev.jsonl")]
    sentences = _lines(corpus / "indonlu_news_bapos_posp_nerp_nergrit.txt")
    blocks = [" ".join(sentences[i : i + 6]) for i in range(0, len(sentences), 6)]
    return [*wiki, *news, *blocks]


def _cloze_pairs(texts: list[str], dice: random.Random) -> Iterator[Pair]:
    for text in texts:
        sentences = [s for s in _SENTENCE_END.split(text) if len(s.split()) > 3]
        if len(sentences) < 2:
            continue
        for start in range(0, len(sentences), BLOCK_SENTENCES):
            block = sentences[start : start + BLOCK_SENTENCES]
            for _ in range(min(CLOZE_PER_BLOCK, len(block) - 1)):
                i = dice.randrange(len(block))
                keep = dice.random() < 0.1
                rest = block if keep else block[:i] + block[i + 1 :]
                yield block[i], " ".join(rest)


def _question_pairs(folder: Path) -> Iterator[Pair]:
    passages = {row["_id"]: row["text"] for row in _rows(folder / "corpus.jsonl")}
    questions = {row["_id"]: row for row in _rows(folder / "queries.jsonl")}
    for query_id, passage_id in _qrels(folder):
        if questions[query_id]["split"] == "train":
            yield questions[query_id]["text"], passages[passage_id]


def _title_pairs(path: Path) -> Iterator[Pair]:
    for row in _rows(path):
        yield row["title"], " ".join(row["body"].split()[:120])


def _entailment_pairs(path: Path) -> Iterator[Pair]:
    for row in _rows(path):
        if row["label"] == "e":
            yield row["hypothesis"], row["premise"]


def _qrels(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
