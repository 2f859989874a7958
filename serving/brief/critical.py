"""Which news of the week is critical and needs somebody's answer: milestones of kind `kritik` and telling phrases.

A phrase is evidence for a reader, not a measure of tone: the brief shows its sentence and gives no share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from serving.brief.leads import cut, lead, sentences
from serving.brief.parts import Critical
from serving.brief.rows import Found, FoundMilestone
from serving.brief.stories import StoryOfWeek

SENTENCE_CHARACTERS = 320
_PHRASES = (
    r"mangkrak", r"terbengkalai", r"sia-sia", r"seremonial", r"seremoni belaka", r"sepi pengguna", r"salah sasaran",
    r"(?:tidak|tak) tepat sasaran", r"(?:tidak|tak) (?:lagi )?(?:berfungsi|berjalan|terpakai|terawat|dirawat)",
    r"(?:tidak|tak) (?:bisa|dapat) (?:di)?(?:buka|akses|pakai|gunakan|guna)", r"(?:belum|tidak|tak) layak(?! huni)",
    r"belum (?:berjalan|berfungsi)",
    r"(?:di|meng)?kritik(?:an|i)?(?! (?:dan|atau|maupun) saran)",
    r"(?:di|meng)kritisi", r"mengeluh(?:kan)?", r"(?:di)?keluhkan", r"(?:mem|di)protes",
    r"menyoroti (?:lemahnya|lambannya|minimnya|buruknya)", r"gagal", r"mogok", r"lumpuh", r"molor",
    r"keterbatasan anggaran", r"kekurangan anggaran", r"temuan (?:bpk|inspektorat)", r"dugaan korupsi",
    r"kebocoran data", r"diretas", r"kedaluwarsa", r"pemborosan",
)  # fmt: skip
_CUE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\b(?:tanpa|bukan|jangan|agar|supaya|mencegah|menghindari|mengantisipasi|nihil)\b|\b(?:tidak|tak)\b)"
    r"(?:\s+(?:ada|lagi|sampai|akan|menjadi|terjadi|hanya|sekadar|tidak))*\s*$",
    re.IGNORECASE,
)


def critical_news(
    stories: Sequence[StoryOfWeek], milestones: Iterable[FoundMilestone], numbers: dict[int, int]
) -> tuple[Critical, ...]:
    """One entry per story, criticism first, then by time; `numbers` gives the clip number of an article id."""
    kritik: dict[int, FoundMilestone] = {}
    for milestone in milestones:
        if milestone.kind == "kritik":
            kritik.setdefault(milestone.article_id, milestone)
    entries = []
    for story in sorted(stories, key=lambda story: (story.first.published_at, story.first.id)):
        found = _evidence(story.articles, kritik)
        if found:
            entries.append(_entry(story, *found, numbers))
    return tuple(sorted(entries, key=lambda entry: entry.cue is not None))


def find_cue(article: Found) -> tuple[str, str] | None:
    """(phrase, its sentence) of the first critical phrase in title or text that is not denied before it."""
    for sentence in (article.title, *sentences(article.body)):
        for cue in _CUE.finditer(sentence):
            if not _DENIED.search(sentence[: cue.start()]):
                return cue[0].lower(), sentence
    return None


def _evidence(articles: Iterable[Found], kritik: dict[int, FoundMilestone]) -> tuple[str | None, str] | None:
    ordered = list(articles)
    for article in ordered:
        if article.id in kritik:
            return None, kritik[article.id].sentence
    for article in ordered:
        found = find_cue(article)
        if found:
            return found
    return None


def _entry(story: StoryOfWeek, cue: str | None, sentence: str, numbers: dict[int, int]) -> Critical:
    titles = {article.title for article in story.articles}
    if sentence in titles:  # the title stands above it already
        sentence = lead(story.first.body, story.first.rights)
    return Critical(
        title=story.first.title,
        places=story.places,
        sentence=cut(sentence, SENTENCE_CHARACTERS),
        cue=cue,
        outlets=story.outlets,
        clips=tuple(numbers[article.id] for article in story.articles),
    )
