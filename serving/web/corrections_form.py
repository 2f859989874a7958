"""The form "Koreksi" of an article: what was filled in as a request, and complaints about what makes no sense.

The form says in hidden fields what it showed, so that only what a person changed is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from models.errors import UsageError
from serving.articles import ArticleView
from serving.changes import Asked, make_asked

MOST_FIELDS = 300
Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class CorrectionForm:
    """The form as it was sent. `merge_with` is what a person wrote: a number or an address."""

    name: str = ""
    note: str = ""
    merge_with: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True where nothing was changed."""
        return not self.merge_with and not any(self.changes.values())

    def ask(self, merge_with: int | None) -> Asked:
        """The request; UsageError naming what is wrong."""
        return make_asked(**self.changes, merge_with=merge_with)


def parse_fields(body: bytes) -> dict[str, list[str]]:
    """A form's fields as a browser sends them. UsageError for what no form of ours sends."""
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UsageError("formulir ini tidak dapat dibaca") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value.strip())
    return found


def read_correction(fields: Fields) -> CorrectionForm:
    """The form with complaints in Indonesian; without any it can be asked for."""
    story = _one(fields, "peristiwa")
    other = _one(fields, "peristiwa_artikel")
    changes = {
        "relevance": _one(fields, "relevansi") or None,
        "scope": _one(fields, "cakupan") or None,
        **_regencies(fields),
        **_pillars(fields),
        **_milestones(fields),
        "split": story == "split",
    }
    form = CorrectionForm(_one(fields, "nama"), _one(fields, "catatan"), other if story == "merge" else "", changes)
    return replace(form, complaints=list(_complaints(form, fields)))


def shown_state(article: ArticleView) -> list[tuple[str, str]]:
    """The hidden fields: what the form shows of an article."""
    steps = [
        (f"tahap_{number}_semula", " ".join((step.kind, step.status, _day(step.event_on), step.regency or "-")))
        for number, step in enumerate(article.milestones)
    ]
    return [("wilayah_semula", " ".join(article.regencies)), ("pilar_semula", " ".join(article.pillars)), *steps]


def _complaints(form: CorrectionForm, fields: Fields) -> Iterator[str]:
    if not form.name:
        yield "Tulis nama Anda: setiap koreksi dicatat dengan pembuatnya."
    if _one(fields, "peristiwa") == "merge" and not form.merge_with:
        yield "Tulis nomor atau alamat artikel yang menceritakan peristiwa yang sama."
    if form.is_empty and _one(fields, "peristiwa") != "merge":
        yield "Belum ada yang diubah."
    for name in fields:
        value = _one(fields, name)
        if name.endswith("_tanggal") and value and not _is_day(value):
            yield f"“{value}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2026-11-15."


def _regencies(fields: Fields) -> dict[str, list[str]]:
    before, after = _one(fields, "wilayah_semula").split(), fields.get("wilayah", [])
    return {
        "add_regencies": [slug for slug in after if slug not in before],
        "remove_regencies": [slug for slug in before if slug not in after],
    }


def _pillars(fields: Fields) -> dict[str, Any]:
    """Ranks are given per pillar; whatever stands elsewhere than before is moved, dominant ones first."""
    before = _one(fields, "pilar_semula").split()
    given = {name.removeprefix("peringkat_"): _one(fields, name) for name in fields if name.startswith("peringkat_")}
    ranked = sorted((rank, pillar) for pillar, rank in given.items() if rank)
    after = [pillar for _, pillar in ranked]
    current = [pillar for pillar in before if pillar in after]
    added = []
    for place, pillar in enumerate(after):
        if current[place : place + 1] != [pillar]:
            current = [other for other in current if other != pillar]
            current.insert(place, pillar)
            added.append({"pillar": pillar, "rank": place + 1})
    return {"add_pillars": added, "remove_pillars": [pillar for pillar in before if pillar not in after]}


def _milestones(fields: Fields) -> dict[str, Any]:
    """A step whose regency was changed is taken from the one and said of the other."""
    removed: list[dict[str, Any]] = []
    steps: list[dict[str, Any]] = []
    for name in [name for name in fields if name.startswith("tahap_") and name.endswith("_semula")]:
        row = name.removesuffix("_semula")
        kind, status, day, regency = (*_one(fields, name).split(), "", "", "", "")[:4]
        before = {"kind": kind, "status": status, "date": day.strip("-") and day, "regency": regency.strip("-")}
        after = before | {name: value for name, value in _step(fields, row).items() if value}
        if _one(fields, f"{row}_hapus") or (before["regency"] and after["regency"] != before["regency"]):
            removed.append({"kind": kind, "regency": before["regency"] or None})
        if not _one(fields, f"{row}_hapus") and after != before:
            steps.append(after)
    if _one(fields, "tahap_baru_jenis"):
        steps.append({**_step(fields, "tahap_baru"), "kind": _one(fields, "tahap_baru_jenis")})
    said = [{name: value for name, value in step.items() if value} for step in steps]
    return {"milestones": said, "remove_milestones": removed}


def _step(fields: Fields, row: str) -> dict[str, str]:
    names = {"status": "status", "date": "tanggal", "regency": "wilayah"}
    return {name: _one(fields, f"{row}_{said}") for name, said in names.items()}


def _one(fields: Fields, name: str) -> str:
    return (fields.get(name) or [""])[0]


def _day(on: date | None) -> str:
    return on.isoformat() if on else "-"


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
