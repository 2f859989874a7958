"""The catalogue: everything the YAML files of one province say, loaded and cross-checked.

Schemas are in `places.py`, `sources.py`, `speech.py`, `lexicon.py` and `vocabulary.py`; how facts are used: not here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from models.errors import CatalogError, UsageError
from models.facts import load_facts, load_folder, load_optional
from models.glossary import Glossary
from models.holidays import Holidays
from models.lexicon import NamedProgrammes, Pillars, Programme
from models.places import Province, Regency
from models.sources import Platform, Source
from models.speech import Speech
from models.vocabulary import Relevance

PROVINCES_DIR = Path(str(files("provinces")))
SAMPLES_DIR = Path(str(files("samples")))


@dataclass(frozen=True)
class Catalogue:
    """All facts about one province. Parts are loaded on first use, so that a search pays for none of them.

    `root` is the folder provinces/; `samples` the folder of the sample outlets (None = leave them out).
    """

    province_id: str
    root: Path = PROVINCES_DIR
    samples: Path | None = SAMPLES_DIR

    @property
    def folder(self) -> Path:
        """Folder of this province; CatalogError where there is none."""
        folder = self.root / self.province_id
        if not (folder / "province.yml").is_file():
            known = sorted(path.parent.name for path in self.root.glob("*/province.yml"))
            raise CatalogError(f"{folder}: no such province; there are: {', '.join(known)}")
        return folder

    @cached_property
    def province(self) -> Province:
        """The province itself."""
        return load_facts(self.folder / "province.yml", Province)

    @cached_property
    def regencies(self) -> dict[str, Regency]:
        """Regencies by slug."""
        return load_folder(self.folder / "regencies", Regency, key="slug")

    @cached_property
    def platforms(self) -> dict[str, Platform]:
        """Platforms by id."""
        return load_folder(self.root / "platforms", Platform)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id, the sample outlets among them; every reference to a regency or platform is checked."""
        sources = load_folder(self.folder / "sources", Source)
        if self.samples and (self.samples / "sources").is_dir():
            for source_id, source in load_folder(self.samples / "sources", Source).items():
                if source_id in sources:
                    raise CatalogError(f"{self.samples}/sources/{source_id}.yml: id is used by a real source")
                sources[source_id] = source
        self._check_references(sources.values())
        _check_hosts(sources.values())
        return sources

    def source(self, source_id: str) -> Source:
        """One source; UsageError names the known ones."""
        if source_id not in self.sources:
            raise UsageError(f"unknown source {source_id!r}; known: {', '.join(self.sources)}")
        return self.sources[source_id]

    def source_of_host(self, host: str) -> Source | None:
        """The source a host belongs to; `www.`, `m.` and `amp.` are looked through."""
        bare = host.lower()
        for prefix in ("www.", "m.", "amp."):
            bare = bare.removeprefix(prefix)
        return self._by_host.get(host.lower()) or self._by_host.get(bare)

    @cached_property
    def _by_host(self) -> dict[str, Source]:
        return {host: source for source in self.sources.values() for host in source.all_hosts}

    @cached_property
    def pillars(self) -> Pillars:
        """The six pillars and their words."""
        return load_facts(self.root / "national" / "pillars.yml", Pillars)

    @property
    def search_terms(self) -> tuple[str, ...]:
        """What a source's own search is asked for: the programme and the six pillars by their names."""
        names = [name for dimension in self.pillars.dimensions for name in dimension.names]
        return tuple(dict.fromkeys((*self.pillars.programme_names, *names)))

    @cached_property
    def programme(self) -> Programme:
        """The steps of the national programme and the phrases that announce them."""
        return load_facts(self.root / "national" / "programme.yml", Programme)

    @cached_property
    def relevance(self) -> Relevance:
        """The words that make an article relevant or speak against it."""
        return load_facts(self.root / "national" / "relevance.yml", Relevance)

    @cached_property
    def glossary(self) -> Glossary:
        """Words of the field that mean the same; none where there is no such file."""
        return load_optional(self.root / "national" / "glossary.yml", Glossary)

    @cached_property
    def speech(self) -> Speech:
        """Verbs of saying and words for offices."""
        return load_facts(self.root / "national" / "speech.yml", Speech)

    @cached_property
    def holidays(self) -> Holidays:
        """Public holidays and joint leave of the country; none where there is no such file."""
        return load_optional(self.root / "national" / "holidays.yml", Holidays)

    @cached_property
    def named_programmes(self) -> NamedProgrammes:
        """Applications and programmes of this province by name; a new province may have no such file yet."""
        return load_optional(self.folder / "programmes.yml", NamedProgrammes)

    def platform_of(self, source: Source) -> Platform:
        """The platform a source runs on."""
        return self.platforms[source.platform]

    def _check_references(self, sources: Iterable[Source]) -> None:
        for source in sources:
            unknown = sorted(set(source.regencies) - set(self.regencies))
            if unknown:
                raise CatalogError(f"sources/{source.id}.yml: field regencies: unknown regency {unknown[0]!r}")
            if source.platform not in self.platforms:
                raise CatalogError(
                    f"sources/{source.id}.yml: field platform: unknown platform {source.platform!r};"
                    f" known: {', '.join(self.platforms)}"
                )


def _check_hosts(sources: Iterable[Source]) -> None:
    owner: dict[str, str] = {}
    for source in sources:
        for host in source.all_hosts:
            if host in owner:
                raise CatalogError(f"sources/{source.id}.yml: field hosts: {host} belongs to {owner[host]} already")
            owner[host] = source.id
