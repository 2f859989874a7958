from __future__ import annotations

import pytest

from serving.brief.voices import find_voice


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("“Kami siap,” ujar Kepala Diskominfo Alfa, Senin (9/11/2026).", "Kepala Diskominfo Alfa"),
        ('"Sudah berjalan," kata Bupati Alfa di Kota, Kamis.', "Bupati Alfa"),
        ("Sekretaris Daerah Beta mengatakan aturan itu berlaku.", "Sekretaris Daerah Beta"),
        ("Menurut Asisten II Setda, anggaran cukup.", "Asisten II Setda"),
    ],
)
def test_finds_a_speaker_beside_what_was_said(body: str, who: str) -> None:
    found = find_voice(body)
    assert found is not None
    assert found.who == who
    assert "".join(found.parts) == found.said
    assert found.parts[1] == who


@pytest.mark.parametrize(
    "body", ["“Kami siap,” ujarnya.", "Ia mengatakan aturan itu berlaku.", "Rapat selesai pukul dua.", ""]
)
def test_passes_over_pronouns_and_silence(body: str) -> None:
    assert find_voice(body) is None


def test_prefers_a_quotation_to_a_statement() -> None:
    found = find_voice("Bupati Alfa mengatakan hujan turun. “Tolong sabar,” kata Camat Hulu.")
    assert found is not None
    assert found.who == "Camat Hulu"


def test_shows_that_a_quotation_began_earlier() -> None:
    found = find_voice('"Mari mulai. Kita bisa," ujar Camat Hulu.')
    assert found is not None
    assert found.said == '"… Kita bisa," ujar Camat Hulu.'
