"""`up` from outside: its output, its restarts, and that it leaves no process behind."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.ops.management.commands.serve import web_processes
from tests.support.engine import START_SECONDS, LocalEngine, engine_in_its_own_folder, prepared_engine
from tests.support.servers import wait_until

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    with engine_in_its_own_folder() as engine:
        yield engine


@pytest.fixture
def migrated() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        yield engine


@pytest.fixture(scope="module")
def running() -> Iterator[LocalEngine]:
    """A running engine; the tests that share it leave it healthy."""
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait()
        yield engine


def write_mark(engine: LocalEngine) -> None:
    with engine.cluster().connect("payout_engine") as connection:
        connection.execute("CREATE TABLE mark AS SELECT 42 AS mark")


def read_mark(engine: LocalEngine) -> object:
    with engine.cluster().connect("payout_engine") as connection:
        row = connection.execute("SELECT mark FROM mark").fetchone()
        return row[0] if row else None


def kill(pids: set[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # it ended with the one before it
            os.kill(pid, signal.SIGKILL)


def test_it_starts_from_an_empty_folder_and_prints_its_addresses(running: LocalEngine) -> None:
    assert running.health() == 200
    assert running.says(f"http://127.0.0.1:{running.port}/graphql/")
    assert running.says("Access is open")
    assert not running.says("Traceback"), running.output()


def test_with_debug_it_listens_on_this_machine_only_even_if_access_is_closed(migrated: LocalEngine) -> None:
    """DEBUG shows error details, and its secret keys are public."""
    migrated.start_and_wait(PAYOUT_OPEN_ACCESS="false", DEBUG="true")
    assert migrated.says("Every API call needs a key. While DEBUG is on, only this machine can connect.")
    assert not migrated.says("Sample merchant")  # nobody's money in a ledger that cannot forget it
    sockets = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    addresses = {
        local for _, local, _, state, *_ in sockets if state == "0A" and local.endswith(f":{migrated.port:04X}")
    }
    assert addresses == {f"0100007F:{migrated.port:04X}"}
    assert migrated.stop() == 0


def test_a_second_one_on_the_same_data_is_refused_in_one_line(running: LocalEngine) -> None:
    assert running.process
    refused = running.manage("up", "--port", "0")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert f"process {running.process.pid}, port {running.port}" in refused.stderr
    assert running.health() == 200


def test_a_command_uses_its_database_and_leaves_it_running(running: LocalEngine) -> None:
    before = running.cluster().pid()
    assert running.manage("seed").returncode == 0
    assert running.cluster().pid() == before
    assert running.health() == 200


@pytest.mark.parametrize("part", ["manage.py serve", "manage.py run_huey", "/postgres -D"])
def test_a_killed_process_is_restarted(running: LocalEngine, part: str) -> None:
    before = running.processes(part)
    assert before
    kill(before)
    wait_until(lambda: running.processes(part) - before)
    assert not running.processes(part) & before
    wait_until(lambda: running.health() == 200)


def test_a_killed_web_process_takes_its_workers_with_it(running: LocalEngine) -> None:
    wait_until(lambda: len(running.processes("manage.py serve")) == 1 + web_processes())
    serving = running.processes("manage.py serve")
    kill({min(serving)})  # the parent of the others
    wait_until(lambda: not running.processes("manage.py serve") & serving)
    wait_until(lambda: running.health() == 200)


def test_one_killed_web_worker_is_replaced(running: LocalEngine) -> None:
    wait_until(lambda: len(running.processes("manage.py serve")) == 1 + web_processes())
    serving = running.processes("manage.py serve")
    main, killed = min(serving), max(serving)
    kill({killed})
    wait_until(lambda: len(running.processes("manage.py serve") - {killed}) == 1 + web_processes())
    wait_until(lambda: running.health() == 200)
    assert main in running.processes("manage.py serve")


def test_each_stop_signal_leaves_no_process_and_keeps_the_data(migrated: LocalEngine) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        migrated.start_and_wait()
        if number == signal.SIGINT:
            write_mark(migrated)
        assert read_mark(migrated) == 42
        assert migrated.stop(number) == 0
        assert migrated.processes() == set()


def test_stopped_during_its_start_it_leaves_no_process(engine: LocalEngine) -> None:
    engine.start()
    wait_until(lambda: engine.says("Preparing the database"), START_SECONDS)
    assert engine.stop() == 0
    assert engine.processes() == set()


def test_killed_it_leaves_no_process_and_keeps_the_data(migrated: LocalEngine) -> None:
    migrated.start_and_wait()
    write_mark(migrated)
    assert migrated.stop(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: migrated.processes() == set())
    migrated.start_and_wait()
    assert read_mark(migrated) == 42

    kill(migrated.processes())  # all processes at once
    wait_until(migrated.has_ended)
    migrated.start_and_wait()
    assert read_mark(migrated) == 42


def test_a_port_in_use_is_refused_in_one_line(engine: LocalEngine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", engine.port))
        other.listen()
        refused = engine.manage("up", "--port", str(engine.port))
    assert refused.returncode == 2
    assert refused.stderr.strip() == (
        f"Port {engine.port} cannot be used (Address already in use): choose another one with --port"
    )
