import pytest

from pipelines.quotations import blank_quotations, find_quotations


def inside(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"Kami siap," kata dia. "Sangat siap."', ["Kami siap", "Sangat siap."]),
        ("“Kami siap,” kata dia.", ["Kami siap"]),
        ("”Kami siap,” kata dia.", ["Kami siap"]),
        ("„Kami siap“", []),
        ('Layar 32" dan 40" dipasang.', []),
        ('"Paragraf ini tidak ditutup.\n\n"Ini ditutup," kata dia.', ["Ini ditutup"]),
    ],
)
def test_marks_are_paired_within_a_paragraph(text: str, quoted: list[str]) -> None:
    assert inside(text) == quoted


def test_blanking_keeps_the_length_and_hides_the_words() -> None:
    text = 'Dia berkata, "Bupati pulang." Lalu "ya" dan "" saja.'
    blanked = blank_quotations(text, find_quotations(text))
    assert len(blanked) == len(text)
    assert "Bupati" not in blanked
    assert blanked.startswith('Dia berkata, "X')
    assert '." Lalu' in blanked
