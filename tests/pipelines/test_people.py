from datetime import date

import pytest

from models.shapes import ArticleText, Tagging
from pipelines.quotes import QuoteReader

NOWHERE = Tagging(False, "none", 0.0, "elsewhere")


@pytest.fixture(scope="module")
def speakers(real_catalogue):
    """Names of those who speak in a text, in order."""
    reader = QuoteReader(real_catalogue)

    def read(body: str) -> list[str | None]:
        article = ArticleText(url="https://kabar.example/1", title="", body=body, published_on=date(2023, 3, 1))
        return [quote.speaker for quote in reader.read(article, NOWHERE)]

    return read


@pytest.mark.parametrize(
    "between",
    ["", "Acara itu ramai. ", "Masterplan Smart City disusun di Hotel Soll Marina. ", "Algafry Rahman lalu pulang. "],
)
def test_a_pronoun_is_whoever_was_named_last(speakers, between) -> None:
    said = 'Bupati Bangka Tengah Algafry Rahman hadir.\n\n{}"Kami siap mulai," ujarnya.'
    assert speakers(said.format(between)) == ["Algafry Rahman"]


@pytest.mark.parametrize(
    "between",
    ["Siti Rahma Dewi menyambutnya. ", "Kepala Diskominfo Belitung menyambutnya. ", "Acara ramai.\n\nHujan turun.\n\n"],
)
def test_a_pronoun_is_nobody_after_others_or_two_paragraphs(speakers, between) -> None:
    said = 'Bupati Bangka Tengah Algafry Rahman hadir.\n\n{}"Kami siap mulai," ujarnya.'
    assert speakers(said.format(between)) == []


def test_a_bare_name_is_whoever_was_introduced_with_it(speakers) -> None:
    introduced = "Rapat dipimpin Sekda Bangka, Andi Hudirman. "
    assert speakers(introduced + '"Kami siap mulai," kata Andi.') == ["Andi Hudirman"]
    assert speakers('"Kami siap mulai," kata Andi.') == []
    assert speakers(introduced + 'Hadir Camat Gantung, Andi Saputra. "Kami siap mulai," kata Andi.') == []


def test_a_bare_office_is_whoever_was_introduced_in_it(speakers) -> None:
    introduced = "Rapat dipimpin Sekda Bangka, Andi Hudirman. "
    assert speakers(introduced + '"Kami siap mulai," kata Sekda.') == ["Andi Hudirman"]
    assert speakers(introduced + 'Hadir Sekda Belitung, Rudi Hartono. "Kami siap mulai," kata Sekda.') == [None]


def test_a_head_is_known_by_all_the_names_of_the_catalogue(speakers) -> None:
    said = 'Bupati Belitung Sahani Saleh menilai program itu baik. "Kami siap mulai," kata Sanem.'
    assert speakers(said) == ["Sahani Saleh", "Sahani Saleh"]
