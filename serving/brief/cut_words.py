"""What a brief cut by a query says of that, in Indonesian: on page one, in its method, where nothing was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.clock import Week
from serving.brief.cut import Cut
from serving.brief.parts import Brief
from serving.brief.words_id import day, day_span, joined, kind, pillar, upper_first
from serving.query_words import problem_words
from serving.search.narrowing import Demand
from serving.search.request import SEPARATOR

MOST_NAMES = 5
"""Of a place or a term."""
LONGEST_LINE = 80
"""Of a search in a heading."""
NameOf = Callable[[str], str | None]


def relevant_news(brief: Brief) -> str:
    """What is counted."""
    return "berita relevan yang memenuhi pencarian" if brief.cut else "berita relevan"


def no_news(brief: Brief) -> str:
    """For a week without any."""
    return f"Tidak ada {relevant_news(brief)} pada ketujuh hari pekan ini."


def no_steps(brief: Brief) -> str:
    """For a week without steps of the programme."""
    if brief.cut:
        return "Tidak ada tonggak program yang tercatat dalam berita yang memenuhi pencarian pekan ini."
    return "Tidak ada tonggak program yang tercatat pekan ini."


def no_critical(brief: Brief) -> str:
    """For a week without criticism."""
    return f"Tidak ada kritik, keluhan, atau gangguan yang ditemukan dalam {relevant_news(brief)} pekan ini."


def cut_name(cut: Cut) -> str:
    """Which search it is, for one line."""
    told = cut.name or cut.narrowing.query
    return f"pencarian “{told if len(told) <= LONGEST_LINE else f'{told[: LONGEST_LINE - 1]}…'}”"


def cut_lead(cut: Cut) -> str:
    """That the brief is a cut and not the whole one, and by what."""
    saved = f"tersimpan “{cut.name}”, yaitu " if cut.name else ""
    return (
        f"BRIEF TERBATAS: hanya memuat berita yang memenuhi pencarian {saved}“{cut.narrowing.query}”. Berita relevan"
        " lain pekan ini tidak dihitung di sini."
    )


def cut_notes(brief: Brief) -> list[str]:
    """How the search was read, and what to mind; empty for a whole brief."""
    if brief.cut is None:
        return []
    return [_meaning(brief, brief.cut), *cut_warnings(brief.cut, brief.week)]


def cut_warnings(cut: Cut, week: Week) -> list[str]:
    """What was not understood, what no article holds, days that leave out a part of the two weeks."""
    said = [*map(problem_words, cut.narrowing.problems), *_unknown(cut)]
    return [*(f"{upper_first(words)}." for words in said), *_days(cut, week)]


def method_note(cut: Cut) -> str:
    """How the cut was made."""
    return (
        f"Hanya berita yang memenuhi “{cut.narrowing.query}”, dengan bahasa pencarian yang sama seperti pada halaman"
        " pencarian. Setiap kata, frasa, dan penyaring harus terpenuhi oleh judul atau isi berita; kata dicocokkan"
        " menurut kata dasarnya, istilah dan nama tempat juga menurut sebutan lain yang sama artinya. Ejaan tidak"
        " diperbaiki. Pekan lalu dibatasi dengan cara yang sama. Jumlah berita terbaca dan keadaan media menyangkut"
        " semua berita, bukan hanya yang memenuhi pencarian."
    )


def _meaning(brief: Brief, cut: Cut) -> str:
    parts = [*map(_demand, cut.narrowing.demands)]
    parts += [f"tanpa “{words}”" for words in cut.narrowing.without]
    parts += _limits(brief, cut)
    if not parts:
        return "Pencarian ini tidak memuat kata yang dapat dicari, sehingga tidak ada berita yang disisihkan."
    return f"Pencarian dibaca sebagai: {'; '.join(parts)}."


def _demand(demand: Demand) -> str:
    first, *others = demand.names
    written = [first] if demand.is_together else first.split()
    shown = [f"“{name}”" for name in others[:MOST_NAMES]]
    more = [f"{len(others) - MOST_NAMES} sebutan lain"] if len(others) > MOST_NAMES else []
    return f"memuat {joined([f'“{word}”' for word in written])}" + (
        f" (atau {joined([*shown, *more], 'atau')})" if others else ""
    )


def _limits(brief: Brief, cut: Cut) -> Iterator[str]:
    said = cut.narrowing.filters
    if said.regency:
        yield f"wilayah {_any_of(said.regency, brief.place_names.get)}"
    if said.pillar:
        yield f"pilar {_any_of(said.pillar, pillar)}"
    if said.milestone:
        yield f"tonggak {_any_of(said.milestone, kind)}"
    if said.source:
        yield f"media {_any_of(said.source, (cut.source_names or {}).get)}"
    if said.story:
        yield f"peristiwa nomor {said.story}"
    if said.since and said.until and said.since <= said.until:
        yield f"terbit {day_span(said.since, said.until)}"
    elif said.since or said.until:
        first = f" sejak {day(said.since)}" if said.since else ""
        yield f"terbit{first}{f' sampai {day(said.until)}' if said.until else ''}"


def _any_of(values: str, name_of: NameOf) -> str:
    return joined([name_of(value) or value for value in values.split(SEPARATOR)], "atau")


def _unknown(cut: Cut) -> Iterator[str]:
    for word, close in cut.narrowing.unknown.items():
        hint = f"; mungkin maksudnya “{close}”" if close else ""
        yield f"kata “{word}” tidak terdapat dalam satu berita pun, sehingga tidak ada yang ditemukan{hint}"


def _days(cut: Cut, week: Week) -> Iterator[str]:
    first, last = cut.narrowing.filters.since, cut.narrowing.filters.until
    if (first and first > week.sunday) or (last and last < week.monday) or (first and last and first > last):
        yield "Hari dalam pencarian berada di luar pekan ini, sehingga tidak ada berita yang tersisa."
    elif (first and first > week.monday) or (last and last < week.sunday):
        yield (
            "Pencarian membatasi hari, sehingga hanya sebagian pekan ini yang dihitung dan perbandingan dengan pekan"
            " lalu tidak berlaku."
        )
    elif first and first > week.before().monday:
        yield "Pencarian membatasi hari di dalam pekan lalu, sehingga perbandingan dengan pekan lalu tidak berlaku."
