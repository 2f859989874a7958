from models.glossary import Glossary
from pipelines.concepts import PhraseFinder, concept_finder, concept_id, regency_names
from pipelines.stems import stems, term_id

FINDER = PhraseFinder(
    {"kota-cerdas": ["kota cerdas", "smart city"], "kota": ["kota"], "spbe": ["SPBE", "e-government"]}
)


def names(text):
    return [found.name for found in FINDER.find(stems(text))]


def test_the_longest_phrase_wins_and_the_rest_is_read_on():
    assert names("Kota cerdas, kota tua: Smart City!") == ["kota-cerdas", "kota", "kota-cerdas"]


def test_words_of_a_phrase_apart_are_no_phrase():
    assert names("cerdas kota smart dan city") == ["kota"]


def test_phrases_inside_and_across_others_are_found_where_all_are_asked_for():
    finder = PhraseFinder(
        {"waste": ["sampah"], "lorry": ["truk sampah", "mobil"], "@b": ["pulau sampah"], "": ["sampah masyarakat"]}
    )

    def everything(text):
        return [found.name for found in finder.find_all(stems(text))]

    assert everything("truk sampah dan sampah") == ["lorry", "waste", "waste"]
    assert everything("pulau sampah, sampah masyarakat") == ["@b", ""]
    assert everything("mobil sampah") == ["lorry", "waste"]
    across = PhraseFinder({"one": ["titik wifi"], "two": ["wifi gratis"]})
    assert [found.name for found in across.find_all(stems("titik wifi gratis"))] == ["one", "two"]
    assert [found.name for found in finder.find(stems("truk sampah"))] == ["lorry"]
    assert everything("truk") == []


def test_a_phrase_at_the_end_that_is_cut_is_none():
    finder = PhraseFinder({"long": ["satu dua tiga"], "short": ["satu"]})
    assert [found.name for found in finder.find(["satu", "dua"])] == ["short"]


def test_hyphens_and_affixes_do_not_matter():
    assert names("E-Government perkotaan") == ["spbe", "kota"]


def test_places_are_told_in_stems():
    (found, _) = FINDER.find(stems("ini smart city kota"))
    assert (found.start, found.end) == (1, 3)


def test_a_concept_is_a_term_of_its_own():
    assert concept_id("kota") != term_id("kota")


def test_a_fingerprint_changes_with_the_phrases():
    assert PhraseFinder({}).fingerprint == ""
    assert PhraseFinder(Glossary().by_name()).fingerprint == ""
    assert FINDER.fingerprint not in ("", PhraseFinder({"kota": ["kota"]}).fingerprint)


def test_regencies_are_found_by_every_name_and_look_alikes_are_not(real_catalogue):
    finder = concept_finder(real_catalogue)

    def found(text):
        return [found.name for found in finder.find(stems(text)) if found.name]

    assert found("Pemkab Bateng, Kabupaten Bangka Tengah dan Koba") == ["@bangka-tengah"] * 3
    assert found("pangkal pinang pangkalpinang") == ["@pangkalpinang"] * 2
    assert found("Bangkalan di Madura") == []
    assert found("Babel atau Kepulauan Bangka Belitung") == ["@province"] * 2
    assert found("smart city Toboali") == ["kota cerdas", "@bangka-selatan"]


def test_regency_names_are_also_written_as_one_word(real_catalogue):
    assert "BangkaTengah" in regency_names(real_catalogue.regencies["bangka-tengah"])
