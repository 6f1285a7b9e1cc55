"""`manage.py test` in a fresh clone whose `.env` names the user's own database: the tests use a throwaway server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.ops.dev import checks
from tests.support.engine import CHECKOUT

# The user's settings, as an `.env`: each would be noticed if a test read it.
USERS_SETTINGS = """
DB_HOST=users-database.invalid
DB_NAME=users_database
REDIS_URL=redis://users-redis.invalid/0
PAYOUT_DATA_DIR=users-data
PAYOUT_MAX_RETRIES=17
"""
TINY_TEST = """
import psycopg
from django.conf import settings


def test_the_server_is_a_throwaway_one():
    at = settings.DATABASES["default"]
    assert (settings.PAYOUT_MAX_RETRIES, settings.REDIS_URL, at["NAME"]) == (3, "", "payout_engine")
    who = {"user": at["USER"], "password": at["PASSWORD"]}
    server = psycopg.connect(host=at["HOST"], port=at["PORT"], dbname="postgres", **who)
    [folder] = server.execute("SHOW data_directory").fetchone()
    server.close()
    assert "/payout-postgres-" in folder
"""
FORMS = {
    "a folder, and one test of a file": ["tests/payouts", "tests/test_other.py::test_the_server_is_a_throwaway_one"],
    "words alone": ["-k", "throwaway"],
    "a file, by two processes": ["tests/payouts/test_tiny.py", "-n", "2"],
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("fresh clone") / "payout engine"
    for name in ("server", "tests/support"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "pyproject.toml", "tests/__init__.py", "tests/conftest.py"):
        shutil.copy(CHECKOUT / name, folder / name)
    (folder / "tests" / "payouts").mkdir()
    (folder / "tests" / "payouts" / "__init__.py").touch()
    (folder / "tests" / "payouts" / "test_tiny.py").write_text(TINY_TEST)
    (folder / "tests" / "test_other.py").write_text(TINY_TEST)
    (folder / ".env").write_text(USERS_SETTINGS)
    for data in ("users-data", ".data"):
        (folder / data / "postgres").mkdir(parents=True)
        (folder / data / "postgres" / "PG_VERSION").write_text("18\n")
    yield folder
    shutil.rmtree(folder)


def files_of_data(clone: Path) -> dict[Path, int]:
    """The user's data, each file with the time of its last change."""
    return {
        file: file.stat().st_mtime_ns
        for file in [clone / ".env", *(clone / ".data").rglob("*"), *(clone / "users-data").rglob("*")]
    }


@pytest.mark.parametrize("form", FORMS)
def test_tests_use_a_throwaway_server_and_leave_the_users_data_alone(clone: Path, form: str) -> None:
    before = files_of_data(clone)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PAYOUT_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "manage.py", "test", "-q", "-p", "no:cacheprovider", *FORMS[form]],
        cwd=clone,
        env=kept | {"PAYOUT_NO_VENV": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert files_of_data(clone) == before


def test_settings_read_before_the_server_runs_are_refused_with_the_remedy(clone: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PAYOUT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_other.py"],
        cwd=clone,
        env=kept | {"DJANGO_SETTINGS_MODULE": "server.settings", "PAYOUT_ENV_FILE": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "unset DJANGO_SETTINGS_MODULE" in done.stdout + done.stderr


def test_the_full_check_names_the_slowest_tests() -> None:
    [pytest_check] = [check for check in checks.every_check() if check.name == "pytest"]
    assert "--durations=25" in pytest_check.command


@pytest.mark.parametrize(
    "check", [check for check in checks.every_check() if check.environment], ids=lambda check: str(check.name)
)
def test_the_checks_of_the_code_alone_ask_for_no_database(check: checks.Check) -> None:
    """On a machine where `up` never ran there is none, and a check must not start one."""
    assert check.environment == checks.NO_DATABASE
    result = checks.run(check)
    assert result.passed, result.output
