import pytest

from pipelines.office_places import OfficePlaces, fitting_places
from pipelines.speaker_words import tokenise
from pipelines.tag.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def places(real_catalogue) -> OfficePlaces:
    return OfficePlaces(load_gazetteer(real_catalogue))


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Bupati Bangka Tengah", {"bangka-tengah"}),
        ("Camat Gantung", {"belitung-timur"}),
        ("Lurah Bangka", set()),
        ("Desa Tanjung Sangkar", {"bangka-selatan"}),
        ("Gubernur Babel", {None}),
    ],
)
def test_a_place_means_what_the_word_before_allows(places, text: str, slugs: set[str | None]) -> None:
    tokens = tokenise(text, 0, len(text))
    end, found = places.hits(text, tokens, 1)[tokens[1].start]
    assert end == len(text)
    assert {place.slug for place in fitting_places(found, tokens[0].low) or ()} == slugs


def test_words_without_a_place_have_none(places) -> None:
    assert not places.has_place("Siti Rahma Dewi")
    assert places.has_place("aplikasi Lawang Beltim")
    assert places.hits("", [], 0) == {}
