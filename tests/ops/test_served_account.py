"""`up` of root serves as PostgreSQL's user, who is no superuser of the database without a password, and reads no
secret that it need not know."""

import os
import shutil
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from server.ops.embedded_postgres.os_account import OsAccount, account_for
from server.ops.processes.private_view import view_for
from server.ops.processes.served_account import ServedAs, served_as
from tests.support.engine import CHECKOUT, LocalEngine, engine_in_its_own_folder, free_port

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="for root alone do others serve")

SECRETS = {
    "SECRET_KEY": "a secret of this test, which no other program may see",
    "PAYOUT_ENCRYPTION_KEYS": "cZ0yq3k7xw5v9n1m2b4d6f8h0j2l4p6r8t0u2w4y6A8",
    "DB_PASSWORD": "another secret of this test",
}


@pytest.fixture(scope="module")
def running() -> Iterator[LocalEngine]:
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait(**SECRETS)
        yield engine


def environment_of(pid: int) -> dict[str, str]:
    words = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(word.split("=", 1) for word in words if "=" in word)


def postmaster_of(engine: LocalEngine) -> int:
    pid = engine.cluster().pid()
    assert pid
    return pid


def owner_without_a_password(engine: LocalEngine, user: str = "postgres") -> None:
    psycopg.connect(host=str(engine.cluster().sockets), user=user, dbname="payout_engine", passfile="/dev/null").close()


@as_root
def test_web_server_and_worker_run_as_the_user_of_postgresql(running: LocalEngine) -> None:
    expected = Path(f"/proc/{postmaster_of(running)}").stat().st_uid
    assert expected != 0
    for part in ("manage.py serve", "manage.py run_huey"):
        pids = running.processes(part)
        assert pids
        for pid in pids:
            status = dict(line.split(":\t", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
            assert status["Uid"].split() == [str(expected)] * 4, running.output()
            assert status["Groups"].split() == []
            assert status["CapEff"] == "0" * 16
    assert running.health() == 200


def test_postgresql_gets_a_short_list_of_variables_and_no_secret(running: LocalEngine) -> None:
    given = environment_of(postmaster_of(running))
    assert given.keys() <= {"PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "LANGUAGE", "TZ", "LC_ALL"} | {
        name for name in os.environ if name.startswith("LC_")
    }
    assert not set(SECRETS.values()) & set(given.values())


def test_the_owners_password_is_in_a_closed_file_and_is_told_to_nobody(running: LocalEngine) -> None:
    cluster = running.cluster()
    found = cluster.password_file.stat()
    assert stat.S_IMODE(found.st_mode) == 0o600
    assert found.st_uid == cluster.home.stat().st_uid
    for pid in running.processes():
        assert cluster.password() not in Path(f"/proc/{pid}/environ").read_bytes().decode()
        assert cluster.password() not in Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    for pid in running.processes("manage.py serve") | running.processes("manage.py run_huey"):
        assert environment_of(pid)["DB_PASSWORD"] == ""


@pytest.mark.parametrize("user", ["postgres", "payout_app"])
def test_whoever_reaches_the_socket_still_needs_the_password(running: LocalEngine, user: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        owner_without_a_password(running, user)


@as_root
def test_the_serving_user_can_neither_read_the_password_nor_change_who_may_connect(running: LocalEngine) -> None:
    account = account_for(running.cluster().folder)
    for file in (running.cluster().password_file, running.cluster().host_rules):
        for test in ("-r", "-w"):
            ask = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(file)]
            done = subprocess.run(ask, cwd="/", check=False, **account.popen_identity())
            assert (done.returncode == 0) == (test == "-r" and file == running.cluster().host_rules)


@pytest.mark.skipif(not shutil.which("psql"), reason="dbshell needs psql")
def test_dbshell_logs_in_as_the_owner(running: LocalEngine) -> None:
    shown = running.manage("dbshell", "--", "-tAc", "SELECT current_user", PATH=os.environ["PATH"], **SECRETS)
    assert shown.stdout.strip() == "postgres", shown.stderr


def test_an_owner_of_another_name_has_the_password_too() -> None:
    with engine_in_its_own_folder() as engine:
        migrated = engine.manage("migrate", DB_USER="keeper")
        assert migrated.returncode == 0, migrated.stderr
        assert engine.manage("verify_ledger", DB_USER="keeper").returncode == 0


def test_an_operator_who_serves_as_the_owner_can_still_do_so() -> None:
    """Not advised: `check --deploy` and `verify_ledger` report it."""
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait(DB_APP_USER="postgres")
        assert engine.health() == 200
        assert engine.stop() == 0


def test_data_of_a_release_that_asked_for_no_password_gets_one() -> None:
    with engine_in_its_own_folder() as engine:
        cluster = engine.cluster()
        cluster.start()
        with cluster.connect() as connection:
            connection.execute("CREATE TABLE mark AS SELECT 42 AS mark")
        cluster.stop()
        # As that release left it: its own rules trust everybody, and there is no file.
        (cluster.folder / "pg_hba.conf").write_text("local all all trust\n")
        cluster.password_file.unlink()
        cluster.host_rules.unlink()
        # And a kill: the file names a running process that is no PostgreSQL, this one.
        (cluster.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.folder}\n")

        cluster.start()
        try:
            with pytest.raises(psycopg.OperationalError, match="no password supplied"):
                psycopg.connect(host=str(cluster.sockets), user="postgres", passfile="/dev/null")
            with cluster.connect() as connection:
                assert connection.execute("SELECT mark FROM mark").fetchone() == (42,)
        finally:
            cluster.stop()
        migrated = engine.manage("migrate")
        assert migrated.returncode == 0, migrated.stderr


def test_a_password_file_that_does_not_fit_is_named_in_one_line(running: LocalEngine) -> None:
    file = running.cluster().password_file
    aside = file.rename(file.with_name("aside"))
    try:
        refused = running.manage("migrate", **SECRETS)
    finally:
        aside.rename(file)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert str(file) in refused.stderr


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that root alone may enter, as /root is."""
    folder = Path(tempfile.mkdtemp(prefix="payout closed "))
    for name in ("shown", "hidden"):
        (folder / name).mkdir()
        (folder / name / "file").write_text(name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@as_root
def test_a_view_opens_a_closed_folder_as_far_as_is_needed(closed: Path) -> None:
    account = account_for(Path("/nowhere"))
    assert view_for(account, [Path("/usr/bin")]) is None
    view = view_for(account, [closed / "shown"])
    assert view
    script = 'id -u; cat "$1/shown/file"; ls "$1"; test -w "$1/shown/file" || echo read-only; exit 0'
    try:
        command = ["/bin/sh", "-c", script, "sh", str(closed)]
        seen = subprocess.run(command, stdout=subprocess.PIPE, check=True, preexec_fn=view.enter)
    except subprocess.SubprocessError:
        pytest.skip("root may not mount here, as in most containers")
    assert seen.stdout.decode().split() == [str(account.uid), "shownshown", "read-only"]
    assert sorted(path.name for path in closed.iterdir()) == ["hidden", "shown"]  # elsewhere all is as before


def can_serve(checkout: Path, *, port: int = 0, sockets: tuple[Path, ...] = ()) -> ServedAs:
    return served_as(account_for(Path("/nowhere")), checkout, "127.0.0.1", port, list(sockets))


@as_root
def test_where_the_other_user_cannot_read_the_checkout_root_serves_and_says_so(
    closed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed.chmod(0o755)
    (closed / "server").mkdir()
    (closed / "manage.py").write_text("")
    unreadable = closed / "server" / "one.py"
    unreadable.write_text("")
    assert can_serve(closed).account.uid != 0
    assert capsys.readouterr().err == ""
    unreadable.chmod(0o600)
    assert can_serve(closed).account == OsAccount.of_caller()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{unreadable}" in said
    assert "so root does" in said


@as_root
def test_where_the_other_user_cannot_reach_the_queue_or_the_port_root_serves(
    closed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket(socket.AF_UNIX) as queue:
        queue.bind(str(closed / "q"))
        queue.listen()
        assert can_serve(CHECKOUT, sockets=(closed / "q",)).account.uid == 0
    assert str(closed / "q") in capsys.readouterr().err
    first_free = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if first_free > 1:
        assert can_serve(CHECKOUT, port=first_free - 1).account.uid == 0
        assert f"port {first_free - 1}" in capsys.readouterr().err
    assert can_serve(CHECKOUT, port=free_port(), sockets=(closed.parent / "no-such",)).account.uid != 0


def test_another_user_serves_as_itself() -> None:
    caller = OsAccount.of_caller()
    assert served_as(caller, CHECKOUT, "127.0.0.1", 0, []) == ServedAs(caller)
    assert ServedAs(caller).environment() == {}
