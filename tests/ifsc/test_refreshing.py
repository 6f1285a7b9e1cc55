"""`manage.py refresh_ifsc`: a newer list replaces the one that is there, and a damaged one changes nothing."""

import json
import subprocess
import sys
import tarfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from server.ifsc import data_files, refreshing
from server.ifsc.data_files import BANKS, BRANCHES
from server.operator_error import OperatorError
from tests.support.engine import CHECKOUT, LocalEngine, engine_in_its_own_folder

PARTS: dict[str, Any] = {
    "IFSC.json": {"AAAA": [1, 2, "00CB01"], "BBBB": [123456], "CCCC": [7]},
    "sublet.json": {"AAAA000CB01": "CBXX"},
    "custom-sublets.json": {"BBBB0123": "Big  Urban Bank"},
    "banknames.json": {"AAAA": "A Bank", "BBBB": "B Bank ", "CBXX": "C Co-operative Bank", "ZZZZ": "Not used"},
}
CSV = """BANK,IFSC,BRANCH,CENTRE,CITY,STATE
A Bank,AAAA0000001,FORT  ROAD,X,MUMBAI,MAHARASHTRA
A Bank,AAAA0000009,GONE,X,MUMBAI,MAHARASHTRA
B Bank,BBBB0123456,"MAIN, EAST",X,PUNE,
"""


def package(folder: Path, changes: dict[str, Any] | None = None, *, version: str = "3.0.1") -> Path:
    """An unpacked package, with parts that differ."""
    (folder / "src").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": "ifsc", "version": version}))
    for name, content in (PARTS | (changes or {})).items():
        (folder / "src" / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def refresh(into: Path, source: Path, *more: str) -> str:
    output = StringIO()
    call_command("refresh_ifsc", str(source), "--published", "2026-11-01", "--into", str(into), *more, stdout=output)
    return output.getvalue()


@pytest.fixture
def branches(tmp_path: Path) -> list[str]:
    (tmp_path / "IFSC.csv").write_text(CSV)
    return ["--branches", str(tmp_path / "IFSC.csv"), "--branches-version", "3.0.0"]


@pytest.fixture
def into(tmp_path: Path, branches: list[str]) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    refresh(folder, package(tmp_path / "first"), *branches)
    return folder


def test_a_list_is_made_from_a_package(into: Path) -> None:
    banks = data_files.read_banks(into)
    assert (banks.version, banks.published_on, banks.branch_names_from) == (
        *("3.0.1", "2026-11-01"),
        "IFSC.csv of release 3.0.0",
    )
    assert banks.prefixes == {"AAAA": 3, "BBBB": 1, "CCCC": 1}
    assert banks.names == {"AAAA": "A Bank", "BBBB": "B Bank", "CBXX": "C Co-operative Bank"}
    assert banks.keepers == {"AAAA000CB01": "CBXX", "BBBB0123": "Big Urban Bank"}
    assert refreshing.all_branches(into) == {
        "AAAA0000001": ("FORT ROAD", "MUMBAI", "MAHARASHTRA"),
        "AAAA0000002": ("", "", ""),
        "AAAA000CB01": ("", "", ""),
        "BBBB0123456": ("MAIN, EAST", "PUNE", ""),
        "CCCC0000007": ("", "", ""),
    }
    assert all(data_files.read_branch_list(into).find(code) for code in refreshing.all_branches(into))


def test_npms_tarball_is_read_as_its_folder_is(tmp_path: Path, into: Path) -> None:
    with tarfile.open(tmp_path / "ifsc.tgz", "w:gz") as tar:
        tar.add(package(tmp_path / "second", version="3.0.2"), arcname="package")
    assert "IFSC data 3.0.2 of 2026-11-01: 5 codes of 3 banks" in refresh(into, tmp_path / "ifsc.tgz")


def test_names_of_branches_are_kept_where_none_are_given(tmp_path: Path, into: Path) -> None:
    changed = {"IFSC.json": {"AAAA": [1, "00CB01", 3], "BBBB": [123456], "DDDD": [1]}}
    told = refresh(into, package(tmp_path / "second", changed))
    assert "Banks gone: CCCC" in told
    assert "Banks new: DDDD" in told
    listed = refreshing.all_branches(into)
    assert (listed["AAAA0000001"], listed["AAAA0000003"]) == (("FORT ROAD", "MUMBAI", "MAHARASHTRA"), ("", "", ""))
    assert data_files.read_banks(into).branch_names_from == "IFSC.csv of release 3.0.0"


def test_a_renamed_bank_is_told(tmp_path: Path, into: Path) -> None:
    names = {**PARTS["banknames.json"], "AAAA": "Alpha Bank"}
    assert "AAAA: A Bank → Alpha Bank" in refresh(into, package(tmp_path / "second", {"banknames.json": names}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"IFSC.json": {"AAAA": [1, 1, "00CB01"], "BBBB": [123456]}}, "1 codes are listed twice"),
        ({"IFSC.json": {"AAAA": [1, 2, 3, "00CB01", 1234567], "BBBB": [123456]}}, "is no IFSC"),
        ({"IFSC.json": {"aaaa": [1, 2, 3, 4]}}, "is no IFSC"),
        (
            {"IFSC.json": {"AAAA": [1, 2, 3, 4], "BBBB": [123456]}},
            "AAAA000CB01 is kept by another bank, and is not listed",
        ),
        ({"sublet.json": {"AAAA000CB01": "NONE"}}, "AAAA000CB01 is kept by NONE, which has no name"),
        ({"custom-sublets.json": {"AAA": "CBXX"}}, "AAA is no beginning of an IFSC"),
        ({"banknames.json": {"AAAA": "A\u202eBank", "CBXX": "C"}}, "AAAA has an unreadable name"),
        ({"IFSC.json": "[]"}, "cannot be read as the npm package ifsc"),
        ({"IFSC.json": '{"AAAA": 5}'}, "cannot be read as the npm package ifsc"),
        ({"IFSC.json": '{"AAAA": [1'}, "cannot be read as the npm package ifsc"),
        ({"banknames.json": '{"AAAA": 5, "CBXX": "C"}'}, "cannot be read as the npm package ifsc"),
        ({"IFSC.json": {"AAAA": [1, "00CB01"], "BBBB": [123456]}}, "The new data have 3 codes and the present ones 5"),
    ],
)
def test_a_damaged_package_changes_nothing(tmp_path: Path, into: Path, changes: dict[str, Any], message: str) -> None:
    before = [(into / name).read_bytes() for name in (BANKS, BRANCHES)]
    with pytest.raises(OperatorError, match=message):
        refresh(into, package(tmp_path / "second", changes))
    assert [(into / name).read_bytes() for name in (BANKS, BRANCHES)] == before
    assert {path.name for path in into.iterdir()} == {BANKS, BRANCHES}


def test_a_shorter_list_is_taken_if_the_operator_says_so(tmp_path: Path, into: Path) -> None:
    shorter = package(
        tmp_path / "second", {"IFSC.json": {"AAAA": ["00CB01"]}, "custom-sublets.json": {"AAAA01": "CBXX"}}
    )
    assert "1 codes of 1 banks" in refresh(into, shorter, "--may-shrink")


def test_what_is_no_package_is_refused(tmp_path: Path, into: Path) -> None:
    (tmp_path / "text.tgz").write_text("not a tarball")
    other = package(tmp_path / "other")
    (other / "package.json").write_text('{"name": "left-pad", "version": "1.0.0"}')
    for source in (tmp_path / "text.tgz", tmp_path / "missing.tgz", tmp_path, other):
        with pytest.raises(OperatorError, match=str(source)):
            refresh(into, source)


def test_what_is_no_list_of_branches_is_refused(tmp_path: Path, into: Path) -> None:
    for content in ("BANK,IFSC\nA,AAAA0000001\n", 'IFSC,BRANCH,CITY,STATE\n"', "IFSC,BRANCH,CITY,STATE\nAAAA0000001\n"):
        (tmp_path / "bad.csv").write_text(content)
        with pytest.raises(OperatorError, match=r"cannot be read as the IFSC\.csv"):
            refresh(into, tmp_path / "first", "--branches", str(tmp_path / "bad.csv"), "--branches-version", "1")


def test_the_package_comes_with_its_date_and_names_with_their_version(tmp_path: Path, into: Path) -> None:
    for words in (["--into", str(into)], ["--published", "2026-11-01", "--branches", "x"]):
        with pytest.raises(OperatorError, match="Say --published"):
            call_command("refresh_ifsc", str(tmp_path / "first"), *words)


def test_the_command_without_a_package_says_which_list_is_there() -> None:
    output = StringIO()
    call_command("refresh_ifsc", stdout=output)
    assert output.getvalue().startswith("IFSC data 2.0.50 of 2025-11-14: 176,918 codes of 257 banks;")


def test_the_command_starts_no_database() -> None:
    with engine_in_its_own_folder() as engine:
        assert isinstance(engine, LocalEngine)
        done = engine.manage("refresh_ifsc", "--into", str(engine.data_dir))
        assert (done.returncode, done.stdout.strip()) == (0, f"There is no list in {engine.data_dir}."), done.stderr
        assert not list(engine.data_dir.iterdir())


def test_a_process_that_looks_up_nothing_reads_nothing() -> None:
    code = """
import sys, os
os.environ["DJANGO_SETTINGS_MODULE"] = "server.settings"
import django; django.setup()
import server.urls
from server.ifsc import data_files
assert data_files.banks.cache_info().currsize == data_files.branch_list.cache_info().currsize == 0
from server.ifsc.lookup import bank_name
assert bank_name("HDFC0001234") == "HDFC Bank"
assert data_files.branch_list.cache_info().currsize == 0
"""
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True, timeout=120)
