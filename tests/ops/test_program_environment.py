"""Programs that are not ours get a list of variables, and none of our settings: npm and pip run other people's code."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from server.ops.bootstrap import venv
from server.ops.bootstrap.program_environment import installer_environment, program_environment
from server.ops.processes import web_build

OURS = {
    "SECRET_KEY": "a secret of this test",
    "PAYOUT_ENCRYPTION_KEYS": "another",
    "DB_PASSWORD": "a third",
    "REDIS_URL": "redis://:fourth@127.0.0.1/0",
    "DJANGO_SETTINGS_MODULE": "server.settings",
    "AWS_SECRET_ACCESS_KEY": "not ours, and no business of npm's either",
}
PROXY = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def _our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (OURS | {"https_proxy": PROXY, "npm_config_fund": "false"}).items():
        monkeypatch.setenv(name, value)


@pytest.mark.skipif(not shutil.which("npm"), reason="needs npm")
def test_npm_and_what_it_runs_see_no_setting_of_ours_but_the_proxy(tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules" / ".package-lock.json").write_text("{}")
    write_environment = "require('fs').writeFileSync('seen.json', JSON.stringify(process.env))"
    (tmp_path / "write.cjs").write_text(write_environment)
    (tmp_path / "package.json").write_text(json.dumps({"scripts": {"build": "node write.cjs"}}))
    assert [*web_build.build(tmp_path)] == ["npm run build …"]
    seen = json.loads((tmp_path / "seen.json").read_text())
    assert not OURS.keys() & seen.keys()
    assert not set(OURS.values()) & set(seen.values())
    assert seen["https_proxy"] == PROXY


def test_pip_sees_no_setting_of_ours_but_the_proxy() -> None:
    seen = "import json, os, sys; print(json.dumps(dict(os.environ))); sys.exit(1)"
    with Path(os.devnull).open() as lock:
        environment = json.loads(venv._run([sys.executable, "-c", seen], lock.fileno()))
    assert not OURS.keys() & environment.keys()
    assert environment["https_proxy"] == PROXY


def test_the_lists_name_what_may_pass() -> None:
    assert not OURS.keys() & installer_environment().keys()
    assert program_environment(LC_ALL="C").keys() <= installer_environment().keys() | {"LC_ALL"}
    assert "https_proxy" not in program_environment()  # PostgreSQL calls nobody
