"""Two weeks of fictional news in a fictional province, small enough to count by hand.

Week 46 of 2026 (9 to 15 November): 17 articles of five outlets, 13 of them relevant, telling eight stories. Week 45:
seven articles of four outlets, five relevant. Three outlets delivered in both. Titles name their story (S1 ... S8).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from models.catalogue import Catalogue
from models.clock import WIB, Week
from models.tables import Article, ArticleQuote, ArticleTag, Milestone, Night, Page, SourceNight, Story
from serving.brief.gather import gather_brief
from serving.brief.parts import Brief

HOSTILE = '=HYPERLINK("http://jahat.test")<script>alert(1)</script> & \x0bkawan S8'
LEAD = "Pemerintah Kabupaten Alfa menetapkan aturan. Aturan itu berlaku tahun depan. Kalimat ketiga tidak ikut."
QUOTE = "Rapat berlangsung dua jam.\n\n“Kami siap,” ujar Kepala Diskominfo Alfa, Senin (9/11/2026)."
WARNING = "Warga datang pagi. Alat itu tidak berfungsi sejak Oktober. Petugas menunggu suku cadang."

_ALL = ["alfa", "beta"]
_SOURCES: dict[str, dict[str, Any]] = {
    "harian_alfa": {"name": "Harian Alfa", "regencies": ["alfa"]},
    "warta_beta": {"name": "Warta Beta"},
    "pemkab_gama": {"name": "Pemkot Gama", "owner": "government", "min": 5},
    "judul_saja": {"name": "Judul Saja", "rights": "headline"},
    "media_baru": {"name": "Media Baru"},
    "media_lama": {"name": "Media Lama"},
    "media_mati": {"name": "Media Mati", "regencies": ["beta"]},
    "media_diam": {"name": "Media Diam", "enabled": False, "reason": "closed in 2025"},
}
_REGENCIES = {"alfa": ("99.02", "kabupaten"), "beta": ("99.01", "kabupaten"), "gama": ("99.71", "kota")}
# outlet, story, WIB time, relevance, places, pillars, body
_NOW: list[tuple[str, str, str, str, list[str], list[str], str]] = [
    ("harian_alfa", "S1", "09 08:00", "explicit", ["alfa"], ["governance"], LEAD),
    ("warta_beta", "S1", "09 10:00", "explicit", ["alfa"], ["governance"], QUOTE),
    ("media_baru", "S1", "10 09:00", "explicit", ["alfa"], ["governance"], "Aturan baru. Segera berlaku."),
    ("warta_beta", "S2", "10 11:00", "implicit", ["beta"], ["environment"], "Sensor banjir dipasang. Ada tiga unit."),
    ("harian_alfa", "S2", "11 08:00", "implicit", ["beta"], ["environment", "society"], "Sensor dipasang."),
    ("warta_beta", "S2", "11 09:00", "implicit", ["beta"], ["environment"], "Sensor dipuji."),
    ("pemkab_gama", "S8", "11 10:00", "implicit", ["alfa"], ["society"], "Isi <b>tebal</b> & tajam."),
    ("pemkab_gama", "S3", "12 08:00", "explicit", ["gama"], ["governance", "economy"], "Aplikasi akan diluncurkan."),
    ("judul_saja", "S3", "12 09:00", "explicit", ["gama"], ["governance"], "Ringkasan umpan. " * 40),
    ("harian_alfa", "S4", "13 08:00", "explicit", ["gama"], ["governance"], "Dewan menilai layanan lambat."),
    ("warta_beta", "S5", "14 08:00", "implicit", ["province"], ["economy"], "Pembayaran nontunai meluas."),
    ("harian_alfa", "S7", "15 08:00", "explicit", [], [], "Kota cerdas dibahas."),
    ("media_baru", "S6", "15 23:30", "implicit", _ALL, ["living"], WARNING),
]
_BEFORE: list[tuple[str, str, str, str, list[str], list[str], str]] = [
    ("harian_alfa", "S1", "05 08:00", "explicit", ["alfa"], ["governance"], "Raperda dibahas."),
    ("warta_beta", "L2", "06 08:00", "implicit", ["beta"], ["environment"], "Sampah dipilah."),
    ("pemkab_gama", "L3", "06 09:00", "explicit", ["gama"], ["governance"], "Layanan daring dibuka."),
    ("pemkab_gama", "L4", "07 08:00", "implicit", ["gama"], ["economy"], "Pasar memakai QRIS."),
    ("media_lama", "L5", "08 23:59", "implicit", ["alfa"], ["living"], "Jalur bus diumumkan."),
]
_IRRELEVANT = [
    ("harian_alfa", "09 12:00"), ("harian_alfa", "15 12:00"), ("warta_beta", "10 12:00"), ("pemkab_gama", "11 12:00"),
    ("harian_alfa", "05 12:00"), ("warta_beta", "06 12:00"), ("harian_alfa", "16 00:00"),
]  # fmt: skip
_SHARED = ("S1", "S2", "S3")
"""Stories with a row of their own; the others are single articles."""
# title prefix (story), outlet, kind, status, regency, event day
_MILESTONES = [
    ("S1", "harian_alfa", "regulation", "done", "alfa", 9),
    ("S1", "warta_beta", "regulation", "done", "alfa", 9),
    ("S1", "media_baru", "regulation", "planned", "alfa", None),
    ("S2", "warta_beta", "infrastructure", "done", "beta", None),
    ("S2", "harian_alfa", "infrastructure", "under_way", "beta", None),
    ("S3", "pemkab_gama", "launch-app", "planned", "gama", None),
    ("S4", "harian_alfa", "kritik", "done", "gama", 13),
    ("S5", "warta_beta", "index", "done", None, None),
]
_NIGHTS = {
    "2026-11-08 02:00": {"media_lama": "ok", "harian_alfa": "ok"},
    "2026-11-10 02:00": {"harian_alfa": "ok", "warta_beta": "unreachable", "media_mati": "unreachable"},
    "2026-11-16 02:00": {
        "harian_alfa": "ok", "warta_beta": "ok", "pemkab_gama": "ok", "judul_saja": "nothing_new",
        "media_baru": "over_budget", "media_lama": "blocked", "media_mati": "unreachable",
    },
}  # fmt: skip


@pytest.fixture
def week() -> Week:
    return Week(2026, 46)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """Two kabupaten and a kota; eight sources, none of them fictional by its address."""
    folder = tmp_path / "provinces" / "contoh"
    for part in ("regencies", "sources"):
        (folder / part).mkdir(parents=True)
    (tmp_path / "provinces" / "platforms").mkdir()
    _write_yaml(tmp_path / "provinces" / "platforms" / "wordpress.yml", {"name": "WordPress"})
    codes = {"kemendagri_code": "99", "bps_code": "99"}
    names = {"slug": "contoh", "name": "Contoh", "capital": "Kota", "timezone": "Asia/Jakarta"}
    _write_yaml(folder / "province.yml", {**names, **codes, "aliases": ["Contoh"], "actors": ["Gubernur"]})
    for slug, (code, kind) in _REGENCIES.items():
        _write_yaml(folder / "regencies" / f"{slug}.yml", _regency(slug, code, kind))
    for source_id, facts in _SOURCES.items():
        _write_yaml(folder / "sources" / f"{source_id}.yml", _source(source_id, facts))
    return Catalogue("contoh", root=tmp_path / "provinces", samples=None)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """The database with both weeks in it."""
    with Session(engine) as session:
        stories = _add_stories(session)
        articles = _add_articles(session, stories)
        for title, outlet, kind, status, regency, day in _MILESTONES:
            article = articles[title, outlet, "now"]
            _add(
                session,
                Milestone(
                    article_id=article,
                    kind=kind,
                    status=status,
                    regency=regency,
                    event_on=at(f"{day:02d} 00:00").date() if day else None,
                    sentence=f"Kalimat tonggak {title} dari {outlet}.",
                    score=0.9 if outlet == "warta_beta" else 0.5,
                ),
            )
        _add_cues(session, articles["S1", "harian_alfa", "now"])
        _add_quote(session, articles["S1", "warta_beta", "now"])
        _add_nights(session)
        session.commit()
    return engine


@pytest.fixture
def brief(filled: Engine, catalogue: Catalogue, week: Week) -> Brief:
    return gather_brief(filled, catalogue, week)


@pytest.fixture
def empty_brief(engine: Engine, catalogue: Catalogue, week: Week) -> Brief:
    """A week in which nothing was harvested at all."""
    return gather_brief(engine, catalogue, week)


def at(day_and_time: str) -> datetime:
    """ "09 08:00" of November 2026 in WIB."""
    return datetime.strptime(f"2026-11-{day_and_time}", "%Y-%m-%d %H:%M").replace(tzinfo=WIB)


def make_article(outlet: str, title: str, published: datetime | None, number: int, **more: Any) -> Article:
    facts: dict[str, Any] = {
        "key": f"https://{outlet}.test/{number}",
        "source_id": outlet,
        "url": f"https://{outlet.replace('_', '')}.test/{number}",
        "title": title,
        "body": "Isi berita.",
        "outlet": outlet,
        "rights": _SOURCES.get(outlet, {}).get("rights", "fulltext"),
        "published_at": published,
        "first_seen_at": published or at("11 09:00"),
        "content_hash": f"{number:064x}",
        "relevance": "none",
    }
    return Article(**{**facts, **more})


def _add_stories(session: Session) -> dict[str, int]:
    began = {"S1": at("05 08:00"), "S2": at("10 11:00"), "S3": at("12 08:00")}
    return {title: _add(session, Story(title=title, first_published_at=began[title])) for title in _SHARED}


def _add_articles(session: Session, stories: Mapping[str, int]) -> dict[tuple[str, str, str], int]:
    added: dict[tuple[str, str, str], int] = {}
    number = 0
    for week, rows in (("now", _NOW), ("before", _BEFORE)):
        for outlet, story, published, relevance, places, pillars, body in rows:
            number += 1
            is_province = places == ["province"]
            more: dict[str, Any] = {"url": "javascript:alert(1)"} if story == "S8" else {}
            article = make_article(
                outlet,
                HOSTILE if story == "S8" else f"{story} diberitakan {outlet}",
                at(published),
                number,
                body=body,
                story_id=stories.get(story),
                is_relevant=True,
                relevance=relevance,
                scope="province" if is_province else "regency",
                regencies=[] if is_province else places,
                pillars=pillars,
                **more,
            )
            added.setdefault((story, outlet, week), _add(session, article))
    for outlet, published in _IRRELEVANT:
        number += 1
        _add(session, make_article(outlet, "Harga cabai naik", at(published), number))
    _add(session, make_article("warta_beta", "Tanpa tanggal", None, number + 1, is_relevant=True, relevance="explicit"))
    return added


def _add_cues(session: Session, article_id: int) -> None:
    for kind, words in (("relevance", ["Kota Cerdas", "kota cerdas"]), ("pillar", ["Perda"]), ("regency", ["Alfa"])):
        spans = [{"field": "body", "start": 0, "end": 3, "text": word} for word in words]
        _add(session, ArticleTag(article_id=article_id, kind=kind, value="x", score=1.0, rule="r", spans=spans))


def _add_quote(session: Session, article_id: int) -> None:
    """Who speaks in QUOTE, as the tagger keeps it."""
    spans = {
        name: {"field": "body", "start": QUOTE.index(words), "end": QUOTE.index(words) + len(words), "text": words}
        for name, words in (("span", "Kami siap"), ("named", "Kepala Diskominfo Alfa"))
    }
    _add(session, ArticleQuote(article_id=article_id, is_direct=True, rule="named", office="Kepala", **spans))


def _add_nights(session: Session) -> None:
    for ended, states in _NIGHTS.items():
        ended_at = datetime.strptime(ended, "%Y-%m-%d %H:%M").replace(tzinfo=WIB)
        started_at = ended_at - timedelta(hours=1)
        night = _add(session, Night(kind="live", started_at=started_at, ended_at=ended_at, state="done"))
        for source_id, state in states.items():
            facts: dict[str, Any] = {
                "night_id": night,
                "source_id": source_id,
                "state": state,
                "reason": f"feed: {state}",
            }
            _add(session, SourceNight(**facts, started_at=started_at, ended_at=ended_at))
    address: dict[str, Any] = {
        "key": "k",
        "url": "https://harianalfa.test/",
        "kind": "html",
        "content_type": "text/html",
    }
    place: dict[str, Any] = {"warc_file": "w", "warc_offset": 0, "digest": "d", "source_id": "harian_alfa"}
    _add(session, Page(**address, **place, fetched_at=at("16 01:55")))


def _add(session: Session, row: SQLModel) -> int:
    session.add(row)
    session.flush()
    added: int = row.id  # type: ignore[attr-defined]
    return added


def _regency(slug: str, code: str, kind: str) -> dict[str, Any]:
    village = {"code": f"{code}.01.2001", "name": f"{slug} Hulu", "kind": "desa"}
    districts = [{"code": f"{code}.01", "name": f"{slug} Utara", "villages": [village]}]
    codes = {"kemendagri_code": code, "bps_code": code.replace(".", "")}
    return {"name": slug.title(), "kind": kind, **codes, "capital": slug, "districts": districts}


def _source(source_id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    home = f"https://{source_id.replace('_', '')}.test"
    more = {name: value for name, value in facts.items() if name != "min"}
    return {
        "owner": "press",
        "platform": "wordpress",
        "homepage": home,
        "discover": [{"spider": "feed", "url": f"{home}/feed/"}],
        "expect": {"articles_per_week": {"min": facts.get("min", 1), "max": 50}},
        **more,
    }


def _write_yaml(path: Path, facts: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(facts), sort_keys=False, allow_unicode=True), encoding="utf-8")
