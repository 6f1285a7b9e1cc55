"""Replaces web worker processes that hang.

A process that is stopped (SIGSTOP, a debugger, swapped-out memory) still listens, so it takes its share of the
connections and answers none; and it still holds its merchants' locks. So each worker sends a heartbeat, and the main
process kills one that falls silent. It says which requests that ends: one of them may be why.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from server.observability import requests_under_way

BEAT_SECONDS = 0.5
MAX_MISSED_BEATS = 10


class Heartbeats:
    """Created in the main process, which calls `watch`; each worker calls `beat`."""

    def __init__(self) -> None:
        self._receiver: Connection[None, bytes]
        self._sender: Connection[bytes, None]
        self._receiver, self._sender = Pipe(duplex=False)
        self._requests = requests_under_way.shared_memory()

    def beat(self) -> None:
        requests_under_way.publish(self._requests)

        def beat() -> None:
            pid = str(os.getpid()).encode()
            while True:
                self._sender.send_bytes(pid)
                time.sleep(BEAT_SECONDS)

        threading.Thread(target=beat, name="heartbeat", daemon=True).start()

    def watch(self, is_worker: Callable[[int], bool]) -> None:
        threading.Thread(target=self._watch, args=(is_worker,), name="heartbeats", daemon=True).start()

    def _watch(self, is_worker: Callable[[int], bool]) -> None:
        missed: dict[int, int] = {}
        while True:
            # Counts its own loops, not the clock: while the whole machine stood still, no worker missed a beat.
            time.sleep(BEAT_SECONDS)
            missed = {pid: beats + 1 for pid, beats in missed.items() if is_worker(pid)}
            while self._receiver.poll():
                missed[int(self._receiver.recv_bytes())] = 0
            for pid, beats in missed.items():
                if beats > MAX_MISSED_BEATS and is_worker(pid):
                    cut_off = "; ".join(requests_under_way.under_way(self._requests, pid)) or "no request"
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    print(f"Worker process {pid} hangs: it is killed and replaced. Under way: {cut_off}.", flush=True)
