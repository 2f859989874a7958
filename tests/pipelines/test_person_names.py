import pytest

from pipelines.person_names import NameReader
from pipelines.speaker_words import tokenise


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("H. Algafry Rahman, S.E., M.M., mengatakan", "Algafry Rahman", ", mengatakan"),
        ("Prof. Dr. Saparudin menyebut", "Saparudin", " menyebut"),
        ("M Sopian menilai", "M Sopian", " menilai"),
        ("Siti binti Ahmad hadir", "Siti binti Ahmad", " hadir"),
        (", Padli, Senin (1/2)", "Padli", ", Senin (1/2)"),
        ("(Diskominfo), Padli.", "Padli", "."),
    ],
)
def test_names_are_read_without_titles_and_degrees(real_catalogue, text: str, name: str, rest: str) -> None:
    found = NameReader(real_catalogue.speech).read(text, tokenise(text, 0, len(text)), 0)
    assert found is not None
    assert found.text == name == text[found.start : found.end]
    assert text[found.stop :] == rest


@pytest.mark.parametrize("text", ["Dinas Kesehatan", "Senin pagi", "Bupati hadir", "warga", "Kadispora", "X", ""])
def test_bodies_days_and_offices_are_no_names(real_catalogue, text: str) -> None:
    assert NameReader(real_catalogue.speech).read(text, tokenise(text, 0, len(text)), 0) is None


def test_a_name_can_stand_behind_a_comma_only(real_catalogue) -> None:
    reader = NameReader(real_catalogue.speech)
    text = "Koba, Padli"
    assert reader.read_after_comma(text, tokenise(text, 0, len(text)), 1).text == "Padli"
    assert reader.read_after_comma(text, tokenise(text, 0, len(text)), 0) is None
