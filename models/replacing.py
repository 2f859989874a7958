"""A file that appears whole: a reader sees the older one or the new one, never half of it.

What is written is the caller's business. Files that grow line by line over many runs are not made here (`archive/`,
`staging.py`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import StorageError


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to; it takes the place of `path` when the block ends without an error.

    After an error it is gone and `path` is as it was. OSError in the block becomes StorageError naming `path`.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
