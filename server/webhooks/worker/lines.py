"""The threads that speak to receivers. They touch no database: most of their time they wait."""

import threading
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], None]


class Lines:
    """At most `size` jobs at a time, each in a thread that is made when it is needed and kept. They are daemons: what a
    receiver holds back does not hold up the end of the process."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._busy = 0
        self._threads: list[threading.Thread] = []

    @property
    def free(self) -> int:
        return self._size - self._busy

    def run(self, job: Job) -> None:
        """`job` raises nothing. Call it only while one is free."""
        with self._lock:
            self._busy += 1
            if self._busy > len(self._threads):
                name = f"webhooks-{len(self._threads) + 1}"
                self._threads.append(threading.Thread(target=self._work, name=name, daemon=True))
                self._threads[-1].start()
        self._jobs.put(job)

    def close(self) -> None:
        """Each thread ends once it is free."""
        with self._lock:
            threads, self._threads = self._threads, []
        for _ in threads:
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            finally:
                with self._lock:
                    self._busy -= 1
