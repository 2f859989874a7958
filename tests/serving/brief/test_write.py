from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.clock import Week
from models.errors import ProjectError, StorageError, UsageError
from serving.brief import write
from serving.brief.cut import make_cut
from serving.brief.parts import Brief
from serving.brief.write import check_formats, render, write_brief


def test_writes_one_file_per_format_named_for_province_and_week(
    filled: Engine, catalogue: Catalogue, week: Week, tmp_path: Path
) -> None:
    out = tmp_path / "briefs" / "new"
    paths = write_brief(filled, catalogue, week, ["html", "xlsx"], out)
    assert paths == [out / "pantau-contoh-2026-W46.html", out / "pantau-contoh-2026-W46.xlsx"]
    assert sorted(out.iterdir()) == sorted(paths)


def test_a_second_run_writes_the_same_bytes(filled: Engine, catalogue: Catalogue, week: Week, tmp_path: Path) -> None:
    formats = ["html", "docx", "xlsx"]
    first = [path.read_bytes() for path in write_brief(filled, catalogue, week, formats, tmp_path / "a")]
    again = [path.read_bytes() for path in write_brief(filled, catalogue, week, formats, tmp_path / "b")]
    assert first == again


def test_nothing_is_written_if_one_format_cannot_be_made(
    filled: Engine, catalogue: Catalogue, week: Week, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(brief: Brief, name: str) -> bytes:
        if name == "pdf":
            raise ProjectError("no libraries")
        return b"x"

    monkeypatch.setattr(write, "render", fail)
    with pytest.raises(ProjectError, match="no libraries"):
        write_brief(filled, catalogue, week, ["html", "pdf"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_named(filled: Engine, catalogue: Catalogue, week: Week, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError, match="out: the brief cannot be written there"):
        write_brief(filled, catalogue, week, ["html"], tmp_path / "out")


def test_formats_are_checked_and_kept_once() -> None:
    assert check_formats([" DOCX", "html", "docx"]) == ["docx", "html"]
    with pytest.raises(UsageError, match="unknown format 'odt'; known: docx, pdf, xlsx, html"):
        check_formats(["docx", "odt"])
    with pytest.raises(UsageError, match="no format given"):
        check_formats([""])


def test_renders_text_as_utf8(brief: Brief) -> None:
    assert "“S1 diberitakan harian_alfa”".encode() in render(brief, "html")


def test_a_cut_never_replaces_the_whole_brief(filled: Engine, catalogue: Catalogue, week: Week, tmp_path: Path) -> None:
    cuts = [make_cut(filled, catalogue, week, "wilayah:gama", name) for name in (None, "Kota Gama")]
    written = [write_brief(filled, catalogue, week, ["html"], tmp_path / "out", cut) for cut in (None, *cuts)]
    names = [path.name for (path,) in written]
    assert names[0] == "pantau-contoh-2026-W46.html"
    assert names[1].startswith("pantau-contoh-2026-W46-wilayah-gama-")
    assert names[2] == "pantau-contoh-2026-W46-kota-gama.html"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(names)
