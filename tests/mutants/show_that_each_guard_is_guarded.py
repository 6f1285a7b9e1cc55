"""Removes every lock, compare-and-set, constraint, trigger and refusal in turn, and shows which test then fails.

`python3 manage.py test tests/mutants/show_that_each_guard_is_guarded.py -s` writes docs/guards.md. It is not part of
the suite, since it runs much of that once per guard. With `GUARDS=lock` only the guards whose name holds "lock" are
removed, and with `GUARDS_SHARE=2/8` the second eighth of all; then only their rows are written anew.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from django.apps import apps

from tests.mutants.database_guards import Drop, dropped, removed
from tests.mutants.guards import PYTHON_GUARDS, Removal
from tests.support.engine import CHECKOUT
from tests.support.servers import postgres

WORKERS = 2
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules")
FOLDERS = ("server", "tests", "benchmarks", "web", "docs")
FILES = ("manage.py", "pyproject.toml", "schema.graphql", "compose.yaml")
TABLE = CHECKOUT / "docs" / "guards.md"
ONLY = os.environ.get("GUARDS", "")
SHARE, SHARES = map(int, os.environ.get("GUARDS_SHARE", "1/1").split("/"))
# `verify_ledger` compares the guards with the shelf, and its own tests would find every one that is missing:
# here the rules themselves have to be missed.
SELF_COMPARISON = Removal(
    "",
    "server/integrity/catalogue.py",
    "def missing_guards(expected: Guards)",
    "def missing_guards(_: Guards) -> Iterator[str]:\n    yield from ()\n\n\ndef _missing_guards(expected: Guards)",
)
# Rooms that compare the guards with their declarations, run whole engines, or test the tests.
LEFT_OUT = {"admin", "browser", "clients", "costs", "docs", "faults"}
LEFT_OUT |= {"integrity", "mutants", "ops", "support", "torture"}
ALL_THE_SAME = {"ops/test_program_environment.py", "ops/test_served_account.py"}  # nobody else misses those guards
LEFT_OUT_FILES = {  # compare the database with what is declared
    "database/test_migrating.py",
    "database/test_roles.py",
    "database/test_sql_objects.py",
}
CONSTRAINTS = "database/test_constraints.py"  # the likeliest after those of the guard's own room
LAST = ("model", "api", "ops")  # the slow ones
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+)", re.MULTILINE)  # and no line of a log
ROW = re.compile(r"^\| (.+) \| (.*::\w+) \|$", re.MULTILINE)

Guard = Drop | Removal


class Shown(NamedTuple):
    guard: str
    test: str | None


class Suite:
    """The test files of a checkout, and in which order they are likely to miss a guard."""

    def __init__(self, tests: Path) -> None:
        found = {str(path.relative_to(tests)): path for path in sorted(tests.rglob("test_*.py"))}
        self.texts = {
            name: path.read_text(encoding="utf-8")
            for name, path in found.items()
            if name in ALL_THE_SAME or (room_of_test(name) not in LEFT_OUT and name not in LEFT_OUT_FILES)
        }
        table = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
        self.last_time = dict(ROW.findall(table))

    def likely(self, guard: Guard) -> list[str]:
        """The file whose test failed last time, wherever it is by now; then the room's own; then the constraints'."""
        test = self.last_time.get(guard.guard, "").rpartition("::")[2]
        last_time = [name for name, text in self.texts.items() if test and f"def {test}(" in text]
        own = [name for name in self.texts if room_of_test(name) == room_of_guard(guard) != "api"]
        return list(dict.fromkeys([*last_time, *own, CONSTRAINTS]))

    def others(self, likely: list[str]) -> list[str]:
        rest = [name for name in self.texts if name not in likely]
        return sorted(rest, key=lambda name: LAST.index(room_of_test(name)) if room_of_test(name) in LAST else -1)


def room_of_test(name: str) -> str:
    return name.partition("/")[0]


def room_of_guard(guard: Guard) -> str:
    """The folder under `server`; a label of Django's may differ from it."""
    if isinstance(guard, Removal):
        return Path(guard.file).parts[1]
    return next((Path(app.path).name for app in apps.get_app_configs() if app.label == guard.app), guard.app)


class Checkout:
    """A copy to break, with a database of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        for part in FOLDERS:
            shutil.copytree(CHECKOUT / part, folder / part, ignore=NOT_COPIED)
        for part in FILES:
            shutil.copy(CHECKOUT / part, folder / part)
        SELF_COMPARISON.apply(folder)
        self.suite = Suite(folder / "tests")
        self.output = ""  # of its last run

    def first_failure_without(self, guard: Guard) -> str | None:
        """Few files at first: to collect all of them takes longer than most guards are missed for."""
        likely = self.suite.likely(guard)
        others = self.suite.others(likely)
        if isinstance(guard, Drop):
            return self.first_failure(likely, guard.sql) or self.first_failure(others, guard.sql)
        file = self.folder / guard.file
        whole = file.read_text(encoding="utf-8")
        try:
            guard.apply(self.folder)
            return self.first_failure(likely) or self.first_failure(others)
        finally:
            file.write_text(whole, encoding="utf-8")

    def first_failure(self, names: Iterable[str], sql: str = "SELECT") -> str | None:
        """The test that fails first when these files run in this order, and `sql` after the migrations."""
        tests = [str(self.folder / "tests" / name) for name in names]
        options = ["-x", "-q", "-p", "no:cacheprovider", "--create-db", "-k", "not verify_ledger"]
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=self.folder,
            env=os.environ | self.environment | {"PAYOUT_TESTS_WITHOUT": sql},
            capture_output=True,
            text=True,
            timeout=3600,
            check=False,
        )
        self.output = run.stdout + run.stderr
        if run.returncode == 0:
            return None
        found = FAILED.search(run.stdout)
        assert found, self.output
        return found[1].removeprefix("tests/").split("[")[0]


def every_guard() -> Iterator[Guard]:
    yield from PYTHON_GUARDS
    yield from removed()
    yield from dropped()


def test_every_guard_has_a_test_that_misses_it() -> None:
    everything = [*every_guard()]
    guards = [guard for guard in everything[SHARE - 1 :: SHARES] if ONLY in guard.guard]
    assert guards, f"no guard's name holds {ONLY!r}"
    is_whole = len(guards) == len(everything)
    checkouts: SimpleQueue[Checkout] = SimpleQueue()

    def show(guard: Guard) -> Shown:
        checkout = checkouts.get()
        try:
            shown = Shown(guard.guard, checkout.first_failure_without(guard))
        finally:
            checkouts.put(checkout)
        print(f"{'red  ' if shown.test else 'GREEN'}  {shown.guard}: {shown.test or 'no test misses it'}", flush=True)
        return shown

    with postgres() as server, tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        for number in range(WORKERS):
            place = Path(folder, str(number))
            place.mkdir()
            checkouts.put(Checkout(place, server.environment(f"guards_{number}")))
        checkout = checkouts.get()
        names: Iterable[str] = {name for guard in guards for name in checkout.suite.likely(guard)}
        names = checkout.suite.texts if is_whole else names
        assert checkout.first_failure(names) is None, checkout.output  # with every guard in its place
        checkouts.put(checkout)
        table = list(pool.map(show, guards))

    write_table(everything, {one.guard: one.test for one in table})
    assert [one.guard for one in table if not one.test] == []


def write_table(guards: list[Guard], shown: dict[str, str | None]) -> None:
    """What this run has not shown keeps its row, if the test of it is still there."""
    known = {guard: test for guard, test in ROW.findall(TABLE.read_text(encoding="utf-8")) if is_there(test)}
    tests = {guard.guard: shown.get(guard.guard, known.get(guard.guard, "not shown yet")) for guard in guards}
    rows = "".join(f"| {guard} | {test or '**none**'} |\n" for guard, test in tests.items())
    TABLE.write_text(
        "# The guards, and the tests that guard them\n\n"
        f"Written by `tests/mutants/{Path(__file__).name}`, which removes each of these {len(tests)} in turn\n"
        "and runs the tests until one fails.\n\n"
        f"| without | the first test that fails |\n| --- | --- |\n{rows}",
        encoding="utf-8",
    )


def is_there(test: str) -> bool:
    file, _, name = test.partition("::")
    path = CHECKOUT / "tests" / file
    return path.is_file() and f"def {name}(" in path.read_text(encoding="utf-8")
