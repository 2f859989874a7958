"""Reading YAML files of facts strictly: unknown keys, doubled keys and wrong values are refused by name.

Schemas live beside their subject (`catalogue.py`, `lexicon.py`); only the mechanics of loading are here.
"""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from models.errors import CatalogError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Strict(BaseModel):
    """Base of every schema of facts: unknown keys are errors, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Facts = TypeVar("Facts", bound=Strict)


class _UniqueKeyLoader(_Base):  # type: ignore[misc]
    """PyYAML keeps the last of two equal keys without a word; here that is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        doubled = sorted({str(key) for key in keys if keys.count(key) > 1})
        if doubled:
            raise yaml.YAMLError(f"key {doubled[0]!r} stands twice, line {node.start_mark.line + 1}")
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def load_facts(path: Path, schema: type[Facts], **extra: Any) -> Facts:
    """One YAML file as a checked `schema`; `extra` adds values the file's place implies (such as its id).

    Raises CatalogError naming file, field and value.
    """
    loaded = _load_yaml(path)
    if not isinstance(loaded, dict):
        raise CatalogError(f"{path}: expected a mapping of fields, found {type(loaded).__name__}")
    doubled = sorted(set(loaded) & set(extra))
    if doubled:
        raise CatalogError(f"{path}: field {doubled[0]}: is given by the file's place, take it out")
    try:
        return schema.model_validate({**loaded, **extra})
    except ValidationError as error:
        raise CatalogError(_describe(path, error)) from error


def load_optional(path: Path, schema: type[Facts]) -> Facts:
    """The same of a file that need not be there; without it, what `schema` says of itself."""
    return load_facts(path, schema) if path.is_file() else schema()


def load_folder(folder: Path, schema: type[Facts], key: str = "id") -> dict[str, Facts]:
    """Every `*.yml` of a folder by file stem, in name order; an empty or missing folder is an error."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise CatalogError(f"{folder}: holds no .yml file")
    return {path.stem: load_facts(path, schema, **{key: path.stem}) for path in paths}


def _load_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_bytes(), Loader=_UniqueKeyLoader)  # safe: a subclass of the safe loader
    except yaml.YAMLError as error:
        raise CatalogError(f"{path}: no valid YAML: {' '.join(str(error).split())}") from error
    except UnicodeDecodeError as error:
        raise CatalogError(f"{path}: is not UTF-8: {error}") from error
    except OSError as error:
        raise CatalogError(f"{path}: cannot be read: {error.strerror}") from error


def _describe(path: Path, error: ValidationError) -> str:
    lines = [
        f"field {'.'.join(str(part) for part in problem['loc']) or '(file)'}: {problem['msg']}"
        f" (value: {problem['input']!r:.80})"
        for problem in error.errors()
    ]
    return f"{path}: " + "; ".join(lines)
