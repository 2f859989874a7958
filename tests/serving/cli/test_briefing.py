from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from models.catalogue import Catalogue
from models.errors import UsageError
from models.settings import Settings
from serving.cli import briefing
from serving.cli.context import last_full_week
from serving.saved import save_search


@pytest.fixture
def run(engine: Engine, catalogue: Catalogue, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command on the test's own database and catalogue."""
    monkeypatch.setattr(briefing, "open_engine", lambda: engine)
    monkeypatch.setattr(briefing, "load_catalogue", lambda: catalogue)
    monkeypatch.setattr(briefing, "load_settings", lambda: settings)
    return CliRunner()


def test_writes_word_and_html_into_the_home_by_default(run: CliRunner, settings: Settings) -> None:
    result = run.invoke(briefing.brief, ["--week", "2026-W46"], catch_exceptions=False)
    paths = [settings.brief_dir / f"pantau-contoh-2026-W46.{name}" for name in ("docx", "html")]
    assert result.output.splitlines() == [str(path) for path in paths]
    assert all(path.is_file() for path in paths)


def test_prints_paths_as_json(run: CliRunner, tmp_path: Path) -> None:
    arguments = ["--week", "2026-W46", "--format", "html", "--out", str(tmp_path / "x"), "--json"]
    result = run.invoke(briefing.brief, arguments, catch_exceptions=False)
    assert json.loads(result.output) == {
        "week": "2026-W46",
        "files": [str(tmp_path / "x" / "pantau-contoh-2026-W46.html")],
    }


def test_the_last_full_week_is_the_default(run: CliRunner, tmp_path: Path) -> None:
    result = run.invoke(briefing.brief, ["--format", "html", "--out", str(tmp_path), "--json"], catch_exceptions=False)
    assert json.loads(result.output)["week"] == str(last_full_week())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "docx,odt"], "unknown format 'odt'"),
        (["--week", "2026-46"], "not of the form"),
        (["--week", "2026-W60"], "does not exist"),
        (["--query", "parkir", "--saved", "Parkir"], "give --query or --saved, not both"),
    ],
)
def test_wrong_usage_is_named_before_anything_is_opened(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    def refuse() -> None:
        raise AssertionError("the database was opened")

    monkeypatch.setattr(briefing, "open_engine", refuse)
    with pytest.raises(UsageError, match=message):
        run.invoke(briefing.brief, arguments, catch_exceptions=False)


def test_a_cut_says_what_it_was_taken_for_and_leaves_the_whole_brief_alone(run: CliRunner, settings: Settings) -> None:
    arguments = [
        "--week",
        "2026-W46",
        "--format",
        "html",
        "--query",
        'parkr "kota cerdas -liar sumber:mars wilayah:contoh',
    ]
    result = run.invoke(briefing.brief, arguments, catch_exceptions=False)
    (path,) = settings.brief_dir.iterdir()
    assert result.stdout == f"{path}\n"
    assert path.name.startswith("pantau-contoh-2026-W46-parkr-kota-cerdas-liar-sumber-mars-")
    assert "BRIEF TERBATAS" in path.read_text(encoding="utf-8")
    for line in (
        "only articles that meet 'parkr", "must hold: parkr", "without: liar", "only regency contoh",
        "a quotation mark without its partner was left out", "sumber:mars was read as words",
        "no article holds 'parkr'",
    ):  # fmt: skip
        assert line in result.stderr


def test_a_saved_search_cuts_the_brief_by_its_name(run: CliRunner, engine: Engine, tmp_path: Path) -> None:
    save_search(engine, "Parkir kota", "parkir -liar")
    arguments = ["--week", "2026-W46", "--format", "html", "--out", str(tmp_path), "--json", "--saved", "PARKIR KOTA"]
    told = json.loads(run.invoke(briefing.brief, arguments, catch_exceptions=False).stdout)
    assert told["files"] == [str(tmp_path / "pantau-contoh-2026-W46-parkir-kota.html")]
    assert (told["cut"]["saved"], told["cut"]["query"], told["cut"]["without"]) == (
        "Parkir kota", "parkir -liar", ["liar"],
    )  # fmt: skip
    with pytest.raises(UsageError, match="there is no saved search 'Parkir'; did you mean 'Parkir kota'"):
        run.invoke(briefing.brief, ["--saved", "Parkir"], catch_exceptions=False)
    with pytest.raises(UsageError, match="needs a query"):
        run.invoke(briefing.brief, ["--query", " "], catch_exceptions=False)


def test_help_shows_examples() -> None:
    text = briefing.brief.get_help(click.Context(briefing.brief, info_name="brief"))
    assert "pantau brief --week 2026-W46 --format docx,pdf,xlsx,html" in text
