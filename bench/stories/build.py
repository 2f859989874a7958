"""`python -m bench.stories.build`: texts/*.txt to articles.jsonl.

Every text was written by hand. Here they only get what outlets add: an address, a dateline, a sign at the end; and
copies are made of them, as they are or cut and with another headline, first or last paragraph. How a text file is
written is described in README.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
LABELLED = FOLDER / "articles.jsonl"
_HELD_OUT = 3
"""Each third event is kept apart."""
_EDIT = re.compile(r"(title|lead|cut|end): (.+)")
_NO_SLUG = re.compile(r"[^a-z0-9]+")


class Outlet(NamedTuple):
    """What an outlet puts around a text; `{place}` and `{PLACE}` are where the event was."""

    host: str
    name: str
    head: str = ""
    tail: str = ""


OUTLETS = {
    "kp": Outlet("kabarpesisir.example", "Kabar Pesisir", "{PLACE}, KABAR PESISIR – "),
    "lp": Outlet("ladaputih.example", "Lada Putih", "LADAPUTIH.EXAMPLE, {PLACE} – ", "(red)"),
    "mb": Outlet("mercusuarbabel.example", "Mercusuar Babel", "{place}, Mercusuar - "),
    "tb": Outlet("postimah.example", "Pos Timah", "POSTIMAH.EXAMPLE, {PLACE} -- ", "(postimah.example/*)"),
    "sb": Outlet("sudutbelitong.example", "Sudut Belitong"),
    "rs": Outlet("radioselatgelasa.example", "Radio Selat Gelasa", "KBRS, {place} : "),
    "js": Outlet("jurnalserumpun.example", "Jurnal Serumpun"),
    "nb": Outlet("nusabangka.example", "Nusa Bangka", "{PLACE}: ", "(**)"),
    "ip": Outlet("infopangkal.example", "Info Pangkal", "{PLACE}, DISKOMINFO – ", "(Diskominfo)"),
    "pb": Outlet("kabarbangkabarat.example", "Portal Bangka Barat", "{PLACE}, DISKOMINFO – ", "(Diskominfo)"),
    "pb2": Outlet("portalbangkaselatan.example", "Portal Bangka Selatan", "{PLACE}, DISKOMINFO – "),
    "pbk": Outlet("portalkabupatenbangka.example", "Portal Kabupaten Bangka", "{place} – ", "(Dinkominfotik)"),
    "kb": Outlet("kominfobelitung.example", "Kominfo Belitung", "{PLACE}, KOMINFO – "),
    "kt": Outlet("kominfobeltim.example", "Kominfo Belitung Timur", "{PLACE}, KOMINFO – "),
    "dp": Outlet("kominfokepulauan.example", "Kominfo Kepulauan", "{PLACE}, DISKOMINFO – "),
}
"""By the short name used in the text files."""
OFFICES = frozenset({"ip", "pb", "pb2", "pbk", "kb", "kt", "dp"})
"""Those of governments: what they publish are releases."""


@dataclass
class _Entry:
    """One article as the text files give it. `base`: which earlier one of its event it is a copy of (from 1)."""

    outlet: str
    published: str
    kind: str
    base: int | None
    lines: list[str] = field(default_factory=list)

    def read(self, earlier: list[tuple[str, list[str]]]) -> tuple[str, list[str]]:
        """Headline and paragraphs."""
        if self.base is None:
            return self.lines[0], self.lines[1:]
        title, paragraphs = earlier[self.base - 1]
        edits = dict(_parse_edit(line) for line in self.lines)
        title, paragraphs = edits.get("title", title), paragraphs[: int(edits.get("cut", len(paragraphs)))]
        if "lead" in edits:
            paragraphs = [edits["lead"], *paragraphs[1:]]
        return title, [*paragraphs, edits["end"]] if "end" in edits else paragraphs


@dataclass
class _Event:
    id: str
    place: str
    entries: list[_Entry] = field(default_factory=list)


def main() -> None:
    """Write articles.jsonl."""
    rows = list(build_articles())
    LABELLED.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} articles, {len({row['event'] for row in rows})} events")


def build_articles(folder: Path = FOLDER / "texts") -> Iterator[dict[str, Any]]:
    """Every article of the text files. Raises ValueError naming the event that is not written as it should be."""
    lines = (line for path in sorted(folder.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    for number, event in enumerate(_parse_events(lines)):
        earlier: list[tuple[str, list[str]]] = []
        for entry in event.entries:
            try:
                earlier.append(entry.read(earlier))
            except (IndexError, ValueError) as error:
                raise ValueError(f"event {event.id}, article {len(earlier) + 1}: {error}") from error
            row = _make_row(event, entry, *earlier[-1])
            yield {"id": f"{event.id}-{len(earlier)}", **row, "heldout": number % _HELD_OUT == _HELD_OUT - 1}


def _parse_events(lines: Iterable[str]) -> Iterator[_Event]:
    event: _Event | None = None
    for line in filter(None, lines):
        if line.startswith("@event "):
            if event:
                yield event
            name, _, place = line.removeprefix("@event ").partition(" | ")
            event = _Event(name, place)
        elif event is None:
            raise ValueError(f"text before the first event: {line[:40]}")
        elif line.startswith("@@ "):
            outlet, published, kind, *base = line.split()[1:]
            event.entries.append(_Entry(outlet, published, kind, int(base[0]) if base else None))
        else:
            event.entries[-1].lines.append(line)
    if event:
        yield event


def _parse_edit(line: str) -> tuple[str, str]:
    match = _EDIT.fullmatch(line)
    if not match:
        raise ValueError(f"no edit: {line[:40]}")
    return match[1], match[2]


def _make_row(event: _Event, entry: _Entry, title: str, paragraphs: list[str]) -> dict[str, Any]:
    outlet = OUTLETS[entry.outlet]
    head = outlet.head.format(place=event.place, PLACE=event.place.upper())
    text = "\n\n".join([head + paragraphs[0], *paragraphs[1:], *filter(None, [outlet.tail])])
    day = f"2026-{entry.published}"
    slug = _NO_SLUG.sub("-", title.lower()).strip("-")
    return {
        "url": f"https://{outlet.host}/{day[:10].replace('-', '/')}/{slug}/",
        "outlet": outlet.name,
        "office": entry.outlet in OFFICES,
        "title": title,
        "text": text,
        "published": f"{day}:00+07:00",
        "event": event.id,
        "kind": entry.kind,
    }


if __name__ == "__main__":
    main()
