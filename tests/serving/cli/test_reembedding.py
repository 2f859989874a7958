"""The command over a model made here: a tiny transformer, in a folder, as sentence-transformers saves it."""

import json

import pytest

from pipelines.embed import embed_articles
from pipelines.embedder import BundledEmbedder


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """Two layers of 16 numbers over a vocabulary of a few words, with prompts of its own."""
    sentence_transformers = pytest.importorskip("sentence_transformers")
    modules = pytest.importorskip("sentence_transformers.sentence_transformer.modules")
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "alarm", "banjir", "parkir", "pasar", "kueri"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"))
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    bert = folder / "bert"
    BertModel(config).save_pretrained(bert)
    tokenizer.save_pretrained(bert)
    word_vectors = modules.Transformer(str(bert))
    made = sentence_transformers.SentenceTransformer(
        modules=[word_vectors, modules.Pooling(16)], prompts={"query": "kueri ", "document": ""}, device="cpu"
    )
    made.save(str(folder / "kecil"))
    return str(folder / "kecil")


@pytest.fixture
def filled(engine, add_article):
    add_article("Alarm banjir dipasang", "Alarm berbunyi bila banjir.")
    add_article("Parkir di pasar", "Parkir nontunai.")
    embed_articles(engine, BundledEmbedder())
    return engine


def test_the_switch_there_and_back(call_pantau, filled, tiny_model):
    done = call_pantau("reembed", "--model", tiny_model, "--json")
    assert done.code == 0, done.stderr
    assert [(row["name"], row["is_active"], row["missing"], row["dimensions"]) for row in done.json] == [
        (tiny_model, True, 0, 16),
        ("bundled", False, 0, 256),
    ]
    found = call_pantau("search", "alarm banjir", "--json").json
    assert found["note"] is None
    assert found["hits"][0]["why"]["semantic"] != 0
    refused = call_pantau("reembed", "--drop", tiny_model)
    assert (refused.code, refused.stderr) == (2, f"pantau: {tiny_model} is searched; switch to another model first\n")
    assert call_pantau("reembed", "--model", "bundled", "--json").json[0]["name"] == "bundled"
    assert [row["name"] for row in call_pantau("reembed", "--drop", tiny_model, "--json").json] == ["bundled"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "a", "--drop", "b"), "give --model or --drop, not both"),
        (("--drop", "hantu"), "there is no model 'hantu'; there are: bundled"),
        (("--model", "/hantu"), "no such model on this machine"),
    ],
)
def test_what_cannot_be_is_refused(call_pantau, filled, options, said):
    done = call_pantau("reembed", *options)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


def test_people_see_which_model_is_searched(call_pantau, filled):
    shown = call_pantau("reembed").stdout
    assert "bundled" in shown
    assert "yes" in shown
    assert json.loads(call_pantau("reembed", "--json").stdout)[0]["is_active"]
