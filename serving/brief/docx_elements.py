"""What python-docx has no call for: links, page numbers, shading, repeated heads, and the styles of our documents.

Nothing here knows a brief; `as_docx.py` says what stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Arial"
ACCENT = RGBColor(0x14, 0x50, 0x6E)
SOFT = RGBColor(0x5A, 0x6B, 0x7A)
PALE = RGBColor(0x8F, 0xBD, 0xD3)
WARNING = RGBColor(0x8A, 0x2B, 0x0E)
HEAD_SHADE = "14506E"
LABEL_SHADE = "F3F7F9"
LINE_SHADE = "C9D3DA"
_SIZES = {"Normal": 10, "Title": 20, "Subtitle": 11, "Heading 1": 14, "Heading 2": 11.5, "Heading 3": 10.5}


def make_document(title: str, language: str) -> DocumentObject:
    """An empty A4 document in our styles; `language` (id-ID) is what Word checks the spelling by."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    for name, size in _SIZES.items():
        _set_font(document.styles[name], size, is_heading=name != "Normal")
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_after, spacing.line_spacing = Pt(4), 1.1
    _set_language(document, language)
    document.core_properties.title = title
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = language
    return document


def add_running_lines(document: DocumentObject, header: str, footer: str) -> None:
    """Header text, and a footer ending in "Halaman 1 dari 9"."""
    section = document.sections[0]
    _add_run(section.header.paragraphs[0], header)
    line = section.footer.paragraphs[0]
    _add_run(line, f"{footer}\tHalaman ")
    _add_field(line, "PAGE")
    _add_run(line, " dari ")
    _add_field(line, "NUMPAGES")
    line.paragraph_format.tab_stops.add_tab_stop(Cm(17), WD_TAB_ALIGNMENT.RIGHT)


def add_page(document: DocumentObject) -> None:
    """Go on at the top of a new page, with the same header and footer."""
    document.add_section(WD_SECTION.NEW_PAGE)


def add_link(paragraph: Paragraph, address: str, words: str, size: float | None = None) -> None:
    """A link to a web address, or to a bookmark of this document if the address begins with #."""
    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:])
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.color.rgb = ACCENT
    run.font.underline = True
    if size:
        run.font.size = Pt(size)
    link.append(run._r)
    paragraph._p.append(link)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark a paragraph as the target of `#name`; `number` must be unique in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def add_table(document: DocumentObject, head: Sequence[str], widths: Sequence[float], size: float = 8.5) -> Table:
    """A table with a head repeated on every page; widths in cm. An empty head makes none."""
    table: Table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    _set_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if head:
        for cell in add_row(table, head, size, is_bold=True, shades=[HEAD_SHADE] * len(head)):
            for run in cell.paragraphs[0].runs:
                run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
        _mark_row(table, "w:tblHeader")
    return table


def add_row(
    table: Table,
    texts: Sequence[str],
    size: float = 8.5,
    *,
    is_bold: bool = False,
    shades: Sequence[str | None] = (),
    numbers: Sequence[int] = (),
    minimum_cm: float | None = None,
) -> tuple[_Cell, ...]:
    """Append a row that is not broken over pages; `numbers` are the columns set to the right."""
    row = table.add_row()  # type: ignore[no-untyped-call]
    if minimum_cm:
        row.height = Cm(minimum_cm)
    _mark_row(table, "w:cantSplit")
    for position, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = table.columns[position].width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        add_text(paragraph, text, size=size, is_bold=is_bold)
        if position in numbers:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for cell, shade in zip(row.cells, shades, strict=False):
        if shade:
            shade_cell(cell, shade)
    return tuple(row.cells)


def add_text(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    is_bold: bool = False,
    is_italic: bool = False,
    color: RGBColor | None = None,
) -> None:
    """A stretch of text in a paragraph; None keeps what the paragraph's style says."""
    run = paragraph.add_run(text)
    run.bold, run.italic = is_bold or None, is_italic or None
    if size:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color


def shade_cell(cell: _Cell, shade: str) -> None:
    """Fill a cell with an RGB colour (hex without #)."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:color"), "auto")
    fill.set(qn("w:fill"), shade)
    cell._tc.get_or_add_tcPr().append(fill)


def _set_font(style: Any, size: float, *, is_heading: bool) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for spacing in style.element.rPr.findall(qn("w:spacing")):  # the default template spreads its titles
        style.element.rPr.remove(spacing)
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # theme fonts win over named ones
        fonts.attrib.pop(qn(f"w:{script}"), None)
    fonts.set(qn("w:cs"), FONT)
    if is_heading:
        style.font.color.rgb = ACCENT
        style.font.italic = False
        style.paragraph_format.keep_with_next = True


def _set_language(document: DocumentObject, language: str) -> None:
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)


def _set_borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE_SHADE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _mark_row(table: Table, mark: str) -> None:
    table.rows[-1]._tr.get_or_add_trPr().append(OxmlElement(mark))


def _add_run(paragraph: Paragraph, text: str) -> None:
    add_text(paragraph, text, size=8, color=SOFT)


def _add_field(paragraph: Paragraph, code: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    shown = OxmlElement("w:t")
    shown.text = "1"  # until Word counts
    for element in (_make_mark("begin"), instruction, _make_mark("separate"), shown, _make_mark("end")):
        run = paragraph.add_run()  # one run each: only then the number keeps the run's size
        run.font.size, run.font.color.rgb = Pt(8), SOFT
        run._r.append(element)


def _make_mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark
