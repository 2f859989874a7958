from __future__ import annotations

import pytest

from pipelines.fallback import read_unknown

SENTENCE = "Warga dusun membangun jembatan gantung selama lima bulan dengan gotong royong dan dana desa yang terbatas. "


def test_reads_a_page_without_paragraph_elements() -> None:
    text = "<br><br>".join(SENTENCE + f"Bagian ke-{number} selesai." for number in range(4))
    got = read_unknown(f"<html><body><table><tr><td>{text}</td></tr></table></body></html>")
    assert len(got) == 4
    assert got[0].startswith("Warga dusun")


@pytest.mark.parametrize("markup", ["", "<html></html>", "<p>pendek</p>", "<b>" * 20_000, "<p>" + "a" * 500_000])
def test_says_nothing_of_little_and_of_far_too_much(markup: str) -> None:
    assert read_unknown(markup) == []
