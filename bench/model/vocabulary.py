"""The word pieces of the bundled model: learnt from its text, and the same file for the same text.

The trainer of `tokenizers` goes through the words of a text in the order of a hash table that is seeded anew in every
process. It numbers the letters inside words in the order it meets them, and pairs that are equally common are joined
in the order of those numbers: so the vocabulary was another one every time, with one thread as well. Here the letters
are given to it beforehand, in order. Nothing here reads files.
"""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PADDING, UNKNOWN = "[PAD]", "[UNK]"
INSIDE = "##"
"""Begins a piece that does not begin a word."""
LEAST_COUNT = 2
LONGEST_WORD = 60
"""In letters; a longer one is unknown."""


def train_tokenizer(texts: list[str], size: int) -> Tokenizer:
    """Lower-cased word pieces, `size` of them, without special tokens: a text is only its own pieces."""
    learner = _make_tokenizer({})
    letters = _letters(learner, texts)
    trainer = trainers.WordPieceTrainer(
        vocab_size=size,
        special_tokens=[PADDING, UNKNOWN, *(INSIDE + letter for letter in letters)],
        min_frequency=LEAST_COUNT,
        show_progress=False,
    )
    learner.train_from_iterator(texts, trainer)
    learnt: dict[str, int] = learner.get_vocab()
    # made anew: the letters were special only to be numbered first, and would be cut out of any text that writes "##a"
    return _make_tokenizer(learnt)


def _make_tokenizer(pieces: dict[str, int]) -> Tokenizer:
    tokenizer = Tokenizer(
        models.WordPiece(
            vocab=dict(sorted(pieces.items(), key=_by_number)), unk_token=UNKNOWN, max_input_chars_per_word=LONGEST_WORD
        )
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=False)]
    )
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def _by_number(piece: tuple[str, int]) -> int:
    return piece[1]


def _letters(tokenizer: Tokenizer, texts: Iterable[str]) -> list[str]:
    """Every letter that stands inside a word of the texts, in order."""
    spelt = (tokenizer.normalizer.normalize_str(text) for text in texts)
    words = {word for text in spelt for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(text)}
    return sorted({letter for word in words for letter in word[1:]})
