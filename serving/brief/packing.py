"""Office files are ZIP archives that remember when they were made; here they forget it: same content, same bytes."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def repack(content: bytes, made_at: datetime) -> bytes:
    """The archive with `made_at` as the time of every member and of the document's last change."""
    local = made_at.astimezone(UTC)
    stamp = local.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = ZipInfo(name, date_time=(local.year, local.month, local.day, local.hour, local.minute, 0))
            member.compress_type = ZIP_DEFLATED
            new.writestr(member, _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", old.read(name)))
    return packed.getvalue()
