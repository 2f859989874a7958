from datetime import UTC, datetime

import pytest

from models.corrections import Change, Correction
from serving.articles import load_article
from serving.web.corrections_words import compare, describe
from serving.web.labels import Labels


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("relevance", "set", "none"), "relevansi: tidak relevan"),
        (Change("relevance", "set", "relevant"), "relevansi: relevan"),
        (Change("scope", "set", "province"), "cakupan: provinsi"),
        (Change("regency", "add", "bangka-barat"), "wilayah ditambah: Bangka Barat"),
        (Change("pillar", "remove", "living"), "pilar dihapus: Smart Living"),
        (Change("milestone", "remove", "award", {"regency": "bangka"}), "tahap dihapus: Penghargaan (Bangka)"),
        (Change("milestone", "set", "award", {"event_on": "2026-11-09"}),
         "tahap ditetapkan: Penghargaan (9 November 2026)"),
        (Change("story", "split", "", {"articles": []}), "dipisahkan dari peristiwa"),
        (Change("story", "merge", "kabar.test/x", {"articles": []}), "digabung dengan peristiwa kabar.test/x"),
    ],
)  # fmt: skip
def test_a_correction_is_told_in_indonesian(real_catalogue, change, words):
    correction = Correction(1, "k", change, "Rina", datetime(2026, 11, 16, tzinfo=UTC), "", 1, {})
    assert describe(correction, Labels(real_catalogue)) == words


def test_the_machines_word_stands_beside_what_is_shown(engine, corpus, real_catalogue):
    article = load_article(engine, corpus["launch"])
    assert article is not None
    machine = {"relevance": "explicit", "scope": "regency", "regencies": [], "pillars": ["living"], "milestones": []}
    lines = {line.name: line for line in compare(article, machine, Labels(real_catalogue))}
    assert not lines["Relevansi"].differs
    assert (lines["Wilayah"].machine, lines["Wilayah"].shown, lines["Wilayah"].differs) == ("–", "Belitung Timur", True)
    assert lines["Pilar"].shown == "Smart Environment, Smart Economy"
    assert lines["Tahap"].shown == "Peluncuran aplikasi (terlaksana, Belitung Timur, 10 November 2026)"
