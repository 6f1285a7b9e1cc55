"""Commands that need the embedded database get it, with and without a running `up`."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.database.embedded_address import socket_directory
from tests.support.engine import CHECKOUT, LocalEngine, engine_in_its_own_folder, prepared_engine
from tests.support.servers import wait_until

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")


@contextmanager
def command_that_waits(engine: LocalEngine) -> Iterator[subprocess.Popen[str]]:
    """A `shell` command that uses the database until it reads a line."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", "print('here', flush=True); input()"],
        cwd=CHECKOUT,
        env=engine.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        assert command.stdout
        assert command.stdout.readline() == "here\n"
        yield command


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    with engine_in_its_own_folder() as engine:
        yield engine


@pytest.fixture
def migrated() -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        yield engine


def test_a_command_starts_the_database_and_stops_it(engine: LocalEngine) -> None:
    migrated = engine.manage("migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert engine.processes() == set()
    shown = engine.manage("showmigrations", "--plan")
    assert "[X]" in shown.stdout
    assert "[ ]" not in shown.stdout


def test_a_command_without_need_of_a_database_starts_none(engine: LocalEngine) -> None:
    assert engine.manage("check").returncode == 0
    assert not (engine.data_dir / "postgres").exists()


def test_the_last_of_two_commands_stops_the_database(migrated: LocalEngine) -> None:
    with command_that_waits(migrated) as long:
        running = migrated.cluster().pid()
        assert migrated.manage("showmigrations").returncode == 0
        assert migrated.cluster().pid() == running
        long.communicate("\n", timeout=30)
    assert long.returncode == 0
    assert migrated.processes() == set()


def test_a_terminated_command_stops_the_database(migrated: LocalEngine) -> None:
    with command_that_waits(migrated) as command:
        command.terminate()
        command.wait(30)
    assert migrated.processes() == set()


def test_up_replaces_the_database_that_a_killed_command_left_running(migrated: LocalEngine) -> None:
    with command_that_waits(migrated) as command:
        command.kill()
        command.wait(30)
    orphan = migrated.cluster().pid()
    assert orphan
    migrated.start_and_wait()
    assert migrated.cluster().pid() != orphan
    assert migrated.stop() == 0
    assert migrated.processes() == set()


def test_a_stale_pid_file_and_socket_do_not_stop_the_start(migrated: LocalEngine) -> None:
    cluster = migrated.cluster()
    cluster.start()
    cluster.stop()
    sockets = socket_directory(migrated.data_dir)
    # Both name a running process that is no PostgreSQL: this one.
    (migrated.data_dir / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{migrated.data_dir}\n")
    (sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    (sockets / ".s.PGSQL.5432").write_text("")
    shown = migrated.manage("showmigrations")
    assert shown.returncode == 0, shown.stderr


def test_deleted_sockets_of_a_running_database_are_created_again(migrated: LocalEngine) -> None:
    cluster = migrated.cluster()
    cluster.start()
    for file in cluster.sockets.iterdir():
        file.unlink()
    assert migrated.manage("showmigrations").returncode == 0
    assert cluster.pid() is None


def test_a_socket_folder_open_to_others_is_refused(engine: LocalEngine) -> None:
    socket_directory(engine.data_dir).mkdir()
    socket_directory(engine.data_dir).chmod(0o777)
    refused = engine.manage("migrate")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "remove it" in refused.stderr


def test_a_link_instead_of_the_socket_folder_is_refused_and_not_followed(engine: LocalEngine) -> None:
    elsewhere = engine.data_dir / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    before = elsewhere.stat()
    sockets = socket_directory(engine.data_dir)
    sockets.symlink_to(elsewhere)
    refused = engine.manage("migrate")
    sockets.unlink()
    assert refused.returncode == 2
    assert "remove it" in refused.stderr
    assert (elsewhere.stat().st_uid, elsewhere.stat().st_mode) == (before.st_uid, before.st_mode)


def test_data_of_another_major_version_is_refused(engine: LocalEngine) -> None:
    engine.manage("check")
    (engine.data_dir / "postgres").mkdir()
    (engine.data_dir / "postgres" / "PG_VERSION").write_text("11\n")
    refused = engine.manage("migrate")
    assert refused.returncode == 2
    assert refused.stderr.startswith("The data was written by PostgreSQL 11")
    assert refused.stderr.count("\n") == 1


def test_a_killed_initdb_is_repeated(engine: LocalEngine) -> None:
    (engine.data_dir / "postgres.unfinished").mkdir()
    (engine.data_dir / "postgres.unfinished" / "PG_VERSION").write_text("18\n")
    assert engine.manage("migrate").returncode == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root does PostgreSQL run as another user")
def test_a_data_folder_that_only_root_can_enter_is_refused_in_one_line(engine: LocalEngine) -> None:
    engine.data_dir.chmod(0o700)
    refused = engine.manage("migrate")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "PAYOUT_DATA_DIR" in refused.stderr


def test_the_database_survives_a_kill(migrated: LocalEngine) -> None:
    cluster = migrated.cluster()
    cluster.start()
    with cluster.connect("payout_engine") as connection:
        connection.execute("CREATE TABLE mark AS SELECT 42 AS mark")
    pid = cluster.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: cluster.pid() is None)
    cluster.start()
    with cluster.connect("payout_engine") as connection:
        assert connection.execute("SELECT mark FROM mark").fetchone() == (42,)
    cluster.stop()
