from collections import Counter

import numpy as np

from bench.tagging.labelled import HELD_OUT
from bench.tagging.train import count_documents, fit, load_examples, make_features

EXAMPLES = [Counter({"pasien": 2, "dan": 1}), Counter({"pasien": 1}), Counter({"pasar": 1, "dan": 1}), Counter(pasar=3)]
LABELS = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])


def test_rare_stems_weigh_more_and_those_of_one_article_nothing() -> None:
    names, idf = count_documents([*EXAMPLES, Counter({"sekali": 1, "dan": 1})])
    assert names == ["dan", "pasar", "pasien"]
    assert idf[0] < idf[1] == idf[2]


def test_every_article_counts_the_same_however_long_it_is() -> None:
    names, idf = count_documents(EXAMPLES)
    assert np.allclose(np.linalg.norm(make_features(EXAMPLES, names, idf), axis=1), 1)


def test_weights_follow_the_labels() -> None:
    names, idf = count_documents(EXAMPLES)
    weights, _ = fit(make_features(EXAMPLES, names, idf), LABELS)
    patient, market = weights[names.index("pasien")], weights[names.index("pasar")]
    assert patient[0] > 1 > -1 > patient[1]
    assert market[1] > 1 > -1 > market[0]


def test_held_out_articles_train_nothing() -> None:
    assert "unseen" in HELD_OUT
    assert 300 < len(list(load_examples())) < 400
