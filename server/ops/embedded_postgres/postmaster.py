"""Runs PostgreSQL's own programs as the right user, with an embedded server's settings."""

import shutil
import signal
import subprocess
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import program_environment
from server.ops.embedded_postgres import owner_password
from server.ops.embedded_postgres.binaries import Binaries
from server.ops.embedded_postgres.os_account import OsAccount
from server.ops.processes import parent_death

ADMINISTRATOR = "postgres"
# initdb (18.6) puts the paths of PostgreSQL's programs between double quotes, and refuses line ends in any path.
LINE_ENDS = "\n\r"
READ_BY_A_SHELL = '$"`' + LINE_ENDS


def initialise(home: Path, binaries: Binaries, account: OsAccount, *, durable: bool) -> None:
    """Create the cluster under another name, then rename it: one that was interrupted is created anew. Raises
    OperatorError."""
    _refuse_what_a_shell_changes(binaries.folder, READ_BY_A_SHELL)
    _refuse_what_a_shell_changes(home, LINE_ENDS)
    unfinished = home / "postgres.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    account.own(unfinished)
    password = owner_password.new_password()
    given = home / "postgres.unfinished.password"
    owner_password.lend(given, password, account)
    options = ["-U", ADMINISTRATOR, f"--pwfile={given}", "--auth-local=scram-sha-256", "--auth-host=reject"]
    options += ["--data-checksums", "--encoding=UTF8", "--locale=C"]
    if binaries.major >= 17:
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not durable:
        options += ["--no-sync"]
    try:
        initdb = subprocess.run(
            [str(binaries.folder / "initdb"), "-D", str(unfinished), *options],
            cwd="/",
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            **account.popen_identity(),
        )
    finally:
        given.unlink()
    if initdb.returncode:
        raise OperatorError(f"initdb failed in {home}: {' '.join(initdb.stdout.strip().splitlines()[-3:])}")
    owner_password.write(home / owner_password.FILE, password)
    unfinished.rename(home / "postgres")


def _refuse_what_a_shell_changes(folder: Path, characters: str) -> None:
    if odd := next((character for character in str(folder) if character in characters), None):
        raise OperatorError(
            f"PostgreSQL's initdb hands the path {str(folder)!r} to a shell, which would read {odd!r} in it as a word"
            " of its own: move this checkout or choose another PAYOUT_DATA_DIR, or name a server with DB_HOST"
        )


def launch(
    binaries: Binaries,
    account: OsAccount,
    *,
    folder: Path,
    sockets: Path,
    host_rules: Path,
    port: int,
    log: Path,
    durable: bool,
    die_with_us: bool,
) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "hba_file": str(host_rules),
        "unix_socket_directories": str(sockets),
        "port": str(port),
        "log_checkpoints": "off",
        "log_min_messages": "log",  # no errors: their rejected rows hold account numbers
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off"}
    command = [str(binaries.folder / "postgres"), "-D", str(folder)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd="/",
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal reaches only `up`, which stops its processes in order
            preexec_fn=_die_with_us if die_with_us else None,  # noqa: PLW1509  this process has one thread
            **account.popen_identity(),
        )


def environment() -> dict[str, str]:
    """For PostgreSQL's programs: in one language, and with no variable that configures them."""
    return program_environment(LC_ALL="C")


def _die_with_us() -> None:
    parent_death.request_death_signal(signal.SIGINT)


def works_in(pid: int, folder: Path) -> bool:
    """True if this process is the postmaster of this data folder: it is its working folder."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
    command = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="],
        env=program_environment(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return f"-D {folder}" in command.stdout
