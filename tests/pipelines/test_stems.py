import sys
from concurrent.futures import ThreadPoolExecutor

from models.tables import TERM_SPACE
from pipelines.stems import find_words, neighbours, split_words, stem, stems, term_id, with_stems


def test_brings_forms_of_one_word_together():
    assert len({stem(word) for word in ("banjir", "kebanjiran", "membanjiri")}) == 1


def test_leaves_codes_and_numbers_alone():
    assert stems("SP4N-LAPOR! tahun 2026") == ["sp4n", "lapor", "tahun", "2026"]


def test_words_know_where_they_stand():
    text = "Aplikasi “Sipandai” diluncurkan"
    assert [text[word.start : word.end] for word in split_words(text)] == ["Aplikasi", "Sipandai", "diluncurkan"]


def test_term_ids_fit_the_sparse_vector_and_never_change():
    assert all(0 <= term_id(stem_) < TERM_SPACE for stem_ in stems("kota cerdas menuju layanan digital"))
    assert term_id("banjir") == 69_295_927


def stem_all(words):
    return [stem.__wrapped__(word) for word in words]  # past the cache


def test_threads_do_not_mix_their_words():
    words = [f"{before}{root}{after}" for before in ("mem", "per", "di") for root in ("bangun", "bayar", "tukar")
             for after in ("kan", "annya", "i", "lah")] * 20  # fmt: skip
    expected = stem_all(words)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(stem_all, [words] * 4))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected] * 4


def test_words_with_their_places_are_the_same_words():
    text = "ABİ kota İNaN Straße ﬁnal ΣΑΣ"
    assert [word.stem for word in split_words(text)] == stems(text)


def test_words_that_are_looked_for_are_found_where_they_stand():
    text = "Pelayanan-layanan İzin: melayani, LAYANAN2 dan layanannya; \xadlayan_an layan."
    asked = {stem("layanan"), "izin"}
    found = find_words(text, asked)
    assert found == [word for word in split_words(text) if word.stem in asked]
    assert len(found) > 4
    assert find_words(text, {"xqzwv"}) == find_words("", asked) == []


def test_neighbours_are_stems_side_by_side_and_in_order():
    text = "Kota cerdas itu kota, cerdas! Layanan kota."
    assert neighbours(text, {"kota", "cerdas"}) == {("kota", "cerdas")}
    assert neighbours(text, {"kota", "cerdas", stem("layanan")}) == {
        ("kota", "cerdas"),
        ("cerdas", stem("layanan")),
        (stem("layanan"), "kota"),
    }
    assert neighbours(text, set()) == set()


def test_words_with_a_stem_come_once_with_it():
    asked = {stem("layanan")}
    assert with_stems(["layanan", "pelayanan", "layanan", "kota"], asked) == {
        word: stem(word) for word in ("layanan", "pelayanan") if stem(word) in asked
    }
    assert "layanan" in with_stems(["layanan"], asked)
    assert with_stems([], asked) == {}
