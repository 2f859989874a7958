import pytest

from models.rights import CUT, EXCERPT_CHARACTERS, allowed_body, is_cut

LONG = "kata " * 200


@pytest.mark.parametrize("rights", ["excerpt", "headline"])
def test_of_a_long_text_its_beginning_is_allowed(rights: str) -> None:
    body = allowed_body(LONG, rights)
    assert body.endswith(f"kata{CUT}")
    assert LONG.startswith(body.removesuffix(CUT)), "so that places in it stay where they are"
    assert EXCERPT_CHARACTERS - 10 < len(body) <= EXCERPT_CHARACTERS
    assert is_cut(body, rights)
    assert allowed_body(body, rights) == body


@pytest.mark.parametrize(("body", "rights"), [(LONG, "fulltext"), ("kata " * 80, "excerpt"), ("", "headline")])
def test_what_may_be_kept_is_left_alone(body: str, rights: str) -> None:
    assert allowed_body(body, rights) == body
    assert not is_cut(body, rights)


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    assert allowed_body("x" * 999, "excerpt") == "x" * (EXCERPT_CHARACTERS - len(CUT)) + CUT


def test_a_full_text_may_end_in_dots() -> None:
    assert not is_cut(f"bersambung{CUT}", "fulltext")
