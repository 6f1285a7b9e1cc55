"""Which request each thread of a web process is answering, to be read from outside of the process.

A process that stands still cannot say what it does: one call of a C function may hold Python's lock for seconds. So
each thread writes its request into memory that it shares with the main process, without a system call; the main process
reads it before it kills.
"""

import os
import struct
import threading
import time
from ctypes import Array, c_char
from itertools import count
from multiprocessing import RawArray
from pathlib import Path

from .log_redaction import mask

# A slot: process and thread (in the operating system's numbers; no thread: no request), when the request began by
# time.monotonic(), and so many bytes of text.
HEAD, THREAD, LENGTH = struct.Struct("=QQdH"), struct.Struct("=Q"), struct.Struct("=H")
THREAD_AT, LENGTH_AT = 8, 24
SLOT_BYTES, SLOTS = 512, 8  # of a process; it has a few threads
MOST_TEXT = SLOT_BYTES - HEAD.size
# A process has the place that its number leaves modulo this prime. Two of the same place would see one another off.
PLACES = 251
PLACE_BYTES = SLOT_BYTES * SLOTS
LONGEST_PATH = 200  # characters: whatever else tells whose request it is has to fit, too
LOOK_SECONDS = 0.1

Memory = Array[c_char]


def shared_memory() -> Memory:
    """For the main process, which hands it to the others. Only the places in use take memory."""
    return RawArray(c_char, PLACE_BYTES * PLACES)


class _Slot:
    """One thread's."""

    def __init__(self, memory: memoryview, pid: int) -> None:
        self._memory, self._pid, self._thread = memory, pid, threading.get_native_id()
        self._length = 0  # of the text; 0 without a request

    def begin(self, text: str) -> None:
        self._length = 0
        HEAD.pack_into(self._memory, 0, self._pid, self._thread, time.monotonic(), 0)
        self._append(text)

    def add(self, text: str) -> None:
        if self._length:
            self._append(text)

    def end(self) -> None:
        self._length = 0
        THREAD.pack_into(self._memory, THREAD_AT, 0)

    def _append(self, text: str) -> None:
        encoded = text.encode("utf-8", "replace")[: MOST_TEXT - self._length]
        start = HEAD.size + self._length
        self._memory[start : start + len(encoded)] = encoded
        self._length += len(encoded)
        LENGTH.pack_into(self._memory, LENGTH_AT, self._length)


class Board:
    """A process's slots. Each thread has one; a thread that comes too late has none and goes unseen."""

    def __init__(self, memory: Memory) -> None:
        self._pid = os.getpid()
        place = _place_of(self._pid)
        self._memory = memoryview(memory).cast("B")[place : place + PLACE_BYTES]
        self._memory[:] = bytes(PLACE_BYTES)
        self._starts = count(0, SLOT_BYTES)
        self._own = threading.local()

    def slot(self) -> _Slot | None:
        try:
            own: _Slot | None = self._own.slot
        except AttributeError:
            start = next(self._starts)
            free = start < PLACE_BYTES
            own = self._own.slot = _Slot(self._memory[start : start + SLOT_BYTES], self._pid) if free else None
        return own


_board: Board | None = None  # of this process, if anybody reads it


def publish(memory: Memory) -> None:
    """From here on `under_way(memory, …)` tells this process's requests."""
    global _board  # noqa: PLW0603 - a process has one
    _board = Board(memory)


def begin(method: str | None, path: str, request_id: str, address: str) -> None:
    """This thread begins to answer a request."""
    if _board and (slot := _board.slot()):
        slot.begin(f"{method} {path[:LONGEST_PATH]}, request {request_id}, from {address}")


def name_caller(kind: str, caller_id: str) -> None:
    """The request that this thread is answering is this caller's."""
    if _board and (slot := _board.slot()):
        slot.add(f", {kind} {caller_id}")


def end() -> None:
    if _board and (slot := _board.slot()):
        slot.end()


def under_way(memory: Memory, pid: int) -> list[str]:
    """The requests that this process is answering, the oldest first, each in one line without secrets. Where the system
    tells (Linux), those whose threads are using a processor are marked. Takes `LOOK_SECONDS`."""
    place = _place_of(pid)
    board = memoryview(memory).cast("B")
    slots = [bytes(board[start : start + SLOT_BYTES]) for start in range(place, place + PLACE_BYTES, SLOT_BYTES)]
    heads = [(*HEAD.unpack_from(slot), slot[HEAD.size :]) for slot in slots]
    found = sorted(
        (begun, thread, text[:length]) for owner, thread, begun, length, text in heads if owner == pid and thread
    )
    before = {thread: _processor_ticks(pid, thread) for _, thread, _ in found}
    time.sleep(LOOK_SECONDS)
    return [
        f"{_in_one_line(text)}, for {time.monotonic() - begun:.1f} s"
        + (", which is using a processor" if _processor_ticks(pid, thread) > before[thread] else "")
        for begun, thread, text in found
    ]


def _place_of(pid: int) -> int:
    return pid % PLACES * PLACE_BYTES


def _in_one_line(text: bytes) -> str:
    shown = text.decode("utf-8", "replace")
    return mask("".join(each if each.isprintable() else "?" for each in shown))


def _processor_ticks(pid: int, thread: int) -> int:
    """The processor time of a thread so far, in the system's ticks; 0 if it is not known."""
    try:
        stat = Path(f"/proc/{pid}/task/{thread}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    of_user, of_system = stat.rpartition(")")[2].split()[11:13]
    return int(of_user) + int(of_system)
