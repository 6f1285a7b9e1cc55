"""What a folder must hold to be a backup, and which pg_dump fits which server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.operator_error import OperatorError
from server.ops.backups import manifest, programs
from server.ops.backups.manifest import DUMP, FORM, MANIFEST, ROLES, Manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ROLES).write_text("-- none\n")
    (tmp_path / DUMP).write_bytes(bytes(range(256)))
    written = Manifest(
        form=FORM,
        id="01a202a5-9652-7000-8000-000000000000",
        made_at="2026-11-30 00:00:00+00",
        database="payout_engine",
        postgresql=18,
        release=2,
        tables=61,
        sizes=manifest.sizes_of(tmp_path),
        sha256=manifest.digests_of(tmp_path),
    )
    manifest.seal(tmp_path, written)
    assert manifest.read(tmp_path) == written
    return tmp_path


def changed(folder: Path, **values: Any) -> None:
    written = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(written | values))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "is no backup, or one that was not finished"),
        (lambda folder: (folder / MANIFEST).write_text('{"form": 1,'), "cannot be read"),
        (lambda folder: (folder / MANIFEST).write_bytes(b"\xff"), "cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "cannot be read"),
        (lambda folder: changed(folder, form=2), "a backup of form 2, and this release reads form 1"),
        (lambda folder: changed(folder, more=1), "cannot be read"),
        (lambda folder: changed(folder, release="2"), "cannot be read"),
        (lambda folder: changed(folder, id="2"), "cannot be read"),
        (lambda folder: changed(folder, sizes=[]), "cannot be read"),
        (lambda folder: changed(folder, sizes={}), "cannot be read"),
        (lambda folder: (folder / DUMP).write_bytes(bytes(range(255))), "was cut short: it has 255 of 256 bytes"),
        (lambda folder: (folder / DUMP).write_bytes(bytes(257)), "is not as it was written"),
        (lambda folder: (folder / DUMP).write_bytes(bytes(256)), "is not as it was written"),
        (lambda folder: (folder / ROLES).write_text("-- more\n"), "is not as it was written"),
        (lambda folder: (folder / DUMP).unlink(), "cannot be read"),
    ],
)
def test_what_is_not_whole_is_refused(folder: Path, damage: Callable[[Path], None], words: str) -> None:
    damage(folder)
    with pytest.raises(OperatorError, match=words):
        manifest.read(folder)


def installed(folder: Path, version: str) -> Path:
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return folder


def test_the_servers_own_version_is_taken_else_the_next_newer_one(tmp_path: Path) -> None:
    there = [installed(tmp_path / version, version) for version in ("15.12", "18.1", "17.4")]
    there.append(tmp_path / "nothing here")
    found = {server: programs.find("pg_dump", server, there).version for server in (15, 16, 17, 18)}
    assert found == {15: "15.12", 16: "17.4", 17: "17.4", 18: "18.1"}


def test_an_older_one_or_none_is_refused_with_what_to_install(tmp_path: Path) -> None:
    old = installed(tmp_path / "old", "15.12")
    with pytest.raises(OperatorError, match=r"PostgreSQL 18, and only pg_dump 15\.12 is installed .*client-18"):
        programs.find("pg_dump", 18, [old])
    with pytest.raises(OperatorError, match=r"no pg_dump is installed here: .*run this on the server's machine"):
        programs.find("pg_dump", 18, [tmp_path / "nothing here"])
