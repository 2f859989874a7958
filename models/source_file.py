"""The text of a source's YAML file: written once from facts, its probe date changed in place. Text in, text out.

Files are kept by people: an edit changes one line and leaves every comment where it stands.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from models.errors import CatalogError
from models.sources import Channel, Source

_LINE_WIDTH = 118
_VERIFIED = re.compile(r"^verified:[ \t]*[^\s#]*", re.MULTILINE)
_WORDS_OF_AN_ID = 4
_SHOWN_FIELDS = ("article", "date", "first_page", "page_step", "max_pages", "include")


@dataclass(frozen=True)
class SourceFacts:
    """What a new file says: a source, and what is no field of it. `per_week` None: nobody knows what it brings."""

    source: Source
    per_week: int | None = None
    verified: dt.date | None = None


def make_source_id(name: str, host: str) -> str:
    """An id from the outlet's name: its first words in lower case, joined by underscores; else the host's name."""
    words = _split_words(name) or _split_words(host.removeprefix("www.").partition(".")[0]) or ["source"]
    return "_".join(words[:_WORDS_OF_AN_ID])


def make_source_text(facts: SourceFacts, remarks: Iterable[str]) -> str:
    """A whole file. `remarks` become the comment at its head, one paragraph each."""
    source = facts.source
    lines = [f"# {line}" for remark in remarks for line in textwrap.wrap(remark, _LINE_WIDTH - 2)]
    said = {"name": source.name, "owner": source.owner, "homepage": str(source.homepage).rstrip("/")}
    lines += [f"{name}: {_quote(value)}" for name, value in said.items()]
    for name, values in (("hosts", source.hosts), ("regencies", source.regencies)):
        if values:
            lines.append(f"{name}: [{', '.join(values)}]")
    lines.append(f"platform: {source.platform}")
    if source.rights != "fulltext":
        lines.append(f"rights: {source.rights}")
    lines += ["discover:", *(f"  - {_show_channel(channel)}" for channel in source.discover)]
    lines += ["expect:", f"  articles_per_week: {_show_expectation(facts)}"]
    lines.append(f"verified: {facts.verified or 'null'}")
    return "\n".join(lines) + "\n"


def record_verified(text: str, day: dt.date, name: str) -> str:
    """The text of a file with this day as `verified:`; only that value changes, a missing line is added at the end.

    Raises CatalogError naming the file where the result would say anything else than before.
    """
    changed, count = _VERIFIED.subn(f"verified: {day.isoformat()}", text)
    if not count:
        changed = f"{text.rstrip()}\nverified: {day.isoformat()}\n"
    if _load(changed, name) != {**_load(text, name), "verified": day}:
        raise CatalogError(f"{name}: field verified: cannot be set to {day} without changing more; edit it by hand")
    return changed


def _load(text: str, name: str) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CatalogError(f"{name}: no valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, dict):
        raise CatalogError(f"{name}: expected a mapping of fields")
    return loaded


def _split_words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())


def _show_channel(channel: Channel) -> str:
    """One line as the other files have it: what is not the default, addresses in quotes."""
    said = channel.model_dump(exclude_defaults=True)
    fields = [f"spider: {channel.spider}", f"url: {_double_quote(channel.url)}"]
    fields += [f"{name}: {_quote(said[name])}" for name in _SHOWN_FIELDS if name in said]
    return f"{{{', '.join(fields)}}}"


def _show_expectation(facts: SourceFacts) -> str:
    expected = facts.source.expect.articles_per_week
    basis = (
        "a guess: the channels give no dates" if facts.per_week is None else f"about {facts.per_week} a week when added"
    )
    return f"{{min: {expected.min}, max: {expected.max}}}  # {basis}"


def _quote(value: object) -> str:
    """A scalar on one line; numbers stay numbers, patterns and other texts with special characters get quotes."""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    is_plain = re.fullmatch(r"[A-Za-z][\w ./:-]*[\w/]", text) is not None and ": " not in text
    if is_plain and yaml.safe_load(text) == text:
        return text
    return f"'{text.replace(chr(39), chr(39) * 2)}'"


def _double_quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
