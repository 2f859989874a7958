"""The farm's server: one process that listens at every outlet's address and writes down who asked for what, when.

Run as `python -m bench.harvest.farm`: the plan as one line of JSON on standard input; its port is the first line out.
It ends when its input ends. At 127.0.0.1 it answers questions of the bench itself: /log?from=N, /count, /publish,
/mode?host=H&mode=M.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import threading
import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bench.harvest.site import Reply, Site
from bench.harvest.truth import Plan
from bench.harvest.visits import COUNTER_HOST, Visit

_REASONS = {200: "OK", 301: "Moved Permanently", 304: "Not Modified", 403: "Forbidden", 404: "Not Found"}
_MOST_HEADER_BYTES = 65_536


class Server:
    """Listens at all addresses, each of which can be taken away and given back."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.visits: list[Visit] = []
        self._listeners: dict[str, asyncio.Server] = {}
        self._connections: set[_Connection] = set()
        self.tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> int:
        """Listen everywhere; returns the port, the same at every address."""
        counter = await asyncio.get_running_loop().create_server(lambda: _Connection(self), COUNTER_HOST, 0)
        port: int = counter.sockets[0].getsockname()[1]
        self._listeners[COUNTER_HOST] = counter
        self.site = Site(self.plan, port)
        for host in self.site.outlets:
            await self._listen(host)
        return port

    async def answer_bench(self, target: str) -> Any:
        """What the bench is told."""
        parts = urlsplit(target)
        said = dict(parse_qsl(parts.query))
        if parts.path == "/log":
            return self.visits[int(said["from"]) :]
        if parts.path == "/publish":
            for outlet in self.site.outlets.values():
                outlet.hidden = 0
        if parts.path == "/mode":
            await self._set_mode(said["host"], said["mode"])
        return len(self.visits)

    def note(self, connection: _Connection, is_open: bool) -> None:
        """Keep track of the connections, to break those of a host that goes down."""
        (self._connections.add if is_open else self._connections.discard)(connection)

    async def _set_mode(self, host: str, mode: str) -> None:
        self.site.outlets[host].mode = mode
        if mode != "down" and host not in self._listeners:
            await self._listen(host)
        elif mode == "down" and host in self._listeners:
            self._listeners.pop(host).close()
            for connection in [open_one for open_one in self._connections if open_one.host == host]:
                connection.transport.abort()

    async def _listen(self, host: str) -> None:
        port = self.site.port
        loop = asyncio.get_running_loop()
        self._listeners[host] = await loop.create_server(lambda: _Connection(self), host, port, backlog=512)


class _Connection(asyncio.Protocol):
    """One connection: requests one after the other, each answered after the farm's latency."""

    transport: asyncio.Transport

    def __init__(self, server: Server) -> None:
        self._server = server
        self._received = b""
        self.host = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]
        self._server.note(self, is_open=True)

    def connection_lost(self, error: Exception | None) -> None:
        self._server.note(self, is_open=False)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if len(self._received) > _MOST_HEADER_BYTES:
            self.transport.abort()
            return
        head, end, rest = self._received.partition(b"\r\n\r\n")
        if end:
            self._received = rest
            self._take(head.decode("latin-1"), time.monotonic())

    def _take(self, head: str, began: float) -> None:
        first, *lines = head.split("\r\n")
        target = first.split(" ")[1]
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        if self.host == COUNTER_HOST:
            self._start(self._tell(target))
            return
        reply = self._server.site.reply(self.host, target, headers)
        wait = self._server.plan.latency_seconds + reply.wait_seconds
        asyncio.get_running_loop().call_later(wait, self._give, reply, target, headers, began)

    def _give(self, reply: Reply, target: str, headers: dict[str, str], began: float) -> None:
        ended, agent = time.monotonic(), headers.get("user-agent", "")
        status = 0 if reply.perform else reply.status
        self._server.visits.append(Visit(self.host, target, status, len(reply.body), began, ended, agent))
        if self.transport.is_closing():
            return
        if reply.perform is None:
            self._write(reply)
        else:
            self._start(reply.perform(self.transport, random.Random(target)))

    def _write(self, reply: Reply) -> None:
        reason = _REASONS.get(reply.status, "")
        lines = [f"HTTP/1.1 {reply.status} {reason}", f"Content-Type: {reply.content_type}"]
        lines += [f"{name}: {value}" for name, value in reply.headers]
        if reply.status != 304:
            lines.append(f"Content-Length: {len(reply.body)}")
        self.transport.write("\r\n".join(lines).encode() + b"\r\n\r\n" + reply.body)

    def _start(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._server.tasks.add(task)
        task.add_done_callback(self._server.tasks.discard)

    async def _tell(self, target: str) -> None:
        body = json.dumps(await self._server.answer_bench(target)).encode()
        self._write(Reply(200, "application/json", body))


def main() -> None:
    """Serve until standard input ends."""
    plan = Plan.parse(json.loads(sys.stdin.readline()))
    asyncio.run(_serve(plan))


async def _serve(plan: Plan) -> None:
    server = Server(plan)
    print(await server.open(), flush=True)
    ended = asyncio.Event()
    threading.Thread(target=_wait_for_end, args=(asyncio.get_running_loop(), ended), daemon=True).start()
    await ended.wait()


def _wait_for_end(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    sys.stdin.read()
    loop.call_soon_threadsafe(ended.set)


if __name__ == "__main__":
    main()
