import pytest

from pipelines.office_places import OfficePlaces
from pipelines.speakers import SpeakerReader, is_one, words_of_name
from pipelines.tag.gazetteer import load_gazetteer


@pytest.fixture(scope="module")
def reader(real_catalogue) -> SpeakerReader:
    gazetteer = load_gazetteer(real_catalogue)
    heads = [person.surface for person in gazetteer.persons]
    return SpeakerReader(real_catalogue.speech, OfficePlaces(gazetteer), heads)


@pytest.mark.parametrize(
    ("text", "name", "office", "institution"),
    [
        ("Bupati Bangka Tengah, Algafry Rahman,", "Algafry Rahman", "Bupati Bangka Tengah", None),
        ("Bupati Mulkan", "Mulkan", "Bupati", None),
        ("Plt. Kepala Diskominfo (DKI) Kota Pangkalpinang, Febri Yanto", "Febri Yanto",
         "Plt. Kepala Diskominfo (DKI) Kota Pangkalpinang", "Diskominfo (DKI) Kota Pangkalpinang"),
        ("Kepala Dinas Komunikasi, Informatika, dan Statistik Belitung Hadi Wijaya", "Hadi Wijaya",
         "Kepala Dinas Komunikasi, Informatika, dan Statistik Belitung",
         "Dinas Komunikasi, Informatika, dan Statistik Belitung"),
        ("Padli selaku Kadis Kominfo Bateng", "Padli", "Kadis Kominfo Bateng", "Kominfo Bateng"),
        ("Hefi Nuranda, Sekda Bangka Selatan", "Hefi Nuranda", "Sekda Bangka Selatan", None),
        ("anggota DPRD Bangka Tengah Maryam", "Maryam", "anggota DPRD Bangka Tengah", "DPRD Bangka Tengah"),
        ("Kepala Dindikpora, Siti Aminah", "Siti Aminah", "Kepala Dindikpora", "Dindikpora"),
        ("Kadis Perkebunan", None, "Kadis Perkebunan", "Perkebunan"),
        ("Camat Gantung, Suryadi", "Suryadi", "Camat Gantung", None),
        ("warga Toboali, Yusnita", "Yusnita", None, None),
    ],
)  # fmt: skip
def test_office_and_name_are_told_apart(
    reader, text: str, name: str | None, office: str | None, institution: str | None
) -> None:
    found = reader.read(text, 0, len(text))
    assert (found.name, found.office, found.institution) == (name, office, institution)


@pytest.mark.parametrize(
    "text",
    ["warga Toboali", "Program Smart City", "Bupati Karo", "Kepala Cendana", "bupati", "2024",
     "Kepala Balai Air Baru, Siti Aminah"],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_nobody(reader, text: str) -> None:
    assert reader.read(text, 0, len(text)) is None


def test_who_held_an_office_before_or_speaks_for_the_country_is_known(reader) -> None:
    former = reader.read("Mantan Bupati Bangka Mulkan", 0, 27)
    national = reader.read("Deputi Kementerian PANRB, Nanik Murwati", 0, 39)
    assert (former.is_former, former.is_national) == (True, False)
    assert (national.is_former, national.is_national) == (False, True)


def test_titles_and_full_names_are_recognised(reader) -> None:
    assert reader.is_title("Wakil")
    assert not reader.is_title("Program")
    assert reader.is_full_name("Rudi Hartono")
    assert not reader.is_full_name("Otorita Ibu Kota Nusantara")


def test_people_are_the_same_by_name_or_by_bare_office(reader) -> None:
    full = reader.read("Sekda Bangka Andi Hudirman", 0, 26)
    assert is_one(full, reader.read("Andi Hudirman", 0, 13))
    assert is_one(full, reader.read("Sekda", 0, 5))
    assert not is_one(full, reader.read("Rudi Hartono", 0, 12))
    assert words_of_name("M. Irwansyah") == ["irwansyah"]
