"""A response's head and body leave together, and nothing that was written is lost at a connection's end."""

import asyncio
from collections.abc import Callable

import pytest

from server.asgi.whole_writes import WholeWrites


class Recorded(asyncio.Transport):
    """What reaches the operating system, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.seen.append(bytes(data))

    def write_eof(self) -> None:
        self.seen.append(b"<end>")

    def close(self) -> None:
        self.seen.append(b"<closed>")

    def is_closing(self) -> bool:
        return b"<closed>" in self.seen


def seen_after(act: Callable[[WholeWrites], None]) -> list[bytes]:
    async def run() -> list[bytes]:
        recorded = Recorded()
        act(WholeWrites(recorded, asyncio.get_running_loop()))
        await asyncio.sleep(0)
        return recorded.seen

    return asyncio.run(run())


def test_what_is_written_in_one_turn_of_the_loop_leaves_in_one_write() -> None:
    def respond(writes: WholeWrites) -> None:
        writes.write(b"head ")
        writes.write(b"body")
        assert not writes.is_closing()

    assert seen_after(respond) == [b"head body"]


@pytest.mark.parametrize(("end", "mark"), [("close", b"<closed>"), ("write_eof", b"<end>")])
def test_what_was_written_leaves_before_the_end(end: str, mark: bytes) -> None:
    def respond(writes: WholeWrites) -> None:
        writes.write(b"head ")
        writes.write(b"body")
        getattr(writes, end)()

    assert seen_after(respond) == [b"head body", mark]


def test_the_next_turn_writes_again() -> None:
    async def run() -> list[bytes]:
        recorded = Recorded()
        writes = WholeWrites(recorded, asyncio.get_running_loop())
        for data in (b"one", b"two"):
            writes.write(data)
            await asyncio.sleep(0)
        return recorded.seen

    assert asyncio.run(run()) == [b"one", b"two"]
