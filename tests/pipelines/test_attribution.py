import pytest

from pipelines.quotes import QuoteReader, cut_sentences


@pytest.fixture(scope="module")
def attribution(real_catalogue):
    return QuoteReader(real_catalogue).attribution


@pytest.mark.parametrize(
    ("text", "said", "name", "is_direct"),
    [
        ('"Kami siap mulai," kata Bupati Bangka Mulkan.', "Kami siap mulai", "Mulkan", True),
        ("“Kami siap mulai”, ujar Bupati Bangka, Mulkan, Senin.", "Kami siap mulai", "Mulkan", True),
        ('Bupati Bangka Mulkan menegaskan, "Kami siap mulai."', "Kami siap mulai.", "Mulkan", True),
        ('Bupati Bangka Mulkan: "Kami siap mulai."', "Kami siap mulai.", "Mulkan", True),
        ("Bupati Bangka Mulkan mengatakan bahwa program dimulai.", "program dimulai", None, None),
        ("Bupati Bangka Mulkan mengatakan bahwa program itu dimulai.", "program itu dimulai", "Mulkan", False),
        ("Menurut Bupati Bangka Mulkan, program itu dimulai.", "program itu dimulai", "Mulkan", False),
        ("Program itu dimulai besok, kata Bupati Bangka Mulkan.", "Program itu dimulai besok", "Mulkan", False),
        ("Namun, kata Bupati Bangka Mulkan, program itu tertunda.", "program itu tertunda", "Mulkan", False),
        ("Sementara itu, Bupati Bangka Mulkan menilai program itu baik.", "program itu baik", "Mulkan", False),
        ("Bupati Bangka Mulkan menyampaikan penghargaan kepada tim.", "", None, None),
        ("Laporan BPS menyebutkan jumlah itu naik.", "", None, None),
        ('Tema "Maju Bersama Rakyat" dipilih panitia.', "", None, None),
    ],
)
def test_patterns_of_the_press(attribution, text, said, name, is_direct) -> None:
    claims = [claim for sentence, _ in cut_sentences(text) for claim in attribution.claims(sentence)]
    if name is None:
        assert claims == []
        return
    (claim,) = claims
    assert (text[claim.start : claim.end], claim.speaker.name, claim.is_direct) == (said, name, is_direct)


@pytest.mark.parametrize(
    "text",
    ['"Kami siap mulai," ujarnya.', '"Kami siap mulai," kata dia.', "Ia mengatakan program itu baik.",
     "Menurutnya, program itu baik.", "Menurut dia, program itu baik.", "Namun, ujarnya, program itu tertunda."],
)  # fmt: skip
def test_pronouns_are_left_to_the_text_before(attribution, text) -> None:
    ((sentence, _),) = cut_sentences(text)
    (claim,) = attribution.claims(sentence)
    assert claim.is_pronoun
    assert claim.speaker is None


def test_a_passive_names_a_speaker_without_words(attribution) -> None:
    ((sentence, _),) = cut_sentences("Hal itu disampaikan langsung oleh Bupati Bangka Mulkan saat rapat.")
    (claim,) = attribution.claims(sentence)
    assert (claim.start == claim.end, claim.speaker.name) == (True, "Mulkan")


def test_openings_are_passed_over(attribution) -> None:
    ((sentence, _),) = cut_sentences("Ditemui usai rapat, Bupati hadir.")
    assert [sentence.text[at:] for at in attribution.opened(sentence)] == ["usai rapat, Bupati hadir.", "Bupati hadir."]
