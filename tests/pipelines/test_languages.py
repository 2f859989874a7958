from __future__ import annotations

import pytest

from pipelines.languages import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bupati mengatakan jalan itu sudah bisa dilewati warga dari dusun ke pasar yang ada di kota.", "id"),
        ("The regent said that the road to the market is open and will be used by the people of the village.", "en"),
        ("Smart City Masterplan Workshop Pangkalpinang 2026", None),
        ("", None),
        ("123 456", None),
    ],
)
def test_tells_indonesian_from_english(text: str, code: str | None) -> None:
    assert detect_language(text) == code
