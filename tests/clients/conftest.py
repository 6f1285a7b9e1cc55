"""Other people's clients, each installed in a folder of its own, and one served engine that they all call."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from server.access.api_keys import create_key
from server.access.callers import Scope
from server.merchants.models import Merchant
from server.ops.processes import web_build
from tests.conftest import account_of
from tests.support.servers import PATIENCE_SECONDS
from tests.support.web import WebServer, web_server

HERE = Path(__file__).parent
REQUIREMENTS = settings.BASE_DIR / "requirements" / "clients.txt"
VENV = settings.BASE_DIR / ".venv-clients"
INSTALL_SECONDS = 600
Words = Sequence[str | Path]


@contextmanager
def one_at_a_time(file: Path) -> Iterator[None]:
    """xdist's workers would install into one folder together."""
    with file.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run(command: Words, folder: Path, seconds: float = PATIENCE_SECONDS, environment: Mapping[str, str] = {}) -> str:
    ran = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
    assert ran.returncode == 0, f"{' '.join(map(str, command))}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The packages of package-lock.json."""
    with one_at_a_time(HERE / "package.json"):
        if web_build.packages_are_stale(HERE):
            npm = web_build.require_node()
            run([npm, "ci", "--no-audit", "--no-fund"], HERE, INSTALL_SECONDS)
    return HERE / "node_modules"


@pytest.fixture(scope="session")
def python() -> Path:
    """A Python with the packages of requirements/clients.txt, which must not meet the engine's own."""
    stamp, wanted = VENV / "installed", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    python = VENV / "bin" / "python"
    with one_at_a_time(REQUIREMENTS):
        if not stamp.exists() or stamp.read_text() != wanted:
            run([sys.executable, "-m", "venv", "--clear", VENV], HERE, INSTALL_SECONDS)
            pip: Words = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
            run([*pip, "--require-hashes", "-r", REQUIREMENTS], HERE, INSTALL_SECONDS)
            stamp.write_text(wanted)
    return python


@pytest.fixture(scope="session")
def engine(django_db_setup: None) -> Iterator[WebServer]:
    """Callers need a key, as in production."""
    with web_server(PAYOUT_OPEN_ACCESS="false") as server:
        yield server


@dataclass(frozen=True)
class Client:
    """What a merchant's program knows: addresses, its key, its ids."""

    environment: dict[str, str]

    def run(self, command: Words, folder: Path) -> Any:
        """The JSON that the program prints last."""
        return json.loads(run(command, folder, environment=self.environment).strip().splitlines()[-1])


@pytest.fixture
def client_of(engine: WebServer) -> Callable[[Merchant], Client]:
    def make(merchant: Merchant) -> Client:
        key = create_key(name="a program", scopes={Scope.READ, Scope.PAYOUTS}, merchant_id=merchant.id).secret
        ids = {"MERCHANT": str(merchant.id), "BANK_ACCOUNT": str(account_of(merchant).id)}
        return Client(ids | {"API_URL": engine.address, "API_KEY": key})

    return make


@pytest.fixture
def program(merchant: Merchant, client_of: Callable[[Merchant], Client]) -> Client:
    return client_of(merchant)


@pytest.fixture
def workshop(tmp_path: Path, node_modules: Path) -> Path:
    """A folder in which TypeScript finds the packages."""
    (tmp_path / "node_modules").symlink_to(node_modules)
    return tmp_path


def build_typescript(workshop: Path, node_modules: Path, *sources: Path) -> None:
    """Check the types of these files and what they import, and bundle each for Node."""
    names = []
    for source in (*sources, HERE / "typescript" / "tsconfig.json"):
        (workshop / source.name).write_text(source.read_text())
        names.append(source.name)
    run([node_modules / ".bin" / "tsc", "-p", "."], workshop)
    bundle: Words = [node_modules / ".bin" / "esbuild", *names[:-1], "--bundle", "--platform=node", "--format=esm"]
    run([*bundle, "--outdir=built", "--out-extension:.js=.mjs", "--log-level=warning"], workshop)
