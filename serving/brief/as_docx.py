"""The brief as an editable Word file: real headings, repeated table heads, links, page numbers, fields to fill in.

The second half is in `docx_back.py`, how Word is made to do things in `docx_elements.py`, all wording elsewhere.
"""

from __future__ import annotations

import io
from datetime import UTC

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table
from docx.text.paragraph import Paragraph

from serving.brief import docx_elements as word
from serving.brief.cut_words import cut_lead, cut_name, cut_notes, no_critical, no_news, no_steps, relevant_news
from serving.brief.display import shade
from serving.brief.docx_back import add_clippings, add_media, add_method, add_regencies
from serving.brief.docx_pieces import add_clip_links, add_field_table, add_note, add_web_link, names_of
from serving.brief.method import data_per
from serving.brief.packing import repack
from serving.brief.parts import Brief, Critical, Day, Figure, Issue
from serving.brief.sentences import change_words, conclusions, cue_note, issue_sentence, peak_sentence, sample_warning
from serving.brief.words_id import (
    PILLAR_GLOSSES,
    PILLAR_NAMES,
    day,
    joined,
    kind,
    long_day,
    number,
    pillar,
    signed,
    status,
    upper_first,
    week_name,
)  # fmt: skip

TITLE = "Brief Pemantauan Media Mingguan"
BAR_CHARACTERS = 24


def as_docx(brief: Brief) -> bytes:
    """The Word file; the same brief gives the same document."""
    document = word.make_document(f"{TITLE} {brief.week}", "id-ID")
    document.core_properties.created = brief.known_at.astimezone(UTC).replace(tzinfo=None)  # Word wants it naive
    about = f" · {cut_name(brief.cut)}" if brief.cut else ""
    word.add_running_lines(document, f"{TITLE} · {brief.province}{about}", week_name(brief.week))
    for add in (
        _add_cover, _add_summary, _add_days, _add_issues, _add_steps, _add_matrix, _add_critical,
        add_regencies, add_media, _add_advice, add_method, add_clippings,
    ):  # fmt: skip
        add(document, brief)
    written = io.BytesIO()
    document.save(written)
    return repack(written.getvalue(), brief.known_at)


def _add_cover(document: DocumentObject, brief: Brief) -> None:
    document.add_paragraph(TITLE, style="Title")
    document.add_paragraph(f"Program smart city di Provinsi {brief.province}", style="Subtitle")
    document.add_paragraph(week_name(brief.week), style="Subtitle")
    if brief.has_sample:
        word.add_text(document.add_paragraph(), sample_warning(), is_bold=True, color=word.WARNING)
    if brief.cut:
        word.add_text(document.add_paragraph(), cut_lead(brief.cut), is_bold=True, color=word.ACCENT)
    for note in cut_notes(brief):
        add_note(document, note)
    to_fill = [(name, "") for name in ("Instansi penerbit", "Nomor", "Penanggung jawab")]
    add_field_table(document, [*to_fill, ("Data per", data_per(brief.coverage))], minimum_cm=0.7)


def _add_summary(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("1. Ringkasan", 1)
    for sentence in conclusions(brief):
        document.add_paragraph(sentence, style="List Bullet")
    totals = brief.totals
    table = word.add_table(document, ("", "Pekan ini", "Pekan lalu", "Perubahan"), (6.2, 1.9, 2.1, 6.8))
    _add_figure(table, "Berita terbaca", totals.read)
    _add_figure(table, upper_first(relevant_news(brief)), totals.relevant)
    _add_figure(table, "– menyebut program smart city (eksplisit)", totals.explicit)
    _add_figure(table, "– terkait pilar tanpa menyebutnya (implisit)", totals.implicit)
    _add_figure(table, "Peristiwa", totals.events)
    outlets = (str(totals.outlets_now), str(totals.outlets_before), f"{totals.outlets_both} di kedua pekan")
    word.add_row(table, ("Media yang terbaca", *outlets), numbers=(1, 2))
    add_note(document, f"Perubahan hanya dihitung pada {totals.outlets_both} media yang terbaca di kedua pekan.")


def _add_figure(table: Table, name: str, figure: Figure) -> None:
    word.add_row(table, (name, number(figure.now), number(figure.before), change_words(figure)), numbers=(1, 2))


def _add_days(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("2. Pemberitaan per hari", 1)
    if brief.peak is None:
        document.add_paragraph(no_news(brief))
        return
    document.add_paragraph(peak_sentence(brief.peak))
    table = word.add_table(document, ("Hari", "Eksplisit", "Implisit", "Jumlah", ""), (5, 1.8, 1.8, 1.8, 6.6))
    for found in brief.days:
        counts = (str(found.explicit), str(found.implicit), str(found.articles))
        cells = word.add_row(table, (long_day(found.on), *counts, ""), numbers=(1, 2, 3))
        _add_bar(cells[-1].paragraphs[0], found, brief.peak.articles)
    add_note(document, "Biru tua: menyebut program; biru muda: terkait pilar. Waktu WIB.")


def _add_bar(paragraph: Paragraph, found: Day, highest: int) -> None:
    explicit = round(BAR_CHARACTERS * found.explicit / highest)
    implicit = round(BAR_CHARACTERS * found.articles / highest) - explicit
    word.add_text(paragraph, "█" * explicit, size=7, color=word.ACCENT)
    word.add_text(paragraph, "█" * implicit, size=7, color=word.PALE)


def _add_issues(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("3. Isu utama", 1)
    if not brief.issues:
        document.add_paragraph("Tidak ada isu yang dapat disusun pekan ini.")
    for rank, issue in enumerate(brief.issues, start=1):
        document.add_heading(f"{rank}. {issue.title}", 2)
        _add_issue(document, brief, issue)
    if brief.stories > len(brief.issues):
        shown = f"{len(brief.issues)} dari {brief.stories} peristiwa, diurutkan menurut jumlah media lalu jumlah berita"
        add_note(document, f"{shown}; selebihnya terdapat dalam kliping.")


def _add_issue(document: DocumentObject, brief: Brief, issue: Issue) -> None:
    pillars = ", ".join(pillar(slug) for slug in issue.pillars) or "tanpa pilar"
    add_note(document, f"{names_of(brief, issue.places)} · {pillars}")
    document.add_paragraph(issue_sentence(issue))
    if issue.summary:
        paragraph = document.add_paragraph(issue.summary)
        word.add_text(paragraph, f" (paragraf awal {issue.summary_outlet})", size=8.5, color=word.SOFT)
    if issue.voice:
        quote = document.add_paragraph(style="Quote")
        before, who, after = issue.voice.parts
        word.add_text(quote, before)
        word.add_text(quote, who, is_bold=True)
        word.add_text(quote, after)
    _add_sources(add_note(document, "Tautan: "), brief, issue)


def _add_sources(paragraph: Paragraph, brief: Brief, issue: Issue) -> None:
    for position, clip in enumerate(brief.clips[clip_number - 1] for clip_number in issue.clips):
        word.add_text(paragraph, ", " if position else "", size=8.5)
        add_web_link(paragraph, clip.url, clip.outlet, size=8.5)
        word.add_text(paragraph, " (", size=8.5)
        add_clip_links(paragraph, (clip.number,))
        word.add_text(paragraph, ")", size=8.5)


def _add_steps(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("4. Tonggak program", 1)
    if not brief.milestones:
        document.add_paragraph(no_steps(brief))
        return
    head = ("Wilayah", "Tonggak", "Keadaan", "Tanggal", "Kalimat berita", "Media")
    table = word.add_table(document, head, (2.3, 2.6, 2.3, 2, 4.8, 3))
    for step in brief.milestones:
        place = brief.place_names.get(step.place, step.place) if step.place else "tidak disebut"
        when = day(step.event_on) if step.event_on else "tidak disebut"
        state = status(step.kind, step.status)
        media = f"{joined(step.outlets)} ({len(step.clips)} berita: "
        cells = word.add_row(table, (place, kind(step.kind), state, when, step.sentence, media), size=8)
        add_clip_links(cells[-1].paragraphs[0], step.clips, size=8)
        word.add_text(cells[-1].paragraphs[0], ")", size=8)
    add_note(document, "Satu baris per peristiwa, jenis tonggak, dan wilayah.")


def _add_matrix(document: DocumentObject, brief: Brief) -> None:
    matrix = brief.matrix
    document.add_heading("5. Matriks wilayah dan pilar", 1)
    names = [f"{PILLAR_NAMES[slug]}\n{PILLAR_GLOSSES[slug]}" for slug in matrix.pillars]
    widths = (3.2, *[1.95] * len(names), 2.1)
    table = word.add_table(document, ("Wilayah", *names, "Semua peristiwa"), widths, size=7)
    for place in matrix.rows:
        cells = [matrix.cell(place, slug) for slug in matrix.pillars]
        shades = [word.LABEL_SHADE, *[shade(figure.now, matrix.highest) for figure in cells], None]
        texts = (brief.place_names[place], *map(_cell_text, cells), _row_total(brief, place))
        for cell in word.add_row(table, texts, shades=shades)[1:]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    unplaced = f" {matrix.unplaced} peristiwa tidak dapat ditetapkan wilayahnya." if matrix.unplaced else ""
    add_note(
        document,
        "Jumlah peristiwa pekan ini; dalam kurung perubahan dari pekan lalu pada media yang sama. Kolom terakhir"
        f" menghitung setiap peristiwa satu kali (eksplisit + implisit).{unplaced}",
    )


def _cell_text(figure: Figure) -> str:
    return f"{figure.now} ({signed(figure.change)})" if figure.now or figure.change else "·"


def _row_total(brief: Brief, place: str) -> str:
    total, explicit = brief.matrix.totals[place], brief.matrix.explicit[place]
    return f"{total.now} ({signed(total.change)})\n{explicit} + {total.now - explicit}"


def _add_critical(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("6. Berita kritis yang perlu ditanggapi", 1)
    if not brief.critical:
        document.add_paragraph(no_critical(brief))
        return
    head = ("Peristiwa", "Wilayah", "Penanggung jawab", "Tindak lanjut")
    table = word.add_table(document, head, (8.2, 2.4, 3.2, 3.2))
    for entry in brief.critical:
        _add_critical_row(table, brief, entry)
    add_note(document, "Penanggung jawab dan tindak lanjut diisi oleh kantor.")


def _add_critical_row(table: Table, brief: Brief, entry: Critical) -> None:
    cell = word.add_row(table, ("", names_of(brief, entry.places), "", ""))[0]
    word.add_text(cell.paragraphs[0], entry.title, size=8.5, is_bold=True)
    word.add_text(cell.add_paragraph(), entry.sentence, size=8.5)
    origin = cell.add_paragraph()
    word.add_text(origin, f"{cue_note(entry)}; {joined(entry.outlets)}; kliping ", size=7.5, color=word.SOFT)
    add_clip_links(origin, entry.clips, size=7.5)


def _add_advice(document: DocumentObject, brief: Brief) -> None:
    document.add_heading("9. Kesimpulan dan saran", 1)
    add_note(document, "Diisi oleh kantor penerbit setelah memeriksa kliping.")
    names = ("Kesimpulan", "Saran bagi pimpinan", "Tindak lanjut pekan lalu")
    add_field_table(document, [(name, "") for name in names], minimum_cm=1.6)
