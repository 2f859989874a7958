import pytest

from models.errors import UsageError
from serving.finding import find_article


@pytest.mark.parametrize(
    "named",
    [
        "{id}",
        " {id} ",
        "https://kabarcontoh.example/2026/11/09/satu/",
        "https://m.kabarcontoh.example/satu",
        "https://kabarcontoh.example/2026/11/09/satu/?utm_source=x",
    ],
)
def test_an_article_is_found_by_number_and_by_any_address(engine, catalogue, add_article, named):
    article_id = add_article(
        "Satu", key="kabarcontoh.example/2026/11/09/satu", url="https://kabarcontoh.example/2026/11/09/satu/",
        aliases=["https://m.kabarcontoh.example/satu"],
    )  # fmt: skip
    assert find_article(engine, catalogue, named.format(id=article_id)) == article_id


@pytest.mark.parametrize("named", ["7", "0", "9" * 40, "", "https://lain.test/x", "satu", "¹"])
def test_another_is_refused_by_name(engine, catalogue, named):
    with pytest.raises(UsageError, match="there is no article"):
        find_article(engine, catalogue, named)
