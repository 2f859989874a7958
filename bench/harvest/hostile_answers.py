"""Bad answers of many kinds, each written straight onto the connection. Which host gives them: `hostile.py`."""

from __future__ import annotations

import asyncio
import gzip
import random
import re
from collections.abc import Awaitable, Callable
from functools import cache

Performance = Callable[[asyncio.Transport, random.Random], Awaitable[None]]
_TARGET = re.compile(r"^/jahat/([a-z_]+)/(\d+)$")
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_BOMB_BYTES = 300 * 1024 * 1024
_CHUNK = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
_MOST_BYTES = 64 << 20
"""Of an endless answer: more than anyone should read."""
_DRIP_SECONDS = 1.0
_MOST_DRIPS = 180


def choose_performance(path: str) -> Performance | None:
    """What is done for an address `/jahat/<kind>/<number>`; None for all others."""
    found = _TARGET.match(path)
    return PERFORMANCES.get(found[1]) if found else None


async def _bomb(transport: asyncio.Transport, chance: random.Random) -> None:
    """300 MB of nothing in 300 kB."""
    _send(transport, b"Content-Encoding: gzip\r\n", _load_bomb())


async def _bomb_in_bomb(transport: asyncio.Transport, chance: random.Random) -> None:
    """Packed twice."""
    _send(transport, b"Content-Encoding: gzip, gzip\r\n", gzip.compress(_load_bomb(), 1, mtime=0))


async def _bad_gzip(transport: asyncio.Transport, chance: random.Random) -> None:
    """Says it is packed, and is not."""
    _send(transport, b"Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\x00" + chance.randbytes(2000))


async def _loop(transport: asyncio.Transport, chance: random.Random) -> None:
    """A redirect to another address that does the same."""
    place = f"/jahat/loop/{chance.randrange(10**6)}".encode()
    transport.write(b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\nContent-Length: 0\r\n\r\n")


async def _astray(transport: asyncio.Transport, chance: random.Random) -> None:
    """A redirect to where a crawler has no business."""
    places = (b"http://169.254.169.254/latest/", b"file:///etc/passwd", b"http://[::1", b"gopher://x/", b"\xff\xfe//")
    transport.write(b"HTTP/1.1 302 Found\r\nLocation: " + chance.choice(places) + b"\r\nContent-Length: 0\r\n\r\n")


async def _drip(transport: asyncio.Transport, chance: random.Random) -> None:
    """One byte a second."""
    transport.write(_OK + b"Content-Length: 10000\r\n\r\n")
    for _ in range(_MOST_DRIPS):
        if transport.is_closing():
            return
        transport.write(b"x")
        await asyncio.sleep(_DRIP_SECONDS)


async def _broken_headers(transport: asyncio.Transport, chance: random.Random) -> None:
    """Lines that are no headers."""
    lines = [chance.randbytes(20).replace(b"\n", b"") for _ in range(5)]
    transport.write(b"HTTP/1.1 200 OK\r\nNo colon here\r\n: no name\r\n" + b"\r\n".join(lines) + b"\r\n\r\n<h1>x</h1>")
    transport.close()


async def _bad_status(transport: asyncio.Transport, chance: random.Random) -> None:
    """Status lines nobody writes."""
    lines = (
        b"HTTP/1.1 999 \r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 -1 x\r\n\r\n",
        b"200 OK\r\n\r\n",
        b"\r\n\r\n",
    )
    transport.write(chance.choice(lines))
    transport.close()


async def _noise(transport: asyncio.Transport, chance: random.Random) -> None:
    """Random bytes instead of HTTP."""
    transport.write(chance.randbytes(chance.randint(1, 4000)))
    transport.close()


async def _noise_body(transport: asyncio.Transport, chance: random.Random) -> None:
    """Random bytes that say they are a page."""
    _send(transport, b"", chance.randbytes(chance.randint(1, 40_000)))


async def _too_short(transport: asyncio.Transport, chance: random.Random) -> None:
    """Less than the length it names."""
    transport.write(_OK + b"Content-Length: 100000\r\n\r\n<h1>x</h1>")
    transport.close()


async def _bad_length(transport: asyncio.Transport, chance: random.Random) -> None:
    """Lengths that are none."""
    length = chance.choice((b"-1", b"abc", b"99999999999999999999", b"10\r\nContent-Length: 20", b"\xd9\xa3"))
    transport.write(_OK + b"Content-Length: " + length + b"\r\n\r\n<h1>0123456789</h1>")
    transport.close()


async def _endless(transport: asyncio.Transport, chance: random.Random) -> None:
    """Chunk after chunk."""
    transport.write(_OK + b"Transfer-Encoding: chunked\r\n\r\n")
    await _pour(transport, _CHUNK)


async def _bad_chunks(transport: asyncio.Transport, chance: random.Random) -> None:
    """A chunk whose length is no number."""
    transport.write(_OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nworld\r\n-1\r\n\r\n")
    transport.close()


async def _huge_header(transport: asyncio.Transport, chance: random.Random) -> None:
    """One header of a megabyte."""
    transport.write(_OK + b"X-Besar: " + b"a" * (1 << 20) + b"\r\nContent-Length: 2\r\n\r\nok")


async def _many_headers(transport: asyncio.Transport, chance: random.Random) -> None:
    """Two thousand headers."""
    transport.write(_OK + b"".join(b"X-%d: a\r\n" % n for n in range(2000)) + b"Content-Length: 2\r\n\r\nok")


async def _endless_headers(transport: asyncio.Transport, chance: random.Random) -> None:
    """Header after header."""
    transport.write(_OK)
    await _pour(transport, b"X-Lagi: dan lagi\r\n" * 1000)


async def _nested(transport: asyncio.Transport, chance: random.Random) -> None:
    """Elements in elements, deeper than any parser's stack."""
    _send(transport, b"", b"<div>" * 200_000)


async def _entities(transport: asyncio.Transport, chance: random.Random) -> None:
    """XML whose entities unfold to gigabytes."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    _send(transport, b"", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l9;</x>'.encode())


async def _bad_charset(transport: asyncio.Transport, chance: random.Random) -> None:
    """A charset that does not exist, or is not the one of the bytes."""
    charset = chance.choice((b"utf-99", b"utf-16", b"x" * 500, b"\xff\xff", b"utf-7", b"idna", b"rot13", b"zip"))
    body = b"<html><a href='/tag/x'>x</a>\xff\xfe\x00caf\xe9\xc3\x28</html>"
    lines = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=" + charset, b"Content-Length: %d" % len(body)]
    transport.write(b"\r\n".join(lines) + b"\r\n\r\n" + body)


async def _hang_up(transport: asyncio.Transport, chance: random.Random) -> None:
    """No answer at all."""
    transport.abort()


PERFORMANCES: dict[str, Performance] = {
    "bomb": _bomb,
    "bomb_in_bomb": _bomb_in_bomb,
    "bad_gzip": _bad_gzip,
    "loop": _loop,
    "astray": _astray,
    "drip": _drip,
    "broken_headers": _broken_headers,
    "bad_status": _bad_status,
    "noise": _noise,
    "noise_body": _noise_body,
    "too_short": _too_short,
    "bad_length": _bad_length,
    "endless": _endless,
    "bad_chunks": _bad_chunks,
    "huge_header": _huge_header,
    "many_headers": _many_headers,
    "endless_headers": _endless_headers,
    "nested": _nested,
    "entities": _entities,
    "bad_charset": _bad_charset,
    "hang_up": _hang_up,
}
"""By kind."""
QUICK = tuple(name for name in PERFORMANCES if name not in ("drip", "endless_headers"))
"""All kinds but those that take as long as the visitor's patience."""


async def _pour(transport: asyncio.Transport, piece: bytes) -> None:
    """The same again and again, as fast as it is taken, up to 64 MB."""
    for _ in range(_MOST_BYTES // len(piece)):
        if transport.is_closing():
            return
        transport.write(piece)
        while transport.get_write_buffer_size() > 1 << 20 and not transport.is_closing():
            await asyncio.sleep(0.005)
    transport.close()


def _send(transport: asyncio.Transport, headers: bytes, body: bytes) -> None:
    transport.write(_OK + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@cache
def _load_bomb() -> bytes:
    return gzip.compress(bytes(_BOMB_BYTES), 9, mtime=0)
