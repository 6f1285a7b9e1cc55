"""A worker process that stands still takes its share of the connections and answers none: it is ended, and replaced.

Stopped (SIGSTOP, a debugger, memory that is swapped out), it still listens, and it still holds its merchants' locks.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

BEAT_SECONDS = 0.5
MOST_MISSED = 10


class Heartbeats:
    """Made in the main process; `beat` is called in each worker, `watch` in the main one."""

    def __init__(self) -> None:
        self._heard: Connection[None, bytes]
        self._told: Connection[bytes, None]
        self._heard, self._told = Pipe(duplex=False)

    def beat(self) -> None:
        def beat() -> None:
            mine = str(os.getpid()).encode()
            while True:
                self._told.send_bytes(mine)
                time.sleep(BEAT_SECONDS)

        threading.Thread(target=beat, name="heartbeat", daemon=True).start()

    def watch(self, is_worker: Callable[[int], bool]) -> None:
        threading.Thread(target=self._watch, args=(is_worker,), name="heartbeats", daemon=True).start()

    def _watch(self, is_worker: Callable[[int], bool]) -> None:
        missed: dict[int, int] = {}
        while True:
            # Counted by our own turns and not by the clock: where all of us stood still, nobody has missed a beat.
            time.sleep(BEAT_SECONDS)
            missed = {pid: turns + 1 for pid, turns in missed.items() if is_worker(pid)}
            while self._heard.poll():
                missed[int(self._heard.recv_bytes())] = 0
            for pid, turns in missed.items():
                if turns > MOST_MISSED and is_worker(pid):
                    print(f"Worker {pid} stands still and is replaced.", flush=True)
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
