"""What the brief says in whole Indonesian sentences, the same in every format. No layout, no counting.

Counts are always given with what they were counted from; percentages only from MINIMUM_FOR_PERCENT up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from models.clock import wib_date
from serving.brief.cut_words import no_steps, relevant_news
from serving.brief.parts import Brief, Clip, Critical, Figure, Issue, LedgerRow, Peak, Section
from serving.brief.seen import Coverage
from serving.brief.words_id import day, day_span, joined, kind_in_text, long_day, long_instant, number, pillar, status

MINIMUM_FOR_PERCENT = 20
"""Below it, one article more or less moves a share by more than five points."""
NAMED = 4
"""Names listed in one sentence; the others are only counted."""


def conclusions(brief: Brief) -> list[str]:
    """The week on half a page, most important first."""
    coverage = brief.coverage
    seen = [seen_outlets(brief), "" if coverage.is_complete else freshness(coverage)]
    if not brief.totals.relevant.now:
        return [sentence for sentence in (_nothing(brief), _compared(brief), *seen) if sentence]
    found = [_volume(brief), _compared(brief), _top_issue(brief), _steps(brief), _critical(brief), _places(brief)]
    return [sentence for sentence in [*found, *seen] if sentence]


def change_words(figure: Figure) -> str:
    """ "naik 3 (dari 10 menjadi 13)" among the outlets of both weeks, with a percentage where there is enough."""
    if figure.change is None or figure.same_before is None or figure.same_now is None:
        return "belum dapat dibandingkan"
    if not figure.change:
        return f"tetap ({number(figure.same_now)})"
    direction = "naik" if figure.change > 0 else "turun"
    share = percent(abs(figure.change), figure.same_before)
    size = f"{number(abs(figure.change))}{f' atau {share}' if share else ''}"
    return f"{direction} {size} (dari {number(figure.same_before)} menjadi {number(figure.same_now)})"


def percent(part: int, whole: int) -> str:
    """ "25 persen", or "" where the whole is too small for a percentage to mean anything."""
    return f"{round(100 * part / whole)} persen" if whole >= MINIMUM_FOR_PERCENT else ""


def peak_sentence(peak: Peak | None) -> str:
    """The day with most news and what it was about; "" without news."""
    if peak is None:
        return ""
    opening = f"Pemberitaan terbanyak terjadi pada {long_day(peak.on)} dengan {peak.articles} berita"
    if peak.story_articles < 2:
        return f"{opening}, masing-masing tentang peristiwa yang berbeda."
    return f"{opening}; {peak.story_articles} di antaranya tentang “{peak.title}”."


def issue_sentence(issue: Issue) -> str:
    """How widely and when a story was told."""
    when = day_span(wib_date(issue.first_at), wib_date(issue.last_at))
    told = f"{issue.articles} berita di {len(issue.outlets)} media ({joined(issue.outlets)}), {when}"
    since = f"; pertama kali diberitakan {day(issue.began_on)}" if issue.began_on else ""
    return f"{told}{since}."


def section_sentence(brief: Brief, section: Section) -> str:
    """The numbers of one place; where there is no news, what that does not mean."""
    before = f"pekan lalu {section.events.before} peristiwa"
    if not section.events.now:
        return f"Tidak ada {relevant_news(brief)} yang terbaca pekan ini ({before})."
    pillars = joined([f"{pillar(slug)} ({count})" for slug, count in section.pillars])
    about = f" Pilar: {pillars}." if pillars else ""
    named = (
        f"{section.explicit_events} di antaranya menyebut program smart city"
        if section.explicit_events
        else ("tidak satu pun menyebut program smart city")
    )
    return f"{section.events.now} peristiwa dalam {section.articles} berita; {named} ({before}).{about}"


def step_words(step: LedgerRow) -> str:
    """ "peluncuran aplikasi: direncanakan, 9 November 2026", for a list of what a story reports."""
    when = f", {day(step.event_on)}" if step.event_on else ""
    return f"{kind_in_text(step.kind)}: {status(step.kind, step.status)}{when}"


def unseen_sentence(section: Section) -> str:
    """Outlets of the place that were not seen; "" where all were."""
    if not section.unseen:
        return ""
    return f"Media setempat yang tidak terbaca: {_listed(section.unseen)}. Berita dari media ini tidak diketahui."


def sample_warning() -> str:
    """For a brief with text of the bundled, fictional outlets."""
    return (
        "CONTOH: brief ini memuat teks fiktif dari media contoh (alamat berakhiran .example)."
        " Jangan digunakan sebagai informasi tentang kejadian nyata."
    )


def seen_outlets(brief: Brief) -> str:
    """How many sources were not seen, and why that matters."""
    coverage = brief.coverage
    if not coverage.unseen_count:
        return f"Seluruh {coverage.sources} media sumber terbaca pada pengambilan terakhir."
    apart = ((coverage.count("never"), "belum pernah diambil"), (coverage.count("disabled"), "dinonaktifkan"))
    named = joined([f"{count} {words}" for count, words in apart if count])
    return (
        f"{coverage.unseen_count} dari {coverage.sources} media sumber tidak terbaca pada pengambilan terakhir"
        f"{f' ({named})' if named else ''}; tidak adanya berita dari media tersebut tidak berarti tidak ada kejadian."
    )


def cue_note(entry: Critical) -> str:
    """Why an entry stands among the critical news."""
    return f"Kata penanda: “{entry.cue}”" if entry.cue else "Tonggak: kritik"


def rights_note(clip: Clip) -> str:
    """What an outlet with limited rights allows; "" for a full-text outlet."""
    if clip.rights == "fulltext":
        return ""
    return f"Media ini hanya mengizinkan {'judul dan cuplikan singkat' if clip.rights == 'headline' else 'cuplikan'}."


def freshness(coverage: Coverage) -> str:
    """When the sources were last asked; says so where that was before the week ended."""
    if coverage.night_at is None:
        return "Belum ada pengambilan yang tercatat; keadaan media tidak diketahui."
    if not coverage.is_complete:
        return (
            f"Pengambilan terakhir berakhir {long_instant(coverage.night_at)}, sebelum pekan laporan selesai:"
            " angka pekan ini belum lengkap."
        )
    return f"Keadaan media menurut pengambilan terakhir, {long_instant(coverage.night_at)}."


def _nothing(brief: Brief) -> str:
    read = brief.totals.read.now
    if not read:
        return "Tidak ada satu pun berita yang terbaca untuk pekan ini, sehingga tidak ada yang dapat disimpulkan."
    return (
        f"Tidak ada {relevant_news(brief)} di antara {number(read)} berita dari {brief.totals.outlets_now} media"
        " yang terbaca pekan ini."
    )


def _volume(brief: Brief) -> str:
    totals = brief.totals
    return (
        f"{number(totals.relevant.now)} {relevant_news(brief)} tentang {number(totals.events.now)} peristiwa ditemukan"
        f" di antara {number(totals.read.now)} berita dari {totals.outlets_now} media yang terbaca;"
        f" {number(totals.explicit.now)} menyebut program smart city dan {number(totals.implicit.now)}"
        " terkait pilarnya tanpa menyebut program itu."
    )


def _compared(brief: Brief) -> str:
    totals = brief.totals
    if not totals.outlets_both or totals.read.same_now is None or totals.read.same_before is None:
        return "Perubahan dari pekan lalu tidak dihitung karena tidak ada media yang terbaca di kedua pekan."
    return (
        f"Pada {totals.outlets_both} media yang terbaca di kedua pekan, jumlah {relevant_news(brief)}"
        f" {change_words(totals.relevant)}, sedangkan jumlah seluruh berita yang terbaca"
        f" {number(totals.read.same_before)} pada pekan lalu dan {number(totals.read.same_now)} pada pekan ini."
    )


def _top_issue(brief: Brief) -> str:
    issue = brief.issues[0]
    where = f" ({joined([brief.place_names[place] for place in issue.places])})" if issue.places else ""
    return f"Isu utama: “{issue.title}”{where}, {issue.articles} berita di {len(issue.outlets)} media."


def _steps(brief: Brief) -> str:
    steps = [step for step in brief.milestones if step.kind != "kritik"]
    if not steps:
        return no_steps(brief)
    done = sum(step.status == "done" for step in steps)
    counted = Counter(step.kind for step in steps)
    named = [f"{kind_in_text(slug)} ({count})" for slug, count in counted.most_common()]
    places = len({step.place for step in steps if step.place})
    return (
        f"{len(steps)} tonggak program tercatat di {places} wilayah, {done} di antaranya sudah terlaksana:"
        f" {_listed(named)}."
    )


def _critical(brief: Brief) -> str:
    if not brief.critical:
        return ""
    criticised = [f"“{entry.title}”" for entry in brief.critical if entry.cue is None]
    others = len(brief.critical) - len(criticised)
    checked = f"{others} peristiwa memuat kata keluhan atau gangguan dan perlu diperiksa (bagian 6)."
    if not criticised:
        return checked
    answered = f"{len(criticised)} peristiwa memuat kritik dan menunggu tanggapan: {_listed(criticised)}."
    return f"{answered} {others} lainnya memuat kata keluhan atau gangguan dan perlu diperiksa." if others else answered


def _places(brief: Brief) -> str:
    regencies = brief.sections[:-1]
    most = max(section.events.now for section in regencies)
    if not most:
        return "Tidak ada peristiwa yang dapat ditetapkan pada satu kabupaten/kota."
    leading = joined([brief.place_names[s.place] for s in regencies if s.events.now == most])
    silent = [brief.place_names[s.place] for s in regencies if not s.events.now]
    without = f"; tidak ada {relevant_news(brief)} yang terbaca dari {joined(silent)}" if silent else ""
    return f"Peristiwa terbanyak di {leading} ({most} peristiwa){without}."


def _listed(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return joined(names)
    return joined([*names[:NAMED], f"{len(names) - NAMED} lainnya"])
