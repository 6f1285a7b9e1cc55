"""Takes away every lock, compare-and-set, constraint, trigger and refusal, one after the other, and shows the test
that goes red: `python3 manage.py test tests/mutants/show_that_each_guard_is_guarded.py -s`. Writes docs/guards.md.

Not part of the tests, since it runs them some ninety times.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from tests.mutants.database_guards import Drop, dropped, removed
from tests.mutants.python_guards import PYTHON_GUARDS, Removal
from tests.support.engine import CHECKOUT
from tests.support.servers import postgres

WORKERS = 2
PARTS = ("server", "tests", "manage.py", "pyproject.toml", "schema.graphql")
TABLE = CHECKOUT / "docs" / "guards.md"
# `verify_ledger` compares the guards with the shelf, and its own tests would find every one that is missing:
# here the rules themselves have to be missed.
SELF_COMPARISON = Removal(
    "",
    "server/integrity/catalogue.py",
    "def missing_guards(expected: Guards)",
    "def missing_guards(_: Guards) -> Iterator[str]:\n    yield from ()\n\n\ndef _missing_guards(expected: Guards)",
)
LEFT_OUT = {"verify_ledger", "roles", "admin"}
ALSO = ("api/test_who_may_pay.py", "model")
FIRST = {  # where a test that misses it is likely: what goes red is found sooner
    "ledger": ("ledger_guards", "balance"),
    "payouts": ("payout_states", "leases", "settlement", "idempotency", "concurrency", "queue"),
    "merchants": ("concurrency", "onboarding", "account_numbers"),
    "bank": ("bank",),
    "access": ("api_keys", "people"),
    "trail": ("trail",),
    "postgresql": ("turns",),
    "database": ("tenancy",),
}
FAILED = re.compile(r"^(?:FAILED|ERROR) (tests/\S+)", re.MULTILINE)  # and no line of a log

Guard = Drop | Removal


class Shown(NamedTuple):
    guard: str
    test: str | None


class Copy:
    """A checkout to break, with a database of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment
        for part in PARTS:
            if (CHECKOUT / part).is_dir():
                shutil.copytree(CHECKOUT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(CHECKOUT / part, folder / part)
        SELF_COMPARISON.apply(folder)

    def first_red_test_without(self, guard: Guard) -> str | None:
        if isinstance(guard, Drop):
            return self.first_red_test(guard.app, guard.sql)
        file = self.folder / guard.file
        whole = file.read_text(encoding="utf-8")
        try:
            guard.apply(self.folder)
            return self.first_red_test(Path(guard.file).parts[1])
        finally:
            file.write_text(whole, encoding="utf-8")

    def first_red_test(self, app: str = "", sql: str = "SELECT") -> str | None:
        tests = [str(self.folder / "tests" / f"test_{name}.py") for name in self._in_order(app)]
        options = ["-x", "-q", "-p", "no:cacheprovider", "--create-db", "-k", "not verify_ledger"]
        run = subprocess.run(
            [sys.executable, "-m", "pytest", *options, *tests, *(str(self.folder / "tests" / more) for more in ALSO)],
            cwd=self.folder,
            env=os.environ | self.environment | {"PAYOUT_TESTS_WITHOUT": sql},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        if run.returncode == 0:
            return None
        found = FAILED.search(run.stdout)
        assert found, run.stdout + run.stderr
        return found[1].removeprefix("tests/").split("[")[0]

    def _in_order(self, app: str) -> list[str]:
        names = {file.stem.removeprefix("test_") for file in (self.folder / "tests").glob("test_*.py")} - LEFT_OUT
        first = (*FIRST.get(app, ()), "constraints")
        return [*first, *sorted(names - set(first))]


def every_guard() -> Iterator[Guard]:
    yield from PYTHON_GUARDS
    yield from removed()
    yield from dropped()


def test_every_guard_has_a_test_that_misses_it() -> None:
    guards = list(every_guard())
    copies: SimpleQueue[Copy] = SimpleQueue()

    def show(guard: Guard) -> Shown:
        copy = copies.get()
        try:
            shown = Shown(guard.guard, copy.first_red_test_without(guard))
        finally:
            copies.put(copy)
        print(f"{'red  ' if shown.test else 'GREEN'}  {shown.guard}: {shown.test or 'no test misses it'}", flush=True)
        return shown

    with postgres() as server, tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        for number in range(WORKERS):
            place = Path(folder, str(number))
            place.mkdir()
            copy = Copy(place, server.environment(f"guards_{number}"))
            assert copy.first_red_test() is None  # with every guard in its place
            copies.put(copy)
        table = list(pool.map(show, guards))

    rows = "".join(f"| {one.guard} | {one.test or '**none**'} |\n" for one in table)
    TABLE.write_text(
        "# The guards, and the tests that guard them\n\n"
        f"Written by `tests/mutants/{Path(__file__).name}`, which takes each of these {len(table)} away,\n"
        "one after the other, and runs the tests until one goes red.\n\n"
        f"| without | the first test that goes red |\n| --- | --- |\n{rows}",
        encoding="utf-8",
    )
    assert [one.guard for one in table if not one.test] == []
