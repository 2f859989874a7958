from datetime import date

import pytest

from models.errors import UsageError
from serving.articles import load_article
from serving.web.corrections_form import parse_fields, read_correction, shown_state

SHOWN = {
    "wilayah_semula": ["bangka belitung"],
    "wilayah": ["bangka", "belitung"],
    "pilar_semula": ["living economy"],
    "peringkat_living": ["1"],
    "peringkat_economy": ["2"],
    "peringkat_society": [""],
    "tahap_0_semula": ["mou planned 2026-11-09 bangka"],
    "tahap_0_status": ["planned"],
    "tahap_0_tanggal": ["2026-11-09"],
    "tahap_0_wilayah": ["bangka"],
    "tahap_1_semula": ["award done - -"],
    "tahap_1_status": ["done"],
    "tahap_1_tanggal": [""],
    "tahap_1_wilayah": [""],
    "tahap_baru_jenis": [""],
    "tahap_baru_status": ["done"],
    "relevansi": [""],
    "cakupan": [""],
    "peristiwa": [""],
    "nama": ["Rina"],
}


def changed(**fields):
    form = read_correction(SHOWN | fields)
    assert form.complaints == []
    return {name: value for name, value in form.changes.items() if value}


def test_a_form_sent_as_it_was_shown_asks_for_nothing():
    form = read_correction(SHOWN)
    assert form.is_empty
    assert form.complaints == ["Belum ada yang diubah."]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"relevansi": ["none"], "cakupan": ["province"]}, {"relevance": "none", "scope": "province"}),
        ({"wilayah": ["belitung", "pangkalpinang"]},
         {"add_regencies": ["pangkalpinang"], "remove_regencies": ["bangka"]}),
        ({"wilayah": []}, {"remove_regencies": ["bangka", "belitung"]}),
        ({"peringkat_living": [""]}, {"remove_pillars": ["living"]}),
        ({"peringkat_society": ["3"]}, {"add_pillars": [{"pillar": "society", "rank": 3}]}),
        ({"peringkat_society": ["1"], "peringkat_living": ["2"], "peringkat_economy": ["3"]},
         {"add_pillars": [{"pillar": "society", "rank": 1}]}),
        ({"peringkat_society": ["1"]}, {"add_pillars": [{"pillar": "society", "rank": 1}]}),
        ({"peringkat_living": ["2"], "peringkat_economy": ["1"]}, {"add_pillars": [{"pillar": "economy", "rank": 1}]}),
        ({"tahap_0_status": ["done"]},
         {"milestones": [{"kind": "mou", "status": "done", "date": "2026-11-09", "regency": "bangka"}]}),
        ({"tahap_0_hapus": ["1"]}, {"remove_milestones": [{"kind": "mou", "regency": "bangka"}]}),
        ({"tahap_1_hapus": ["1"]}, {"remove_milestones": [{"kind": "award", "regency": None}]}),
        ({"tahap_0_wilayah": ["belitung"]},
         {"remove_milestones": [{"kind": "mou", "regency": "bangka"}],
          "milestones": [{"kind": "mou", "status": "planned", "date": "2026-11-09", "regency": "belitung"}]}),
        ({"tahap_1_tanggal": ["2026-11-12"]},
         {"milestones": [{"kind": "award", "status": "done", "date": "2026-11-12"}]}),
        ({"tahap_0_tanggal": [""]}, {}),
        ({"tahap_baru_jenis": ["index"], "tahap_baru_wilayah": ["bangka"]},
         {"milestones": [{"kind": "index", "status": "done", "regency": "bangka"}]}),
        ({"peristiwa": ["split"]}, {"split": True}),
    ],
)  # fmt: skip
def test_only_what_a_person_changed_is_asked_for(fields, asked):
    if asked:
        assert changed(**fields) == asked
        assert read_correction(SHOWN | fields).ask(None)
    else:
        assert read_correction(SHOWN | fields).is_empty


def test_an_event_is_named_by_number_or_address():
    form = read_correction(SHOWN | {"peristiwa": ["merge"], "peristiwa_artikel": ["12"]})
    assert (form.merge_with, form.complaints, form.ask(12).merge_with) == ("12", [], 12)
    form = read_correction(SHOWN | {"peristiwa": [""], "peristiwa_artikel": ["12"]})
    assert form.merge_with == ""


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"nama": [""], "relevansi": ["none"]}, "Tulis nama Anda"),
        ({"peristiwa": ["merge"]}, "Tulis nomor atau alamat"),
        ({"tahap_baru_jenis": ["mou"], "tahap_baru_tanggal": ["kemarin"]}, "“kemarin” bukan tanggal"),
    ],
)
def test_what_is_missing_is_said_in_indonesian(fields, complaint):
    (said,) = read_correction(SHOWN | fields).complaints
    assert complaint in said


def test_values_no_form_of_ours_sends_are_refused():
    form = read_correction(SHOWN | {"relevansi": ["mungkin"]})
    with pytest.raises(UsageError, match="relevance"):
        form.ask(None)


def test_fields_are_read_as_a_browser_sends_them():
    assert parse_fields(b"nama=Rina+S&wilayah=bangka&wilayah=belitung&catatan=%E2%80%9Cya%E2%80%9D&x=") == {
        "nama": ["Rina S"], "wilayah": ["bangka", "belitung"], "catatan": ["“ya”"], "x": [""],
    }  # fmt: skip
    for wrong in (b"nama=\xff", b"&".join(b"a=1" for _ in range(400))):
        with pytest.raises(UsageError):
            parse_fields(wrong)


def test_the_form_remembers_what_it_showed(engine, corpus):
    article = load_article(engine, corpus["launch"])
    assert article is not None
    assert dict(shown_state(article)) == {
        "wilayah_semula": "belitung-timur",
        "pilar_semula": "environment economy",
        "tahap_0_semula": f"launch-app done {date(2026, 11, 10)} belitung-timur",
    }
