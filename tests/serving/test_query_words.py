from datetime import date

import pytest

from serving.query_words import problem_words
from serving.search.language import parse_query
from serving.search.values import FieldValues


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('parkir "kota', "tanda kutip yang tidak berpasangan diabaikan"),
        ("x" * 2_001, "hanya 2000 huruf pertama yang dibaca"),
        ("satu " * 65, "hanya 64 kata pertama yang dibaca"),
        (
            'wilayah:"Bangka Timur"',
            "“wilayah:Bangka Timur” tidak dikenal sebagai penyaring dan dibaca sebagai kata biasa",
        ),
        (r"pilar:\1", r"“pilar:\1” tidak dikenal sebagai penyaring dan dibaca sebagai kata biasa"),
    ],
)
def test_every_problem_of_the_language_is_said_in_indonesian(real_catalogue, query, said):
    (problem,) = parse_query(query, FieldValues(real_catalogue, date(2026, 11, 16)).read).problems
    assert problem_words(problem) == said


def test_what_is_not_known_stays_as_it_is():
    assert problem_words("something new") == "something new"
