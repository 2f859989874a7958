"""Training pairs for the bundled model, from openly licensed Indonesian text and the project's own glossary.

Six kinds: inverse cloze (a sentence and the text around it), a made-up question and its passage (questions.py), terms
that mean the same (synonyms.py), a real question and its passage, a title and its body, a premise and what it entails.
Cloze pairs are drawn anew for every epoch. No question of a test or validation split is used; the passages those
questions are about are part of the text (the model card says what that is worth).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.model.questions import QuestionMaker
from bench.model.synonyms import swapped_pairs, term_pairs

Pair = tuple[str, tuple[str, ...]]
"""A text and the sentences of the text that belongs to it."""
BLOCK_SENTENCES = 6
CLOZE_PER_BLOCK = 4
QUESTIONS_PER_BLOCK = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"“A-Z0-9])")


class Corpus(NamedTuple):
    """What the pairs of an epoch are drawn from."""

    blocks: list[list[str]]
    """Up to BLOCK_SENTENCES sentences that follow each other."""
    fixed: list[Pair]

    @property
    def sentences(self) -> list[str]:
        """Every sentence, in order."""
        return [sentence for block in self.blocks for sentence in block]

    def draw(self, dice: np.random.Generator) -> list[Pair]:
        """The pairs of one epoch."""
        return [*_cloze_pairs(self.blocks, dice), *self.fixed]


def load_corpus(data: Path, concepts: list[tuple[str, ...]], dice: np.random.Generator) -> Corpus:
    """`data` holds corpus/ and retrieval/tydiqa_id/; `concepts` are the glossary's terms that mean the same."""
    corpus, passages = data / "corpus", _lines(data / "corpus" / "wiki_passages_tydiqa_idkmrc.txt")
    blocks = _blocks([*passages, *_news(corpus)])
    sentences = [sentence for block in blocks for sentence in block]
    fixed = [
        *_real_questions(data / "retrieval" / "tydiqa_id"),
        *_made_questions(passages, dice),
        *_title_pairs(corpus / "indosum_dev.jsonl"),
        *_entailment_pairs(corpus / "indonli_train.jsonl"),
        *term_pairs(concepts),
        *swapped_pairs(concepts, sentences),
    ]
    return Corpus(blocks, fixed)


def _made_questions(passages: list[str], dice: np.random.Generator) -> Iterator[Pair]:
    maker = QuestionMaker(passages, dice)
    for block in _blocks(passages):
        drawn = [maker.ask_for_subject(block[0]), *(maker.ask(block) for _ in range(QUESTIONS_PER_BLOCK))]
        yield from ((question, tuple(block)) for question in drawn if question)


def _news(corpus: Path) -> list[str]:
    articles = [row["body"].replace("\n", " ") for row in _rows(corpus / "indosum_dev.jsonl")]
    loose = _lines(corpus / "indonlu_news_bapos_posp_nerp_nergrit.txt")
    groups = [loose[i : i + BLOCK_SENTENCES] for i in range(0, len(loose), BLOCK_SENTENCES)]
    return [*articles, *(" ".join(group) for group in groups)]


def _blocks(texts: list[str]) -> list[list[str]]:
    blocks = []
    for text in texts:
        sentences = [s for s in _SENTENCE_END.split(text) if len(s.split()) > 3]
        blocks += [sentences[i : i + BLOCK_SENTENCES] for i in range(0, len(sentences), BLOCK_SENTENCES)]
    return blocks


def _cloze_pairs(blocks: list[list[str]], dice: np.random.Generator) -> Iterator[Pair]:
    for block in blocks:
        for i in dice.integers(0, len(block), min(CLOZE_PER_BLOCK, len(block) - 1)):
            keep = dice.random() < 0.1
            yield block[i], tuple(block if keep else block[:i] + block[i + 1 :])


def _real_questions(folder: Path) -> Iterator[Pair]:
    passages = {row["_id"]: row["text"] for row in _rows(folder / "corpus.jsonl")}
    questions = {row["_id"]: row for row in _rows(folder / "queries.jsonl")}
    for query_id, passage_id in _qrels(folder):
        if questions[query_id]["split"] == "train":
            yield questions[query_id]["text"], (passages[passage_id],)


def _title_pairs(path: Path) -> Iterator[Pair]:
    for row in _rows(path):
        yield row["title"], (" ".join(row["body"].split()[:120]),)


def _entailment_pairs(path: Path) -> Iterator[Pair]:
    for row in _rows(path):
        if row["label"] == "e":
            yield row["hypothesis"], (row["premise"],)


def _qrels(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
