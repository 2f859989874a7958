"""What of a query was not understood, said in Indonesian: the same words on the pages and in the brief.

What there is to say comes from `serving/search/language.py`.
"""

from __future__ import annotations

import re

_TOLD = (
    (re.compile(r"a quotation mark without its partner was left out"), "tanda kutip yang tidak berpasangan diabaikan"),
    (re.compile(r"only the first (\d+) characters were read"), r"hanya \1 huruf pertama yang dibaca"),
    (re.compile(r"only the first (\d+) words were read"), r"hanya \1 kata pertama yang dibaca"),
    (
        re.compile(r"(.+?) was read as words: .*", re.DOTALL),
        r"“\1” tidak dikenal sebagai penyaring dan dibaca sebagai kata biasa",
    ),
)


def problem_words(problem: str) -> str:
    """One thing that was not understood; as it is where it is not known here."""
    for pattern, words in _TOLD:
        if match := pattern.fullmatch(problem):
            return match.expand(words)
    return problem
