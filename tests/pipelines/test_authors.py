from __future__ import annotations

from typing import Any

import pytest

from pipelines.authors import Found, choose_authors, settle_people
from pipelines.clean import Cleaned
from pipelines.drafts import Draft

OUTLET = "Kabar Uji"


@pytest.mark.parametrize(
    ("found", "names", "origin"),
    [
        ([Found("selector", ["Ana"]), Found("json-ld", ["Budi"])], ["Ana"], "selector"),
        ([Found("selector", ["Tim Redaksi"]), Found("json-ld", ["Budi"])], ["Budi"], "json-ld"),
        ([Found("selector", ["Tim Redaksi", "Ana", "Budi"])], ["Ana", "Budi"], "selector"),
        ([Found("selector", ["Redaksi"]), Found("meta", ["Diskominfo"])], ["Diskominfo"], "meta"),
        ([Found("json-ld", ["Ana Jaya"], is_office=True), Found("meta", ["Redaksi"])], ["Ana Jaya"], "json-ld"),
        ([Found("selector", ["admin"]), Found("json-ld", ["Kabar Uji"])], [], ""),
        ([Found("selector", ["Redaksi"])], ["Redaksi"], "selector"),
        ([Found("selector", ["Redaksi"]), Found("signature", ["dnd"])], ["dnd"], "signature"),
        ([Found("selector", ["Biro Koba"]), Found("signature", ["dnd"])], ["Biro Koba"], "selector"),
        ([], [], ""),
    ],
)
def test_persons_come_before_offices_and_offices_before_the_newsroom(
    found: list[Found], names: list[str], origin: str
) -> None:
    assert choose_authors(found, OUTLET) == (names, origin)


def settle(cleaned: Cleaned, **found: Any) -> tuple[str | None, str, str | None, str]:
    return settle_people(Draft(url="u", **found), cleaned, OUTLET)


def test_a_credit_line_counts_for_more_than_the_page_around_it() -> None:
    got = settle(Cleaned(author="Ana", editor="Caca"), authors=["Budi"], origins={"author": "selector"})
    assert got == ("Ana", "credit line", "Caca", "credit line")


def test_a_person_beside_the_title_counts_for_more_than_the_newsroom_in_a_credit_line() -> None:
    got = settle(Cleaned(author="Tim Redaksi"), authors=["Budi"], origins={"author": "selector"})
    assert got[:2] == ("Budi", "selector")


@pytest.mark.parametrize(("stated_by", "author"), [("json-ld", None), ("meta", None), ("selector", "Caca")])
def test_the_editor_whom_machines_are_told_to_be_the_author_is_the_editor(stated_by: str, author: str | None) -> None:
    got = settle(Cleaned(editor="Caca"), authors=["Caca"], origins={"author": stated_by})
    assert (got[0], got[2]) == (author, "Caca")


def test_who_is_told_to_have_written_and_edited_has_done_both() -> None:
    origins = {"author": "json-ld", "editor": "json-ld"}
    assert settle(Cleaned(), authors=["Caca"], editors=["Caca"], origins=origins)[:3] == ("Caca", "json-ld", "Caca")


def test_initials_sign_what_nobody_is_named_for() -> None:
    assert settle(Cleaned(signature="dnd")) == ("dnd", "signature", None, "")
    assert settle(Cleaned(signature="Kabar Uji/Ana"))[0] == "Ana"
    assert settle(Cleaned()) == (None, "", None, "")
