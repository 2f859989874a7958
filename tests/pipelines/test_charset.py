from __future__ import annotations

import random

import pytest

from pipelines.charset import decode

TEXT = "“Kota” itu — kata Jum’at"


@pytest.mark.parametrize(
    ("body", "content_type", "text", "warning"),
    [
        (TEXT.encode(), "text/html; charset=utf-8", TEXT, None),
        (TEXT.encode(), "", TEXT, None),
        (b"\xef\xbb\xbf" + TEXT.encode(), "", TEXT, None),
        (TEXT.encode("utf-16"), "text/html", TEXT, None),
        (TEXT.encode("cp1252"), "text/html; charset=windows-1252", TEXT, None),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1", TEXT, None),
        (TEXT.encode("cp1252"), "", TEXT, None),
        (b'<meta charset="ISO-8859-1">' + TEXT.encode("cp1252"), "", f'<meta charset="ISO-8859-1">{TEXT}', None),
        (TEXT.encode(), "text/html; charset=iso-8859-1", TEXT, "says iso8859-1 and is UTF-8"),
        (TEXT.encode(), "text/html; charset=tidak-ada", TEXT, None),
        (b"kata\xa0Bupati \x93kota\x94", "text/html; charset=utf-8", "kata\xa0Bupati “kota”", "3 broken bytes"),
        ("desa—kota ".encode() * 3 + b"\xe2\x80", "", "desa—kota " * 3, "1 broken bytes"),
        (b"<p>\xff\xfe\x80</p>", "text/html; charset=utf-8", "<p></p>", "1 broken bytes"),
        (b"", "", "", None),
    ],
)
def test_decodes_what_pages_send(body: bytes, content_type: str, text: str, warning: str | None) -> None:
    got, warnings = decode(body, content_type)
    assert got == text
    assert len(warnings) == (0 if warning is None else 1)
    assert warning is None or warning in warnings[0]


def test_random_bytes_become_some_text() -> None:
    for seed in range(20):
        got, _ = decode(random.Random(seed).randbytes(2000))
        got.encode("utf-8")
