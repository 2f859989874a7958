from __future__ import annotations

import pytest

from pipelines.bylines import (
    is_newsroom,
    is_office,
    join_names,
    parse_credits,
    split_signature,
    tidy_name,
    without_outlet,
)


@pytest.mark.parametrize(
    ("paragraph", "author", "editor"),
    [
        ("Pewarta: Donatus D Editor : Rustam COPYRIGHT © ANTARA 2022", "Donatus D", "Rustam"),
        ("Pewarta : Nur I", "Nur I", None),
        ("Editor: Suryanto", None, "Suryanto"),
        ("Penulis: Ana B | Editor: Budi", "Ana B", "Budi"),
        ("Laporan Wartawan Bangka Uji, Sela A", "Sela A", None),
        ("(Laporan Wartawan Pos Uji, Adelina)", "Adelina", None),
        ("Oleh Budi Santoso", "Budi Santoso", None),
        ("Oleh: Bambang", "Bambang", None),
        ("By Redaksi", "Redaksi", None),
        ("Reporter: Ana - Koba", "Ana", None),
        ("Editor : Xena Sumber : Portal", None, "Xena"),
        ("Laporan Wartawan Tribunbangka.com, Deni W", "Deni W", None),
        ("(Laporan Wartawan Bangkapos.com/ Riki P)", "Riki P", None),
        ("Laporan wartawan Bangka Pos Deni Wahyu", "Deni Wahyu", None),
        ("Laporan Kontributor Uji TV, Sari M.", "Sari M", None),
        ("Laporan Jurnalis iUji, Rian F", "Rian F", None),
        ("Reporter: Ana W, Editor: Budi S", "Ana W", "Budi S"),
        ("Rep: Fuji E/ Red: Qommar R", "Fuji E", "Qommar R"),
        ("Penulis Ana Wijaya", "Ana Wijaya", None),
        ("Editor Budi Santoso", None, "Budi Santoso"),
        ("Pewarta : Ana W | Pewarta foto: Caca", "Ana W", None),
        ("Penulis : Tim Redaksi", "Tim Redaksi", None),
        ("Penulis: Ana W (Kontributor Toboali)", "Ana W", None),
        ("Ditulis oleh Ana W pada Senin, 9 November 2026", "Ana W", None),
        ("Redaktur Pelaksana: Dodi", None, "Dodi"),
        ("Diposting oleh Bagian Organisasi", "Bagian Organisasi", None),
    ],
)
def test_reads_credit_lines(paragraph: str, author: str | None, editor: str | None) -> None:
    assert parse_credits(paragraph) == (author, editor, True)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Oleh karena itu, warga diminta bersabar.",
        "Penulis: kami menilai program ini baik karena semua warga dapat merasakan hasilnya dan pemerintah desa hadir",
        "Bupati menulis surat: Editor koran menerimanya.",
        "Sumber air di desa itu jernih.",
        "Penulis muda diundang ke Tanjungpandan.",
        "Laporan wartawan itu dibantah, kata Sekda.",
        "Editor video dilatih gratis oleh Dinas Pariwisata.",
    ],
)
def test_sentences_are_no_credit_lines(paragraph: str) -> None:
    assert not parse_credits(paragraph).is_whole


@pytest.mark.parametrize(
    ("paragraph", "name", "rest"),
    [
        ("kata dia. (fyk/ash)", "fyk/ash", "kata dia."),
        ("kata dia.(Cas/Isk)", "Cas/Isk", "kata dia."),
        ("selesai. (dnd)", "dnd", "selesai."),
        ("selesai. (SAK)", "SAK", "selesai."),
        ("turun. (Kabaruji.com/Agus Nur)", "Agus Nur", "turun."),
        ("Begitu. (Pos Belitung/Suharli/Kaspul)", "Suharli, Kaspul", "Begitu."),
        ('"Siap" katanya. (*/dnd)', "dnd", '"Siap" katanya.'),
        ("selesai. (rls)", None, "selesai."),
        ("pendidikan. (E-2)", "E-2", "pendidikan."),
        ("(srn)", "srn", ""),
        ("turun. (Ana Wijaya)", "Ana Wijaya", "turun."),
        ("selesai. (rel/dnd)", "dnd", "selesai."),
        ("WULAN SARI", "WULAN SARI", ""),
        ("TIM REDAKSI", None, "TIM REDAKSI"),
        ("Ia tinggal di Koba. (Kantor Camat Koba)", None, "Ia tinggal di Koba. (Kantor Camat Koba)"),
        ("kata dia (20/1).", None, "kata dia (20/1)."),
        ("rapat anggaran (APBD)", None, "rapat anggaran (APBD)"),
        ("selesai (SAK) sudah", None, "selesai (SAK) sudah"),
    ],
)
def test_splits_signatures(paragraph: str, name: str | None, rest: str) -> None:
    assert split_signature(paragraph) == (name, rest)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Deni W - detikUji", "Deni W"),
        ("Red: Yudha P", "Yudha P"),
        (": Kontributor Muntok, Sari M", "Sari M"),
        ("Oleh: Rezki A", "Rezki A"),
        ("Biro Sungailiat", "Biro Sungailiat"),
        ("admin", None),
        ("https://facebook.com/x", None),
        ("Uji Cyber Media", None),
        ("mediauji.example developer", None),
        ("Admin Web", None),
        ("kabaruji.example", None),
        ("Ana W <ana@uji.example>", "Ana W"),
        ("Ana W *)", "Ana W"),
        ("Ana W [Kontributor]", "Ana W"),
        ("", None),
        (None, None),
    ],
)
def test_tidies_names(text: str | None, name: str | None) -> None:
    assert tidy_name(text) == name


def test_joins_distinct_names_without_the_outlet() -> None:
    assert join_names(["Ana", "ana", "Kabar Uji", "Budi"], "Kabar Uji") == "Ana, Budi"
    assert join_names([None, "admin"]) is None
    assert join_names(["Mega T, Okeuji"], "Okeuji") == "Mega T"
    assert join_names(["kabarujicom"], "Kabar Uji") is None


def test_letters_inside_the_outlet_s_name_are_no_outlet() -> None:
    assert join_names(["Eri"], "Berita Timah") == "Eri"


def test_tells_offices_and_newsrooms_from_persons() -> None:
    assert is_office("Diskominfo Bangka Tengah")
    assert is_office("Tim Redaksi")
    assert not is_office("Desi Timika")
    assert is_newsroom("Tim Redaksi")
    assert is_newsroom("Redaksi Kabar Uji")
    assert not is_newsroom("Biro Sungailiat")


def test_a_signature_s_outlet_is_dropped() -> None:
    assert without_outlet("Laspeluji/Ana", "Laspeluji") == "Ana"
    assert without_outlet("fyk/ash", "Kabar Uji") == "fyk/ash"
    assert without_outlet(None, "Kabar Uji") is None
