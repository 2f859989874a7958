"""Finishing the archive files whose writer died: cut to the last whole record, then renamed."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import BinaryIO

from models.archive.walk import walk
from models.archive.writer import NEW_SUFFIX, OPEN_SUFFIX
from models.errors import StorageError

_NEW_SECONDS = 3600
"""A file is `.new` for an instant between being made and being locked."""


def heal(archive_dir: Path) -> list[Path]:
    """Close every `.open` file nobody is writing any more; returns their final paths.

    Whole records are kept byte for byte; a file without any is removed. Files in use are left alone.
    Raises StorageError naming the file that cannot be put right.
    """
    healed = [_heal_file(path) for path in sorted(archive_dir.glob(f"**/*{OPEN_SUFFIX}"))]
    for path in archive_dir.glob(f"**/*{NEW_SUFFIX}"):
        if time.time() - path.stat().st_mtime > _NEW_SECONDS:  # it never got as far as its first record
            path.unlink(missing_ok=True)
    return [path for path in healed if path is not None]


def _heal_file(path: Path) -> Path | None:
    try:
        with path.open("r+b") as stream:
            return _finish(path, stream) if _lock(stream) and path.exists() else None
    except OSError as error:
        raise StorageError(f"{path}: the archive file cannot be closed: {error.strerror or error}") from error


def _lock(stream: BinaryIO) -> bool:
    """A living writer holds the lock; the kernel drops it with the process."""
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _finish(path: Path, stream: BinaryIO) -> Path | None:
    end = _end_of_whole_records(path)
    if end == 0:
        path.unlink()
        return None
    stream.truncate(end)
    os.fsync(stream.fileno())
    return path.rename(str(path).removesuffix(OPEN_SUFFIX))


def _end_of_whole_records(path: Path) -> int:
    end = 0
    for walked in walk(path):
        if walked.record is None:
            break
        end = walked.end
    return end
