from __future__ import annotations

import pytest

from models.shapes import Span
from pipelines.tag.evidence import ELSEWHERE, PROVINCE, Evidence, Ledger, Rule, worth
from pipelines.tag.frame import Zone


def _piece(target: str, rule: Rule, zone: Zone = "lead", weight: float = 2.0, start: int = 0) -> Evidence:
    return Evidence(target, rule, zone, weight, Span("body", start, start + 4, "Koba"))


@pytest.mark.parametrize("rule", ["institution", "name", "capital", "holder", "actor", "elsewhere"])
def test_the_title_counts_more_than_the_lead_and_the_lead_more_than_the_rest(rule: Rule) -> None:
    assert worth(rule, "title") > worth(rule, "lead") > worth(rule, "body") > 0


def test_a_rule_counts_three_times_a_zone() -> None:
    ledger = Ledger()
    ledger.extend(_piece("bangka-tengah", "capital", start=start) for start in range(9))
    assert ledger.total("bangka-tengah") == 6.0
    ledger.add(_piece("bangka-tengah", "capital", "body"))
    assert ledger.total("bangka-tengah") == 8.0


def test_lists_regencies_strongest_first_without_the_scopes() -> None:
    ledger = Ledger()
    ledger.extend([_piece("bangka", "name"), _piece("belitung", "name", weight=5), _piece(PROVINCE, "actor")])
    assert ledger.regencies() == ["belitung", "bangka"]


def test_a_dateline_is_company_until_a_place_elsewhere_occurs() -> None:
    ledger = Ledger()
    ledger.extend([_piece("bangka-selatan", "bare", weight=0), _piece("bangka-selatan", "dateline", "dateline", 2.2)])
    assert ledger.has_company("bangka-selatan")
    ledger.add(_piece(ELSEWHERE, "elsewhere"))
    assert not ledger.has_company("bangka-selatan")


def test_evidence_is_shown_strongest_first() -> None:
    ledger = Ledger()
    ledger.extend([_piece("bangka", "bare", weight=0, start=9), _piece("bangka", "institution", weight=4)])
    assert [span.start for span in ledger.spans("bangka")] == [0, 9]
    assert ledger.best_rule("bangka") == "institution"
    assert ledger.best_rule("belitung") is None
