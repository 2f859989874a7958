import csv
import io
from contextlib import closing

import openpyxl
import pytest

from serving import export

PROMISED = {
    "id", "url", "aliases", "title", "body", "published_at", "relevant", "relevance", "scope", "regencies", "pillars",
    "milestones", "story_id", "outlet", "evidence",
}  # fmt: skip


def test_every_article_is_a_line_with_the_promised_keys(ask_night):
    rows = ask_night("export").rows
    assert len(rows) > 200
    assert all(row.keys() >= PROMISED for row in rows)
    milestones = [found for row in rows for found in row["milestones"]]
    assert milestones
    assert all(found.keys() >= {"kind", "status", "regency", "date", "sentence"} for found in milestones)
    tagged = [row for row in rows if row["relevant"]]
    assert tagged
    assert all(any(reason["kind"] == "relevance" for reason in row["evidence"]) for row in tagged)
    assert {row["scope"] for row in rows} <= {"regency", "several", "province", "elsewhere"}


def test_a_week_and_its_days_give_the_same_rows(ask_night):
    week = ask_night("export", "--week", "2026-W46").rows
    assert week == ask_night("export", "--since", "2026-11-09", "--until", "2026-11-15").rows
    days = {row["published_at"][:10] for row in week}
    assert min(days) >= "2026-11-09"
    assert max(days) <= "2026-11-15"
    assert 0 < len(week) < len(ask_night("export").rows)


def test_all_formats_say_the_same(ask_night, tmp_path):
    titles = [row["title"] for row in ask_night("export", "--week", "2026-W46").rows]
    for kind in ("csv", "xlsx"):
        done = ask_night("export", "--week", "2026-W46", "--format", kind, "--out", tmp_path / f"minggu.{kind}")
        assert (done.code, done.stdout) == (0, "")
        assert done.stderr == f"{len(titles)} articles written to {tmp_path / f'minggu.{kind}'}\n"
    table = list(csv.DictReader(io.StringIO((tmp_path / "minggu.csv").read_text(encoding="utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(tmp_path / "minggu.xlsx").active
    header, *cells = sheet.iter_rows(values_only=True)
    assert [row["title"] for row in table] == titles
    assert [row[header.index("title")] for row in cells] == titles
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["minggu.csv", "minggu.xlsx"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_a_file_is_replaced_whole_or_not_at_all(ask_night, tmp_path, monkeypatch, kind):
    out = tmp_path / f"hasil.{kind}"
    out.write_text("yang lama")
    rows = export.export_rows

    def break_off(*span):
        with closing(rows(*span)) as found:
            yield next(found)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "export_rows", break_off)
    done = ask_night("export", "--format", kind, "--out", out)
    assert done.code == 1
    assert done.stderr == f"pantau: {out}: cannot be written: No space left on device\n"
    assert out.read_text() == "yang lama"
    assert [path for path in tmp_path.iterdir() if path.is_file()] == [out]


def test_a_folder_that_is_not_there_is_named(ask_night, tmp_path):
    out = tmp_path / "tidak" / "ada.csv"
    done = ask_night("export", "--format", "csv", "--out", out)
    assert (done.code, done.stderr) == (1, f"pantau: {out}: cannot be written: No such file or directory\n")


def test_a_workbook_may_go_to_stdout(sample_night, tmp_path):
    # In bytes: a workbook is no text.
    with sample_night.entered() as patch:
        out = io.TextIOWrapper(io.BytesIO())
        patch.setattr("sys.stdout", out)
        from serving.cli.exporting import export as command

        command.main(["--week", "2026-W46", "--format", "xlsx"], standalone_mode=False)
        sheet = openpyxl.load_workbook(out.detach()).active
    assert sheet.max_row > 1
