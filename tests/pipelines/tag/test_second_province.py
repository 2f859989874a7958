"""Another province needs data files only: the same tagger reads a made-up catalogue of Lampung."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.catalogue import PROVINCES_DIR, Catalogue
from models.shapes import ArticleText
from pipelines.tag import Tagger

PROVINCE = """
slug: lampung
name: Lampung
kemendagri_code: "18"
bps_code: "18"
capital: Bandar Lampung
timezone: Asia/Jakarta
aliases: [Provinsi Lampung]
actors: [Pemprov Lampung, Gubernur]
"""
PRINGSEWU = """
name: Pringsewu
kind: kabupaten
kemendagri_code: "18.10"
bps_code: "1810"
capital: Pringsewu
districts:
  - code: "18.10.01"
    name: Gading Rejo
    villages: [{code: "18.10.01.2001", name: Contoh Hulu, kind: desa}]
"""
CITY = """
name: Bandar Lampung
kind: kota
kemendagri_code: "18.71"
bps_code: "1871"
capital: Bandar Lampung
districts:
  - code: "18.71.01"
    name: Kedaton
    villages: [{code: "18.71.01.1001", name: Contoh Hilir, kind: kelurahan}]
"""


@pytest.fixture(scope="module")
def lampung(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    root = tmp_path_factory.mktemp("provinces")
    shutil.copytree(PROVINCES_DIR / "national", root / "national")
    regencies = root / "lampung" / "regencies"
    regencies.mkdir(parents=True)
    _write(root / "lampung" / "province.yml", PROVINCE)
    _write(regencies / "pringsewu.yml", PRINGSEWU)
    _write(regencies / "bandar-lampung.yml", CITY)
    return Tagger(Catalogue("lampung", root=root, samples=None))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "scope", "regencies"),
    [
        ("Pemkab Pringsewu meluncurkan aplikasi aduan.", "regency", ("pringsewu",)),
        ("Warga Gadingrejo memakai aplikasi desa, kata Bupati Pringsewu.", "regency", ("pringsewu",)),
        ("Pemkot Bandar Lampung membuka layanan online.", "regency", ("bandar-lampung",)),
        ("Pemprov Lampung membuka portal pengaduan.", "province", ()),
        ("Pemkot Semarang membuka portal pengaduan.", "elsewhere", ()),
    ],
)
def test_reads_another_province(lampung: Tagger, text: str, scope: str, regencies: tuple[str, ...]) -> None:
    tagging = lampung.tag(ArticleText("https://kabar.example/1", "", text))
    assert (tagging.scope, tagging.regencies) == (scope, regencies)
    assert tagging.is_relevant is (scope != "elsewhere")
