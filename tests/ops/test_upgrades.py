"""The three oldest states of a database that `migrate` takes directly (docs/operations.md), each made by the code of
its own commit. Slow, and needs the history: `-m thorough`."""

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.engine import CHECKOUT
from tests.support.servers import postgres

pytestmark = pytest.mark.thorough

OLDEST = ["7eaf70a", "d97fdc9", "db6c6df"]


@pytest.mark.parametrize("commit", OLDEST)
def test_a_database_that_this_commit_made_is_upgraded_with_its_money(commit: str, tmp_path: Path) -> None:
    archive = subprocess.run(["git", "archive", commit], cwd=CHECKOUT, capture_output=True, check=False)
    if archive.returncode:
        pytest.skip(f"{commit} is not in this clone's history")
    old = tmp_path / "old"
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(old, filter="data")
    with postgres() as server:
        with server.connect() as administrator:
            administrator.execute("CREATE DATABASE payout_engine")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DB_", "PAYOUT_"))}
        environment = kept | server.environment() | {"PAYOUT_NO_VENV": "1", "PAYOUT_ENV_FILE": ""}

        def manage(checkout: Path, *arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        manage(old, "migrate", "-v", "0")
        manage(old, "seed")
        manage(CHECKOUT, "migrate", "-v", "0")
        assert manage(CHECKOUT, "seed").count("exists already") == 2
        assert "Every paisa is accounted for." in manage(CHECKOUT, "verify_ledger")
