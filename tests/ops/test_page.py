"""The dashboard's build: when `up` runs it, and how it fails."""

import os
from pathlib import Path

import pytest

from server.operator_error import OperatorError
from server.ops.processes import web_build


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A dashboard that was built after its last change."""
    for name, age in {"package.json": 30, "src/main.tsx": 20, "dist/index.html": 10}.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("{}")
        set_age(file, age)
    return tmp_path


def set_age(file: Path, seconds: int) -> None:
    os.utime(file, (1_000_000 - seconds, 1_000_000 - seconds))


def put_program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_current_build_is_not_stale(web: Path) -> None:
    assert not web_build.is_stale(web)


def test_a_changed_source_or_a_missing_build_is_stale(web: Path) -> None:
    set_age(web / "src" / "main.tsx", 5)
    assert web_build.is_stale(web)
    set_age(web / "src" / "main.tsx", 20)
    (web / "dist" / "index.html").unlink()
    assert web_build.is_stale(web)


def test_files_written_by_tools_do_not_make_it_stale(web: Path) -> None:
    (web / "node_modules").mkdir()
    for name in ("node_modules/react.js", "app.tsbuildinfo"):
        (web / name).write_text("")
        set_age(web / name, 0)
    assert not web_build.is_stale(web)


def test_without_web_there_is_nothing_to_build(tmp_path: Path) -> None:
    assert not web_build.is_stale(tmp_path)


def test_without_node_the_error_names_it(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(web / "empty"))
    with pytest.raises(OperatorError, match=r"Node 20\.19 or newer is not installed"):
        list(web_build.build(web))


def test_an_old_node_is_refused(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(web / "bin", "node", "echo v18.20.4")
    put_program(web / "bin", "npm", "true")
    monkeypatch.setenv("PATH", str(web / "bin"))
    with pytest.raises(OperatorError, match=r"this is v18\.20\.4"):
        list(web_build.build(web))


def test_a_failed_build_shows_npms_output(web: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(web / "bin", "node", "echo v22.1.0")
    put_program(web / "bin", "npm", 'echo "cannot resolve ./Money"; exit 1')
    monkeypatch.setenv("PATH", str(web / "bin"))
    with pytest.raises(OperatorError, match=r"cannot resolve \./Money\n`npm ci .*` failed"):
        list(web_build.build(web))
