"""The catalogue of a province: everything loads together, and what does not fit together is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.catalogue import PROVINCES_DIR, SAMPLES_DIR, Catalogue
from models.errors import CatalogError, UsageError

PROVINCE = """
slug: lampung
name: Lampung
kemendagri_code: "18"
bps_code: "18"
capital: Bandar Lampung
timezone: Asia/Jakarta
aliases: [Lampung]
actors: [Pemprov Lampung]
"""
REGENCY = """
name: Pringsewu
kind: kabupaten
kemendagri_code: "18.10"
bps_code: "1810"
capital: Pringsewu
districts:
  - code: "18.10.01"
    name: Pringsewu
    villages: [{code: "18.10.01.1001", name: Pringsewu Utara, kind: kelurahan}]
"""
SOURCE = """
name: Kabar Contoh
owner: press
homepage: https://kabarcontoh.example
platform: wordpress
regencies: [pringsewu]
discover: [{spider: feed, url: "https://kabarcontoh.example/feed/"}]
expect: {articles_per_week: {min: 1, max: 9}}
"""


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A whole province with one regency, one platform and one source."""
    root = tmp_path / "provinces"
    write(root, "platforms/wordpress.yml", "name: WordPress\n")
    write(root, "lampung/province.yml", PROVINCE)
    write(root, "lampung/regencies/pringsewu.yml", REGENCY)
    write(root, "lampung/sources/kabar_contoh.yml", SOURCE)
    return root


def lampung(root: Path, samples: Path | None = None) -> Catalogue:
    return Catalogue("lampung", root=root, samples=samples)


def test_the_first_province_loads_with_all_its_sources_and_samples() -> None:
    catalogue = Catalogue("bangka_belitung")

    assert catalogue.province.name == "Kepulauan Bangka Belitung"
    assert len(catalogue.regencies) == 7
    assert {catalogue.platform_of(source).id for source in catalogue.sources.values()} <= set(catalogue.platforms)
    assert {source.is_sample for source in catalogue.sources.values()} == {True, False}


def test_another_province_needs_files_only(root: Path) -> None:
    catalogue = lampung(root)

    assert catalogue.province.slug == "lampung"
    assert catalogue.regencies["pringsewu"].kemendagri_code == "18.10"
    assert catalogue.platform_of(catalogue.source("kabar_contoh")).name == "WordPress"


def test_an_unknown_province_is_answered_with_the_known_ones(root: Path) -> None:
    with pytest.raises(CatalogError, match=r"no such province; there are: lampung"):
        _ = Catalogue("jambi", root=root, samples=None).province


def test_an_unknown_source_is_answered_with_the_known_ones(root: Path) -> None:
    with pytest.raises(UsageError, match=r"unknown source 'radar_contoh'; known: kabar_contoh"):
        lampung(root).source("radar_contoh")


def test_refuses_a_source_of_an_unknown_regency(root: Path) -> None:
    write(root, "lampung/sources/kabar_contoh.yml", SOURCE.replace("[pringsewu]", "[pringsewu, way-kambas]"))

    with pytest.raises(CatalogError, match=r"kabar_contoh\.yml: field regencies: unknown regency 'way-kambas'"):
        _ = lampung(root).sources


def test_refuses_a_source_of_an_unknown_platform(root: Path) -> None:
    write(root, "lampung/sources/kabar_contoh.yml", SOURCE.replace("wordpress", "wordpres"))

    with pytest.raises(CatalogError, match=r"field platform: unknown platform 'wordpres'; known: wordpress"):
        _ = lampung(root).sources


@pytest.mark.parametrize("second", ["homepage: https://kabarcontoh.example", "homepage: https://radarcontoh.example"])
def test_refuses_a_host_that_belongs_to_two_sources(root: Path, second: str) -> None:
    text = SOURCE.replace("homepage: https://kabarcontoh.example", second + "\nhosts: [kabarcontoh.example]")
    write(root, "lampung/sources/radar_contoh.yml", text)

    with pytest.raises(CatalogError, match=r"radar_contoh\.yml: field hosts: kabarcontoh\.example belongs to kabar_"):
        _ = lampung(root).sources


def test_refuses_a_sample_with_the_id_of_a_real_source(root: Path, tmp_path: Path) -> None:
    sample = SOURCE.replace("kabarcontoh", "lain")
    write(tmp_path, "samples/sources/kabar_contoh.yml", sample)

    with pytest.raises(CatalogError, match="id is used by a real source"):
        _ = lampung(root, samples=tmp_path / "samples").sources


def test_samples_join_the_sources_and_can_be_left_out(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "samples/sources/lain.yml", SOURCE.replace("kabarcontoh", "lain"))

    assert list(lampung(root, samples=tmp_path / "samples").sources) == ["kabar_contoh", "lain"]
    assert list(lampung(root).sources) == ["kabar_contoh"]


def test_a_folder_of_samples_without_sources_is_no_error(root: Path, tmp_path: Path) -> None:
    assert list(lampung(root, samples=tmp_path).sources) == ["kabar_contoh"]


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("lampung/province.yml", 'bps_code: "18"', "bps_code: 18", "field bps_code"),
        ("lampung/province.yml", "capital:", "ibukota:", "field ibukota"),
        ("lampung/regencies/pringsewu.yml", '"18.10"', "18.10", "field kemendagri_code"),
        ("lampung/regencies/pringsewu.yml", "kind: kabupaten", "kind: kabupatan", "'kabupatan'"),
        ("lampung/regencies/pringsewu.yml", "capital:", "name:", "'name' stands twice"),
        ("lampung/sources/kabar_contoh.yml", "owner: press", "owner: pers", "field owner"),
        ("lampung/sources/kabar_contoh.yml", "owner:", "enabled: false\nowner:", "needs a reason"),
        ("lampung/sources/kabar_contoh.yml", "{spider:", "{include: '(', spider:", "no valid regular expression"),
        ("lampung/sources/kabar_contoh.yml", "discover: [", "discover: ", "no valid YAML"),
        ("platforms/wordpress.yml", "name:", "nama:", "field nama"),
    ],
)
def test_refuses_a_wrong_file_by_name_and_field(root: Path, name: str, old: str, new: str, told: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    catalogue = lampung(root)
    with pytest.raises(CatalogError) as caught:
        _ = catalogue.province, catalogue.regencies, catalogue.sources
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


@pytest.mark.parametrize("folder", ["platforms", "lampung/regencies", "lampung/sources"])
def test_refuses_an_empty_folder(root: Path, folder: str) -> None:
    shutil.rmtree(root / folder)
    (root / folder).mkdir()

    catalogue = lampung(root)
    with pytest.raises(CatalogError, match=rf"{root / folder}: holds no \.yml file"):
        _ = catalogue.regencies, catalogue.sources


@pytest.mark.parametrize(
    ("host", "source_id"),
    [
        ("bangka.tribunnews.com", "bangka_pos"),
        ("m.bangka.tribunnews.com", "bangka_pos"),
        ("WWW.Bangka.go.id", "pemerintah_bangka"),
        ("mail.bangka.go.id", "pemerintah_bangka"),
        ("www.trawangnews.com", "trawang_news"),
    ],
)
def test_a_host_is_known_with_its_usual_prefixes(host: str, source_id: str) -> None:
    source = Catalogue("bangka_belitung").source_of_host(host)
    assert source is not None
    assert source.id == source_id


@pytest.mark.parametrize("host", ["manado.tribunnews.com", "tribunnews.com", "go.id", "notbangka.go.id"])
def test_a_strange_host_belongs_to_nobody(host: str) -> None:
    assert Catalogue("bangka_belitung").source_of_host(host) is None


def test_the_facts_are_found_where_they_are_installed() -> None:
    assert (PROVINCES_DIR / "bangka_belitung" / "province.yml").is_file()
    assert SAMPLES_DIR.is_dir()


def test_sources_are_searched_for_the_programme_and_the_pillars(real_catalogue: Catalogue) -> None:
    terms = real_catalogue.search_terms
    assert terms[0] == "smart city"
    assert {"smart governance", "smart environment", "kota cerdas"} <= set(terms)
    assert len(terms) == len(set(terms)) < 30, "each is a request"
