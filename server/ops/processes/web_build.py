"""Builds web/ into web/dist if that is missing or older than its sources."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.bootstrap.program_environment import installer_environment

MIN_NODE = (20, 19)
GENERATED_FOLDERS = {"node_modules", "dist", "coverage"}


def is_stale(web: Path) -> bool:
    """True if web/ is here and its build is missing or older than a source."""
    if not (web / "package.json").exists():
        return False
    built = web / "dist" / "index.html"
    if not built.exists():
        return True
    return any(source.stat().st_mtime > built.stat().st_mtime for source in _sources(web))


def require_node() -> str:
    """The path of npm. Raises OperatorError if Node is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    minimum = ".".join(map(str, MIN_NODE))
    if not node or not npm:
        raise OperatorError(
            f"Node {minimum} or newer is not installed: install it together with npm (for instance from nodejs.org)"
        )
    version = subprocess.run(
        [node, "--version"],
        env=installer_environment(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    ).stdout.strip()
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < MIN_NODE:
        raise OperatorError(f"Node {minimum} or newer is needed, but this is {version}: install a newer one")
    return npm


def commands(web: Path, npm: str) -> Iterator[list[str]]:
    if packages_are_stale(web):
        yield [npm, "ci", "--no-audit", "--no-fund"]
    yield [npm, "run", "build"]


def packages_are_stale(web: Path) -> bool:
    installed = web / "node_modules" / ".package-lock.json"
    return not installed.exists() or installed.stat().st_mtime < (web / "package-lock.json").stat().st_mtime


def build(web: Path) -> Iterator[str]:
    """Build it, yielding a line before each step. Raises OperatorError with npm's last lines."""
    for command in commands(web, require_node()):
        shown = f"npm {' '.join(command[1:])}"
        yield f"{shown} …"
        output, status = _run(command, web)
        if status:
            last_lines = "\n".join(output.strip().splitlines()[-15:])
            raise OperatorError(f"{last_lines}\n`{shown}` failed in {web}")


def _run(command: list[str], folder: Path) -> tuple[str, int]:
    with subprocess.Popen(
        command,
        cwd=folder,
        env=installer_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # kills npm's own children too
            raise
    return output, process.returncode


def _sources(web: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(web):
        folders[:] = [name for name in folders if name not in GENERATED_FOLDERS and not name.startswith(".")]
        yield from (Path(folder, name) for name in files if not name.endswith(".tsbuildinfo"))
