from __future__ import annotations

import pytest

from pipelines.bylines import join_names, parse_credits, split_signature, tidy_name


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
        ("", None),
        (None, None),
    ],
)
def test_tidies_names(text: str | None, name: str | None) -> None:
    assert tidy_name(text) == name


def test_joins_distinct_names_without_the_outlet() -> None:
    assert join_names(["Ana", "ana", "Kabar Uji", "Budi"], "Kabar Uji") == "Ana, Budi"
    assert join_names([None, "admin"]) is None
