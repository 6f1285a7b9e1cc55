"""Creates `.venv` beside `manage.py`, installs the pinned packages, and restarts the command in it.

Runs on a bare Python: only the standard library may be imported here.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import installer_environment

CHECKOUT = Path(__file__).resolve().parents[3]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
REQUIREMENTS = CHECKOUT / "requirements"
NO_VENV = "PAYOUT_NO_VENV"  # set to 1 where everything is installed already, as in the Docker image


def enter(arguments: list[str]) -> None:
    """Return if this process can import everything. Else complete `.venv` and replace this process by one inside it."""
    if os.environ.get(NO_VENV) == "1":
        return
    required = _required_files(arguments)
    if not _is_complete(required):
        with _install_lock() as lock:
            if not _is_complete(required):
                _complete(required, lock)
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), str(CHECKOUT / "manage.py"), *arguments])  # noqa: S606


def _required_files(arguments: list[str]) -> list[Path]:
    """The requirement files that this command needs, in the order in which they are installed."""
    names = ["run"]
    if arguments[:1] in (["test"], ["torture"]):
        names.append("dev")
    # torture and benchmark always run an embedded PostgreSQL, also where DB_HOST is set.
    if not os.environ.get("DB_HOST") or arguments[:1] in (["torture"], ["benchmark"]):
        names.append("embedded")
    return [REQUIREMENTS / f"{name}.txt" for name in names]


def _is_complete(required: list[Path]) -> bool:
    installed = _installed()
    return bool(installed) and {_fingerprint(file) for file in required} <= installed


def _installed() -> set[str]:
    """The lines of the stamp in `.venv`; none, if that `.venv` does not work (any more)."""
    try:
        lines = set(STAMP.read_text(encoding="utf-8").splitlines())
    except OSError:
        return set()
    return lines if _identity() in lines and PYTHON.exists() and (VENV / "pyvenv.cfg").exists() else set()


def _fingerprint(file: Path) -> str:
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def _identity() -> str:
    """Changes when the checkout is moved, or when `.venv` links to another Python: neither survives in a `.venv`."""
    return f"{PYTHON.resolve()} in {VENV}"


def _complete(required: list[Path], lock: int) -> None:
    done = _installed()
    if not done:
        _create(lock)
    done.add(_identity())
    for file in required:
        if _fingerprint(file) in done:
            continue
        STAMP.unlink(missing_ok=True)  # a process killed from here on leaves no stamp: .venv is then made anew
        optional = file.name == "embedded.txt"
        failure = _install(file, lock, "--no-deps" if optional else "--require-hashes")
        if not failure or (optional and "No matching distribution" in failure):
            done = {line for line in done if line.split()[0] != file.name} | {_fingerprint(file)}
        STAMP.write_text("\n".join(sorted(done)) + "\n", encoding="utf-8")
        if failure and not optional:
            raise OperatorError(f"{failure}\nThe packages could not be installed; fix that and run this again.")
        if failure:
            _print("There is no PostgreSQL wheel for this machine; its own PostgreSQL is used instead.")


def _create(lock: int) -> None:
    with _progress("Making .venv"):
        try:
            shutil.rmtree(VENV, ignore_errors=True)
            venv.EnvBuilder(symlinks=True).create(VENV)
        except (OSError, ValueError) as error:  # a ValueError: a path with `:`, which PATH could not hold
            reason = getattr(error, "strerror", None) or error
            raise OperatorError(f".venv cannot be created in {CHECKOUT}: {reason}") from error
        failure = _run([str(PYTHON), "-m", "ensurepip", "--default-pip"], lock)
        if failure:
            shutil.rmtree(VENV, ignore_errors=True)
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise OperatorError(
                f"This Python cannot create a virtual environment: {failure.splitlines()[-1]}\n"
                f"On Debian or Ubuntu: apt-get install python{version}-venv"
            )


def _install(file: Path, lock: int, *options: str) -> str:
    """Install the file's packages. Returns the error, or an empty text."""
    packages = sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [*options, "-r", str(file)]
    noun = "package" if packages == 1 else "packages"
    with _progress(f"Installing {packages} {noun} from requirements/{file.name}"):
        return _run(command, lock)


def _run(command: list[str], lock: int) -> str:
    """Returns the last lines of the output if the command failed, else an empty text.

    The command inherits the lock: if this process is killed, no other one starts while pip still writes."""
    with subprocess.Popen(
        command,
        env=installer_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        pass_fds=[lock],
    ) as process:
        while True:
            try:
                output, _ = process.communicate(timeout=3)
            except subprocess.TimeoutExpired:
                print(".", end="", file=sys.stderr, flush=True)
            else:
                break
    return "\n".join(output.strip().splitlines()[-6:]) or "failed" if process.returncode else ""


@contextlib.contextmanager
def _install_lock() -> Iterator[int]:
    with (REQUIREMENTS / "run.txt").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _print("Waiting for another manage.py, which is making .venv …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


@contextlib.contextmanager
def _progress(step: str) -> Iterator[None]:
    begun = time.monotonic()
    print(f"{step} … ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        _print("failed")
        raise
    _print(f"{time.monotonic() - begun:.1f} s")


def _print(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
