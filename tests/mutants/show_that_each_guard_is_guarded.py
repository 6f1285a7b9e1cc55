"""Removes every lock, compare-and-set, constraint, trigger and refusal in turn, and shows which test then fails.

`python3 manage.py test tests/mutants/show_that_each_guard_is_guarded.py -s` writes docs/guards.md. It is not part of
the suite, since it runs much of that once per guard. With `GUARDS=lock` only the guards whose name holds "lock" are
removed, with `GUARDS_NEW=1` those that have no row yet, and with `GUARDS_SHARE=2/8` the second eighth of all; then only
their rows are written anew. Two at a time, or `GUARDS_WORKERS`.
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

from tests.mutants.database_guards import Drop, dropped, removed
from tests.mutants.guards import PYTHON_GUARDS, Removal
from tests.mutants.suite import Guard, Suite
from tests.support.engine import CHECKOUT
from tests.support.servers import ThrowawayPostgres, postgres

WORKERS = int(os.environ.get("GUARDS_WORKERS", "2"))
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules")
FOLDERS = ("server", "tests", "benchmarks", "web", "docs")
FILES = ("manage.py", "pyproject.toml", "schema.graphql", "compose.yaml")
TABLE = CHECKOUT / "docs" / "guards.md"
MIGRATED = "migrated"
ONLY = os.environ.get("GUARDS", "")
NEW = bool(os.environ.get("GUARDS_NEW"))
SHARE, SHARES = map(int, os.environ.get("GUARDS_SHARE", "1/1").split("/"))
# `verify_ledger` compares the guards with the shelf, and its own tests would find every one that is missing:
# here the rules themselves have to be missed.
SELF_COMPARISON = Removal(
    "",
    "server/integrity/catalogue.py",
    "def missing_guards(expected: Guards)",
    "def missing_guards(_: Guards) -> Iterator[str]:\n    yield from ()\n\n\ndef _missing_guards(expected: Guards)",
)
NOT_RUN = ("verify_ledger", "keys_that_never_end", "read_and_audited")  # these compare too, or `migrate` again
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+)", re.MULTILINE)  # and no line of a log
ROW = re.compile(r"^\| (.+) \| (.*::\w+) \|$", re.MULTILINE)


class Checkout:
    """A copy to break, with a database of its own, which starts as a copy of the migrated one."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = os.environ | environment | {"PYTHONDONTWRITEBYTECODE": ""}
        for part in FOLDERS:
            shutil.copytree(CHECKOUT / part, folder / part, ignore=NOT_COPIED)
        for part in FILES:
            shutil.copy(CHECKOUT / part, folder / part)
        SELF_COMPARISON.apply(folder)
        self.suite = Suite(folder / "tests", dict(ROW.findall(TABLE.read_text(encoding="utf-8"))))
        self.output = ""  # of its last run

    def first_failure_without(self, guard: Guard) -> str | None:
        runs = filter(None, self.suite.runs(guard))
        if isinstance(guard, Drop):
            return next(filter(None, (self.first_failure(names, sql=guard.sql) for names in runs)), None)
        file = self.folder / guard.file
        whole = file.read_text(encoding="utf-8")
        # The migrated database has the rights that this code would give.
        template = "" if guard.file.startswith("server/database/") else MIGRATED
        try:
            guard.apply(self.folder)
            return next(filter(None, (self.first_failure(names, template=template) for names in runs)), None)
        finally:
            file.write_text(whole, encoding="utf-8")

    def first_failure(self, names: Iterable[str], *, sql: str = "SELECT", template: str = MIGRATED) -> str | None:
        """The test that fails first when these files run in this order, and `sql` after the migrations."""
        tests = [str(self.folder / "tests" / name) for name in names]
        options = ["-x", "-q", "-p", "no:cacheprovider", "-k", " and ".join(f"not {name}" for name in NOT_RUN)]
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=self.folder,
            env=self.environment | {"PAYOUT_TESTS_WITHOUT": sql, "PAYOUT_TESTS_TEMPLATE": template},
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

    def failures_of_their_own(self, tests: set[str]) -> set[str]:
        """Those that fail with every guard in its place, and so have missed none."""
        wrong: set[str] = set()
        while tests - wrong and (test := self.first_failure(sorted(tests - wrong))):
            wrong.add(test)
        return wrong


def every_guard() -> Iterator[Guard]:
    yield from PYTHON_GUARDS
    yield from removed()
    yield from dropped()


def test_every_guard_has_a_test_that_misses_it() -> None:
    everything = [*every_guard()]
    shown_before = dict(ROW.findall(TABLE.read_text(encoding="utf-8"))) if NEW else {}
    candidates = [guard for guard in everything if guard.guard not in shown_before and ONLY in guard.guard]
    guards = candidates[SHARE - 1 :: SHARES]
    assert guards, f"no guard's name holds {ONLY!r}"
    checkouts: SimpleQueue[Checkout] = SimpleQueue()

    def show(guard: Guard) -> tuple[str, str | None]:
        checkout = checkouts.get()
        try:
            test = checkout.first_failure_without(guard)
        finally:
            checkouts.put(checkout)
        print(f"{'red  ' if test else 'GREEN'}  {guard.guard}: {test or 'no test misses it'}", flush=True)
        return guard.guard, test

    with postgres() as server, tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        migrate(server)
        for number in range(WORKERS):
            place = Path(folder, str(number))
            place.mkdir()
            checkouts.put(Checkout(place, server.environment(f"guards_{number}")))
        shown = dict(pool.map(show, guards))
        wrong = checkouts.get().failures_of_their_own({*filter(None, shown.values())})

    write_table(everything, {guard: test for guard, test in shown.items() if test not in wrong})
    assert not wrong, f"they fail with every guard in its place: {wrong}"
    assert [guard for guard, test in shown.items() if not test] == []


def migrate(server: ThrowawayPostgres) -> None:
    """Makes the database that each run copies: its own `migrate` then brings only what the shelf says otherwise."""
    server.ensure_database(MIGRATED, "postgres")
    run = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(run, cwd=CHECKOUT, env=os.environ | server.environment(MIGRATED), check=True)


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
