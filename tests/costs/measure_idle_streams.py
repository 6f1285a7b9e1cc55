"""What idle listeners cost one web process: `python -m pytest tests/costs/measure_idle_streams.py -s`. Target: 2,000
take less than 150 MB and 5 % of a core."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from server.merchants.models import Merchant
from server.merchants.onboarding import create_merchant
from tests.support.servers import wait_until
from tests.support.web import WebServer, web_server

LISTENERS, MERCHANTS, SECONDS = 2_000, 100, 30


class Cost(NamedTuple):
    own_mb: float  # not shared with the main process
    resident_mb: float
    processor_seconds: float


class OneProcess(WebServer):
    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--workers", "1"]
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True)
        wait_until(self.is_healthy)


def cost_of(pid: int) -> Cost:
    sizes = dict(
        line.split(":") for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:] if ":" in line
    )
    kb = {name: int(text.split()[0]) for name, text in sizes.items()}
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(used[11]) + int(used[12])
    return Cost((kb["Private_Clean"] + kb["Private_Dirty"]) / 1024, kb["Rss"] / 1024, ticks / os.sysconf("SC_CLK_TCK"))


async def listen(port: int, merchants: list[Merchant], pid: int) -> None:
    before = cost_of(pid)
    opened = []
    for number in range(LISTENERS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
        merchant = merchants[number % len(merchants)].id
        writer.write(
            f"GET /api/v1/events/?merchant_id={merchant} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Accept: text/event-stream\r\n\r\n".encode()
        )
        assert b"200 OK" in await reader.readline()
        opened.append((reader, writer))
    heard = 0

    async def hear(reader: asyncio.StreamReader) -> None:
        nonlocal heard
        while line := await reader.readline():
            heard += line == b": k\n"

    tasks = [asyncio.create_task(hear(reader)) for reader, _ in opened]
    await asyncio.sleep(5)
    start, begun, heard = cost_of(pid), time.monotonic(), 0
    await asyncio.sleep(SECONDS)
    end, seconds = cost_of(pid), time.monotonic() - begun
    share = (end.processor_seconds - start.processor_seconds) / seconds
    print(
        f"\n{LISTENERS} idle listeners of {len(merchants)} merchants, {seconds:.0f} s: {share:.1%} of a core,"
        f" {end.resident_mb:.0f} MB resident ({before.resident_mb:.0f} before), {end.own_mb:.0f} MB its own"
        f" ({before.own_mb:.0f} before), {heard / seconds:.0f} heartbeats a second"
    )
    assert sum(not task.done() for task in tasks) == LISTENERS
    for task in tasks:
        task.cancel()
    for _, writer in opened:
        writer.close()


def test_idle_listeners(database: None) -> None:
    merchants = [
        create_merchant(name=f"Kaveri Silks {number}", email=f"m{number}@example.in") for number in range(MERCHANTS)
    ]
    with web_server(PAYOUT_STREAMS_PER_CALLER="2500") as usual:
        usual.stop()
        server = OneProcess(usual.port, usual.environment)
        server.start()
        try:
            asyncio.run(listen(server.port, merchants, server.workers()[0]))
        finally:
            server.stop()
