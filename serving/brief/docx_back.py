"""The second half of the Word file: places, outlets, method, clippings. The first half is in `as_docx.py`."""

from __future__ import annotations

from docx.document import Document as DocumentObject

from serving.brief import docx_elements as word
from serving.brief.docx_pieces import add_clip_links, add_note, add_web_link, bookmark, names_of
from serving.brief.method import coverage_notes, last_seen, method_notes, unseen_reason
from serving.brief.parts import Brief, Clip, SectionStory
from serving.brief.sentences import rights_note, section_sentence, seen_outlets, step_words, unseen_sentence
from serving.brief.words_id import OWNER_NAMES, RELEVANCE_NAMES, joined, kind, long_instant, pillar


def add_regencies(document: DocumentObject, brief: Brief) -> None:
    """Section 7: every regency and the province."""
    document.add_heading("7. Wilayah", 1)
    for section in brief.sections:
        document.add_heading(brief.place_names[section.place], 2)
        document.add_paragraph(section_sentence(brief, section))
        if section.unseen:
            word.add_text(document.add_paragraph(), unseen_sentence(section), color=word.WARNING)
        for story in section.stories:
            _add_story(document, story)


def add_media(document: DocumentObject, brief: Brief) -> None:
    """Section 8: outlets that delivered, and sources that were not seen."""
    document.add_heading("8. Media", 1)
    if brief.outlets:
        _add_outlets(document, brief)
    else:
        document.add_paragraph("Tidak ada media yang beritanya terbaca pada pekan ini maupun pekan lalu.")
    document.add_heading("Media yang tidak terbaca", 2)
    for note in (seen_outlets(brief), *coverage_notes(brief.coverage)):
        document.add_paragraph(note)
    if brief.coverage.unseen:
        table = word.add_table(document, ("Media", "Sebab", "Terakhir terbaca"), (8, 5.5, 3.5))
        for group in brief.coverage.unseen:
            word.add_row(table, (joined(group.names), unseen_reason(group), last_seen(group)))


def add_method(document: DocumentObject, brief: Brief) -> None:
    """Section 10: how it was counted and what it cannot know."""
    document.add_heading("10. Catatan metode", 1)
    table = word.add_table(document, (), (3.5, 13.5))
    for subject, note in method_notes(brief):
        word.add_row(table, (subject, note), size=9, shades=(word.LABEL_SHADE, None))


def add_clippings(document: DocumentObject, brief: Brief) -> None:
    """The appendix, on a page of its own."""
    word.add_page(document)
    document.add_heading("Lampiran: Kliping", 1)
    if not brief.clips:
        document.add_paragraph("Tidak ada kliping untuk pekan ini.")
    for clip in brief.clips:
        _add_clip(document, brief, clip)


def _add_story(document: DocumentObject, story: SectionStory) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    word.add_text(paragraph, f"{story.title} (")
    add_clip_links(paragraph, story.clips, size=10)
    word.add_text(paragraph, ")")
    for step in story.steps:
        word.add_text(paragraph, f"; {step_words(step)}", color=word.SOFT)


def _add_outlets(document: DocumentObject, brief: Brief) -> None:
    head = ("Media", "Pemilik", "Terbaca", "Relevan", "Terbaca pekan lalu", "Relevan pekan lalu")
    table = word.add_table(document, head, (5.4, 2.8, 1.9, 1.9, 2.5, 2.5))
    for outlet in brief.outlets:
        counts = (outlet.read, outlet.relevant, outlet.read_before, outlet.relevant_before)
        word.add_row(table, (outlet.name, OWNER_NAMES[outlet.owner], *map(str, counts)), numbers=(2, 3, 4, 5))


def _add_clip(document: DocumentObject, brief: Brief, clip: Clip) -> None:
    heading = document.add_heading(f"K{clip.number}. ", 3)
    word.add_bookmark(heading, bookmark(clip.number), clip.number)
    add_web_link(heading, clip.url, clip.title)
    add_note(document, _origin(clip))
    add_note(document, _tags(brief, clip))
    if clip.excerpt:
        document.add_paragraph(clip.excerpt)
    for note in (rights_note(clip), clip.url):
        if note:
            add_note(document, note)
    word.add_text(document.add_paragraph(), f"Sidik isi: {clip.content_hash}", size=7, color=word.SOFT)


def _origin(clip: Clip) -> str:
    sample = " (fiktif)" if clip.is_sample else ""
    inferred = " (tanggal disimpulkan)" if clip.is_date_inferred else ""
    return f"{clip.outlet}{sample} · {long_instant(clip.published_at)}{inferred}"


def _tags(brief: Brief, clip: Clip) -> str:
    pillars = ", ".join(pillar(slug) for slug in clip.pillars) or "tanpa pilar"
    tags = [names_of(brief, clip.places), pillars, RELEVANCE_NAMES[clip.relevance]]
    if clip.kinds:
        tags.append(", ".join(kind(slug) for slug in clip.kinds))
    if clip.cues:
        tags.append(f"kata penanda: {', '.join(clip.cues)}")
    return " · ".join(tags)
