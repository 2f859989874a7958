"""The brief as a workbook for people who count on: summary, matrix, milestones, critical news, outlets, clippings.

Text from the web never becomes a formula: cells are typed as text, and what a spreadsheet would run is quoted besides.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from models.clock import WIB
from serving.brief.cut_words import cut_lead, cut_notes, relevant_news
from serving.brief.display import shade, web_address
from serving.brief.method import coverage_notes, method_notes, unseen_reason
from serving.brief.packing import repack
from serving.brief.parts import Brief, Figure
from serving.brief.sentences import change_words, conclusions, cue_note, sample_warning
from serving.brief.words_id import OWNER_NAMES, PILLAR_NAMES, RELEVANCE_NAMES, day, kind, pillar, status, upper_first

LINE_POINTS, HIGHEST_ROW = 14.5, 400
CELL_CHARACTERS = 32_000
"""Excel refuses longer cells."""
_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="14506E")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Rows = Iterable[Sequence[Any]]


def as_xlsx(brief: Brief) -> bytes:
    """The workbook; the same brief gives the same cells."""
    book = Workbook()
    book.remove(book.active)
    book.properties.created = brief.known_at.astimezone(UTC).replace(tzinfo=None)
    _add_sheet(book, "Ringkasan", ("Hal", "Pekan ini", "Pekan lalu", "Perubahan"), _summary(brief), (48, 14, 14, 48))
    _add_sheet(book, "Catatan", ("Bagian", "Isi"), _notes(brief), (26, 130))
    _add_matrix(book, brief)
    steps = ("Wilayah", "Tonggak", "Keadaan", "Tanggal", "Kalimat berita", "Media", "Berita", "Kliping")
    _add_sheet(book, "Tonggak", steps, _steps(brief), (24, 30, 16, 13, 80, 40, 9, 16))
    critical = ("Peristiwa", "Wilayah", "Kalimat", "Penanda", "Media", "Kliping", "Penanggung jawab", "Tindak lanjut")
    _add_sheet(book, "Berita kritis", critical, _critical(brief), (50, 28, 80, 28, 40, 16, 28, 28))
    outlets = ("Media", "Pemilik", "Terbaca", "Relevan", "Terbaca pekan lalu", "Relevan pekan lalu", "Keterangan")
    _add_sheet(book, "Media", outlets, [*_outlets(brief), *_unseen(brief)], (40, 16, 12, 12, 20, 20, 70))
    clips = (
        "Nomor", "Media", "Terbit (WIB)", "Judul", "Tautan", "Wilayah", "Pilar", "Relevansi", "Tonggak", "Kata penanda",
        "Kutipan", "Sidik isi",
    )  # fmt: skip
    _add_sheet(book, "Kliping", clips, _clips(brief), (9, 24, 18, 60, 50, 30, 34, 18, 30, 40, 90, 36))
    _link_clips(book["Kliping"], column=5)
    written = io.BytesIO()
    book.save(written)
    return repack(written.getvalue(), brief.known_at)


def _add_sheet(book: Workbook, title: str, head: Sequence[str], rows: Rows, widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    for number, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _write(sheet.cell(number, column), value)
    for cell in sheet[1]:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        sheet.row_dimensions[number].height = _height(row, widths)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _height(row: Sequence[Any], widths: Sequence[int]) -> float:
    """Points for the longest text of a row: LibreOffice leaves rows without a height at one line."""
    lines = [math.ceil(len(str(value)) * 1.1 / width) for value, width in zip(row, widths, strict=False) if value]
    return min(LINE_POINTS * max(lines, default=1), HIGHEST_ROW)


def _write(cell: Cell, value: Any) -> None:
    if isinstance(value, str):
        cell.value = _plain(value)
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd hh:mm" if hasattr(value, "hour") else "yyyy-mm-dd"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _plain(value: str) -> str:
    value = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_CHARACTERS]
    return f"'{value}" if value.startswith(_FORMULA) else value


def _summary(brief: Brief) -> Rows:
    totals = brief.totals
    yield _figure("Berita terbaca", totals.read)
    yield _figure(upper_first(relevant_news(brief)), totals.relevant)
    yield _figure("Berita relevan: eksplisit", totals.explicit)
    yield _figure("Berita relevan: implisit", totals.implicit)
    yield _figure("Peristiwa", totals.events)
    yield "Media yang terbaca", totals.outlets_now, totals.outlets_before, f"{totals.outlets_both} di kedua pekan"


def _notes(brief: Brief) -> Rows:
    if brief.has_sample:
        yield "Peringatan", sample_warning()
    if brief.cut:
        yield "Pembatasan", cut_lead(brief.cut)
    yield from (("Pembatasan", note) for note in cut_notes(brief))
    yield "Provinsi", brief.province
    yield from (("Ringkasan", sentence) for sentence in conclusions(brief))
    yield from (("Keadaan media", note) for note in coverage_notes(brief.coverage))
    yield from method_notes(brief)


def _figure(name: str, figure: Figure) -> tuple[str, int, int, str]:
    return name, figure.now, figure.before, change_words(figure)


def _add_matrix(book: Workbook, brief: Brief) -> None:
    matrix = brief.matrix
    head = ["Wilayah", *[PILLAR_NAMES[slug] for slug in matrix.pillars]]
    head += ["Semua peristiwa", "Eksplisit", "Berita", *[f"Perubahan {PILLAR_NAMES[slug]}" for slug in matrix.pillars]]
    rows = [_matrix_row(brief, place) for place in matrix.rows]
    _add_sheet(book, "Matriks", head, rows, (30, *[13] * (len(head) - 1)))
    sheet = book["Matriks"]
    for number, place in enumerate(matrix.rows, start=2):
        for column, slug in enumerate(matrix.pillars, start=2):
            color = shade(matrix.cell(place, slug).now, matrix.highest)
            sheet.cell(number, column).fill = PatternFill("solid", fgColor=color)


def _matrix_row(brief: Brief, place: str) -> list[Any]:
    matrix = brief.matrix
    figures = [matrix.cell(place, slug) for slug in matrix.pillars]
    counts = [matrix.totals[place].now, matrix.explicit[place], matrix.articles[place]]
    changes = [figure.change for figure in figures]
    return [brief.place_names[place], *[figure.now for figure in figures], *counts, *changes]


def _steps(brief: Brief) -> Rows:
    for step in brief.milestones:
        place = _places(brief, (step.place,) if step.place else ())
        state = status(step.kind, step.status)
        clips = _numbers(step.clips)
        yield (
            place,
            kind(step.kind),
            state,
            step.event_on,
            step.sentence,
            ", ".join(step.outlets),
            len(step.clips),
            clips,
        )


def _critical(brief: Brief) -> Rows:
    for entry in brief.critical:
        outlets, clips = ", ".join(entry.outlets), _numbers(entry.clips)
        yield entry.title, _places(brief, entry.places), entry.sentence, cue_note(entry), outlets, clips


def _outlets(brief: Brief) -> Rows:
    for row in brief.outlets:
        yield row.name, OWNER_NAMES[row.owner], row.read, row.relevant, row.read_before, row.relevant_before


def _unseen(brief: Brief) -> Rows:
    for group in brief.coverage.unseen:
        for name, reason, seen_on in zip(group.names, group.reasons, group.last_seen_on, strict=True):
            seen = day(seen_on) if seen_on else "belum pernah"
            note = f"Tidak terbaca: {unseen_reason(group)}; terakhir terbaca: {seen}; keterangan sistem: {reason}"
            yield name, None, None, None, None, None, note


def _clips(brief: Brief) -> Rows:
    for clip in brief.clips:
        yield (
            f"K{clip.number}",
            f"{clip.outlet} (fiktif)" if clip.is_sample else clip.outlet,
            clip.published_at.astimezone(WIB).replace(tzinfo=None),  # Excel knows no zones; the head says WIB
            clip.title,
            clip.url,
            _places(brief, clip.places),
            ", ".join(pillar(slug) for slug in clip.pillars),
            RELEVANCE_NAMES[clip.relevance],
            ", ".join(kind(slug) for slug in clip.kinds),
            ", ".join(clip.cues),
            clip.excerpt,
            clip.content_hash,
        )


def _link_clips(sheet: Any, column: int) -> None:
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, column)
        address = web_address(str(cell.value))
        if address:
            cell.hyperlink = address
            cell.font = Font(color="14506E", underline="single")


def _places(brief: Brief, places: Sequence[str]) -> str:
    return ", ".join(brief.place_names.get(place, place) for place in places) or "wilayah tidak disebut"


def _numbers(clips: Sequence[int]) -> str:
    return ", ".join(f"K{number}" for number in clips)
