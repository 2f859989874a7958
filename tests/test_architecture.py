"""The house keeps its shape: sizes, docstrings, names, mirrored tests, one spelling of YAML.

Imports between the packages are import-linter's business, style inside a file is ruff's. A test that fails here lists
every offender; the way out is a smaller function or a missing test, never a larger limit.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

REPOSITORY = Path(__file__).parents[1]
PACKAGES = ("provinces", "samples", "spiders", "pipelines", "models", "serving", "dagster_project")
MIRRORED = ("pipelines", "models", "spiders", "serving")
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
FOREIGN_FOLDERS = {".venv", ".git", ".pantau", "node_modules", "build", "dist"}

MOST_LINES_OF_A_FILE = 250
MOST_LINES_OF_A_FUNCTION = 40
MEDIAN_LINES_OF_A_FUNCTION = 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files_of(*packages: str) -> list[Path]:
    """Alembic's revisions are left out: they are written by a tool, called by name, and never changed again."""
    found = [path for package in packages for path in sorted((REPOSITORY / package).rglob("*.py"))]
    return [path for path in found if path.parent != REPOSITORY / "models" / "migrations" / "versions"]


def shown(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: Path) -> list[Function]:
    return [node for node in ast.walk(tree_of(path)) if isinstance(node, Function)]


def lines_of(function: Function) -> int:
    """From `def` to the last line of the body, the docstring included, the decorators not."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def has_public_functions(module: ast.Module) -> bool:
    """True if the module, or a public class of it, defines a function for others to call."""
    public = [node for node in module.body if not getattr(node, "name", "_").startswith("_")]
    inside = [node for each in public if isinstance(each, ast.ClassDef) for node in each.body]
    return any(isinstance(node, Function) and not node.name.startswith("_") for node in [*public, *inside])


def mirror_of(path: Path) -> Path:
    """pipelines/tag/regency.py -> tests/pipelines/tag/test_regency.py."""
    inside = path.relative_to(REPOSITORY)
    return REPOSITORY / "tests" / inside.parent / f"test_{inside.name}"


def fail_on(offenders: Iterable[object]) -> None:
    """Fail with every offender on a line of its own: pytest's own comparison shows only the first few."""
    lines = [str(offender) for offender in offenders]
    assert not lines, f"{len(lines)} offenders:\n" + "\n".join(lines)


def own_folders(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in FOREIGN_FOLDERS:
            yield path
            yield from own_folders(path)


def test_there_is_something_to_measure() -> None:
    assert all(files_of(package) for package in PACKAGES)
    assert sum(len(functions_of(path)) for path in files_of(*PACKAGES)) > 50


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_the_one_of_this_checkout(package: str) -> None:
    # The names are generic: another distribution of the environment, or a leftover namespace, could take one over.
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None, f"{package} is a namespace package: __init__.py is missing"
    assert Path(spec.origin).resolve() == (REPOSITORY / package / "__init__.py").resolve()


def test_tests_are_no_package() -> None:
    # tests/models/__init__.py would replace our `models` and break every import.
    fail_on(shown(path) for path in (REPOSITORY / "tests").rglob("__init__.py"))


def test_no_file_is_longer_than_the_budget() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files_of(*PACKAGES)}
    fail_on(f"{shown(path)}: {lines} lines" for path, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE)


def test_every_module_says_what_belongs_in_it() -> None:
    fail_on(shown(path) for path in files_of(*PACKAGES) if not ast.get_docstring(tree_of(path)))


def test_no_function_is_longer_than_the_budget() -> None:
    fail_on(
        f"{shown(path)}:{function.lineno} {function.name}: {lines_of(function)} lines"
        for path in files_of(*PACKAGES)
        for function in functions_of(path)
        if lines_of(function) > MOST_LINES_OF_A_FUNCTION
    )


def test_half_of_the_functions_have_ten_lines_or_fewer() -> None:
    lengths = [lines_of(function) for path in files_of(*PACKAGES) for function in functions_of(path)]
    assert median(lengths) <= MEDIAN_LINES_OF_A_FUNCTION


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    names = {shown(path): {path.stem, *path.relative_to(REPOSITORY).parts[:-1]} for path in files_of(*PACKAGES)}
    fail_on(name for name, parts in names.items() if parts & BANNED_NAMES)


def test_every_module_with_public_functions_has_a_test_of_its_name() -> None:
    modules = [path for path in files_of(*MIRRORED) if not path.name.startswith("_")]
    tested = [path for path in modules if has_public_functions(tree_of(path))]
    fail_on(f"{shown(path)} lacks {shown(mirror_of(path))}" for path in tested if not mirror_of(path).is_file())


def test_yaml_files_end_in_yml() -> None:
    folders = [REPOSITORY, *own_folders(REPOSITORY)]
    fail_on(shown(path) for folder in folders for path in folder.glob("*.yaml"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def tag(): ...", True),
        ("async def tag(): ...", True),
        ("class Tagger:\n    def tag(self): ...", True),
        ("def _tag(): ...", False),
        ("class _Tagger:\n    def tag(self): ...", False),
        ("class Tagger:\n    name: str\n    def __len__(self): ...", False),
        ("WORDS = ('tag',)", False),
    ],
)
def test_tells_public_functions_from_private_ones(source: str, expected: bool) -> None:
    assert has_public_functions(ast.parse(source)) is expected


def test_measures_a_function_without_its_decorators() -> None:
    source = "@first\n@second\ndef tag(\n    text,\n):\n    '''Tag.'''\n    return text\n"
    (function,) = [node for node in ast.parse(source).body if isinstance(node, Function)]
    assert lines_of(function) == 5
