import pytest

from models.errors import CatalogError
from models.facts import load_facts
from models.glossary import Glossary


def test_terms_are_kept_in_order(tmp_path):
    path = tmp_path / "glossary.yml"
    path.write_text("concepts:\n  - [kota cerdas, smart city]\n", encoding="utf-8")
    assert load_facts(path, Glossary).by_name() == {"kota cerdas": ("kota cerdas", "smart city")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("concepts: [[satu]]", "concepts.0"),
        ("concepts: [[satu, dua], [Dua, tiga]]", "stand twice: dua"),
        ("concepts: [[satu, x]]", "concepts.0.1"),
        ("konsep: {}", "konsep"),
    ],
)
def test_a_wrong_glossary_is_refused_by_name(tmp_path, content, said):
    path = tmp_path / "glossary.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        load_facts(path, Glossary)
