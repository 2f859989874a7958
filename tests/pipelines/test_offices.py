from datetime import date

import pytest

from models.shapes import Tag, Tagging
from pipelines.office_places import OfficePlaces
from pipelines.offices import Offices
from pipelines.speakers import SpeakerReader
from pipelines.tag.gazetteer import load_gazetteer

BANGKA = Tagging(False, "none", 0.0, "regency", ("bangka",))
ELSEWHERE = Tagging(False, "none", 0.0, "elsewhere")
DAY = date(2023, 3, 1)


@pytest.fixture(scope="module")
def post(real_catalogue):
    gazetteer = load_gazetteer(real_catalogue)
    reader = SpeakerReader(real_catalogue.speech, OfficePlaces(gazetteer), [p.surface for p in gazetteer.persons])
    offices = Offices(gazetteer)
    return lambda text, day=DAY, tagging=ELSEWHERE: offices.post(reader.read(text, 0, len(text)), day, tagging)


@pytest.mark.parametrize(
    ("text", "day", "regency", "holder"),
    [
        ("Bupati Bangka Tengah Algafry Rahman", DAY, "bangka-tengah", "Algafry Rahman"),
        ("Bupati Algafry", DAY, "bangka-tengah", "Algafry Rahman"),
        ("Bupati Bangka Tengah", DAY, "bangka-tengah", "Algafry Rahman"),
        ("Bupati Bangka Tengah Algafry Rahman", None, "bangka-tengah", None),
        ("Bupati Bangka Tengah Algafry Rahman", date(2019, 1, 1), "bangka-tengah", None),
        ("Bupati Belitung Algafry Rahman", DAY, "belitung", None),
        ("Mantan Bupati Bangka Tengah Algafry Rahman", DAY, "bangka-tengah", None),
        ("Algafry Rahman", DAY, "bangka-tengah", "Algafry Rahman"),
        ("Gubernur Babel Rudi Hartono", DAY, "province", None),
        ("Wali Kota Semarang Hendrar Prihadi", DAY, "elsewhere", None),
        ("Dirjen Aptika Semuel Pangerapan", DAY, "elsewhere", None),
        ("Kepala Diskominfo Bangka Barat Indra Cahaya", DAY, "bangka-barat", None),
    ],
)
def test_an_office_is_of_its_place_and_its_holder_of_its_day(post, text, day, regency, holder) -> None:
    found = post(text, day)
    assert (found.regency, found.holder and found.holder.name) == (regency, holder)


def test_an_office_without_a_place_is_of_the_only_regency_of_the_article(post) -> None:
    assert post("Sekda Andi Hudirman", tagging=BANGKA).regency == "bangka"
    assert post("Sekda Andi Hudirman").regency is None
    several = Tagging(False, "none", 0.0, "regency", ("bangka",), tags=(Tag("mention", "belitung", 0.5, "name"),))
    assert post("Sekda Andi Hudirman", tagging=several).regency is None
    assert post("Direktur Rudi Hartono", tagging=BANGKA).regency is None
    assert post("Kapolda Rudi Hartono", tagging=BANGKA).regency == "province"
    assert post("Kapolda Rudi Hartono").regency is None
