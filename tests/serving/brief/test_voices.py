from __future__ import annotations

import pytest

from serving.brief.rows import Said
from serving.brief.voices import SAID_CHARACTERS, find_voice

SIAP = Said("Kepala Diskominfo Alfa", "Kami siap", is_direct=True)
BERLAKU = Said("Sekretaris Daerah Beta", "aturan itu berlaku", is_direct=False)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("“Kami siap,” ujar Kepala Diskominfo Alfa, Senin (9/11/2026).", SIAP),
        ("Hujan turun. Sekretaris Daerah Beta mengatakan aturan itu berlaku.", BERLAKU),
    ],
)
def test_shows_the_sentence_in_which_the_speaker_stands(body: str, said: Said) -> None:
    found = find_voice(body, [said])
    assert found is not None
    assert found.who == said.who
    assert "".join(found.parts) == found.said
    assert found.parts[1] == said.who
    assert said.words in found.said


def test_without_quotes_or_without_their_words_nobody_is_shown() -> None:
    assert find_voice("“Kami siap,” ujarnya.", []) is None
    assert find_voice("Kepala Diskominfo Alfa pulang.", [SIAP]) is None


def test_prefers_a_quotation_to_a_statement() -> None:
    body = "Sekretaris Daerah Beta mengatakan aturan itu berlaku. “Kami siap,” kata Kepala Diskominfo Alfa."
    found = find_voice(body, [BERLAKU, SIAP])
    assert found is not None
    assert found.who == "Kepala Diskominfo Alfa"


def test_shows_that_a_quotation_began_earlier() -> None:
    found = find_voice('"Mari mulai. Kita bisa," ujar Camat Hulu.', [Said("Camat Hulu", "Mari mulai. Kita bisa", True)])
    assert found is not None
    assert found.said == '"… Kita bisa," ujar Camat Hulu.'


def test_a_speaker_who_would_be_cut_off_is_not_shown() -> None:
    words = "kata " * (SAID_CHARACTERS // 5)
    assert find_voice(f"“{words}akhir,” ujar Camat Hulu.", [Said("Camat Hulu", f"{words}akhir", True)]) is None
