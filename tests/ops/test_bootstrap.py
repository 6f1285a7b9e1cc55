"""`manage.py` under a bare Python, in a copied checkout whose path contains a space."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.operator_error import OperatorError
from server.ops.embedded_postgres import postmaster
from server.ops.embedded_postgres.binaries import Binaries
from server.ops.embedded_postgres.os_account import account_for
from tests.support.engine import CHECKOUT
from tests.support.servers import wait_until

BARE_PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
NOT_COPIED = shutil.ignore_patterns("__pycache__", "migrations.new")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("fresh clone") / "payout engine"
    for name in ("server", "requirements"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=NOT_COPIED)
    shutil.copy(CHECKOUT / "manage.py", folder)
    yield folder
    shutil.rmtree(folder)


def bare_environment(**more: str) -> dict[str, str]:
    """Sets DB_HOST, so that only the packages of run.txt are installed. pip compiles none of their modules: Python does
    that for the few that are imported."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PAYOUT_", "VIRTUAL"))}
    return kept | {"DB_HOST": "nowhere.invalid", "PIP_NO_COMPILE": "1"} | more


def manage(checkout: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BARE_PYTHON, "manage.py", *arguments],
        cwd=checkout,
        env=bare_environment(**more),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_virtual_environment_is_created_once(checkout: Path) -> None:
    """One test in four steps, to install only once: killed during it, two at once, complete, out of date."""
    with subprocess.Popen(
        [BARE_PYTHON, "manage.py", "check"], cwd=checkout, env=bare_environment(), stderr=subprocess.DEVNULL
    ) as killed:
        wait_until(lambda: list(checkout.glob(".venv/lib/python*/site-packages/django")), 300)
        os.kill(killed.pid, signal.SIGKILL)
    with subprocess.Popen(
        [BARE_PYTHON, "manage.py", "check"],
        cwd=checkout,
        env=bare_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as one:
        other = manage(checkout, "check")
        _, errors = one.communicate(timeout=300)
    assert (one.returncode, other.returncode) == (0, 0), errors + other.stderr
    assert (errors + other.stderr).count("Making .venv") == 1

    begun = time.monotonic()
    again = manage(checkout, "check")
    assert again.returncode == 0
    assert "Installing" not in again.stderr
    assert time.monotonic() - begun < 60

    requirements = checkout / "requirements" / "run.txt"
    requirements.write_text(requirements.read_text() + "# changed\n")
    changed = manage(checkout, "check")
    assert changed.returncode == 0
    assert "Installing" in changed.stderr
    assert "Making" not in changed.stderr


def test_a_failed_installation_ends_with_pips_last_lines(checkout: Path) -> None:
    requirements = checkout / "requirements" / "run.txt"
    before = requirements.read_text()
    requirements.write_text("django==5.2.19 --hash=sha256:" + 64 * "0" + "\n")
    refused = manage(checkout, "check", PIP_FORCE_REINSTALL="1")
    requirements.write_text(before)
    assert refused.returncode == 2
    assert "HASH" in refused.stderr.upper()
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip().splitlines()[-1].startswith("The packages could not be installed")


def test_without_ensurepip_the_error_names_the_debian_package(checkout: Path) -> None:
    hidden = checkout.parent / "without ensurepip"
    hidden.mkdir()
    (hidden / "ensurepip.py").write_text("raise ImportError('as Debian ships it')")
    shutil.copytree(checkout, hidden / "clone", ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    refused = manage(hidden / "clone", "check", PYTHONPATH=str(hidden))
    assert refused.returncode == 2
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert refused.stderr.strip().splitlines()[-1].endswith(f"apt-get install python{version}-venv")
    assert not (hidden / "clone" / ".venv").exists()


@pytest.mark.parametrize("character", ["$", '"', "`", "\n"])
def test_programs_in_a_path_that_a_shell_would_change_are_refused_in_words(character: str, tmp_path: Path) -> None:
    programs = Binaries(tmp_path / f"a{character}b", "18.6")
    with pytest.raises(OperatorError, match="move this checkout") as refused:
        postmaster.initialise(tmp_path, programs, account_for(tmp_path / "postgres"), durable=False)
    assert "\n" not in str(refused.value)


def test_a_path_that_no_virtual_environment_can_have_is_refused_in_a_line(checkout: Path) -> None:
    odd = checkout.parent / "a:b"
    shutil.copytree(checkout, odd, ignore=shutil.ignore_patterns(".venv", "__pycache__"))
    refused = manage(odd, "check")
    assert refused.returncode == 2
    assert refused.stderr.strip().splitlines()[-1].startswith(f".venv cannot be created in {odd}: ")
    assert "Traceback" not in refused.stderr
