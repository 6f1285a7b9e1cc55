"""The checks that `manage.py test` runs without arguments, cheapest first."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from server.operator_error import OperatorError
from server.ops.dev import advisories
from server.ops.processes import web_build

CHECKOUT = Path(__file__).resolve().parents[3]
PYTHON_FILES = ("manage.py", "server", "tests", "benchmarks")
WEB = CHECKOUT / "web"
SCHEMA = CHECKOUT / "schema.graphql"
EXPORT_SCHEMA = ("export_schema", "server.api.graphql.schema:schema")
LINES_REPEATED = 25  # the last lines of a failed check's output, repeated at the end
SLOWEST_TESTS = 25
# These commands would look into a database that runs. There is none in this folder, which cannot exist.
NO_DATABASE = {"DB_HOST": "", "PAYOUT_DATA_DIR": f"{os.devnull}/no-data"}


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    folder: Path = CHECKOUT
    environment: dict[str, str] = field(default_factory=dict)
    prints: Path | None = None  # the command's output must equal this file
    advice: str = ""
    not_checked: int | None = None  # exit code of a check that could not look; it says why, and fails nothing


@dataclass(frozen=True)
class CheckResult:
    name: str
    passed: bool
    seconds: float
    output: str
    was_checked: bool = True


def every_check() -> Iterator[Check]:
    lint_imports = str(Path(sys.executable).with_name("lint-imports"))
    export = f"python3 manage.py {' '.join(EXPORT_SCHEMA)} --path {SCHEMA.name}"
    yield Check("ruff check", [sys.executable, "-m", "ruff", "check", *PYTHON_FILES])
    yield Check("ruff format", [sys.executable, "-m", "ruff", "format", "--check", *PYTHON_FILES])
    yield Check("import layers", [lint_imports])
    yield Check("mypy", [sys.executable, "-m", "mypy"])
    yield Check(
        "migrations are made",
        [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"],
        environment=NO_DATABASE,
        advice="python3 manage.py makemigrations",
    )
    yield Check(
        "schema.graphql is current",
        [sys.executable, "manage.py", *EXPORT_SCHEMA],
        environment=NO_DATABASE,
        prints=SCHEMA,
        advice=export,
    )
    yield Check(
        "known vulnerabilities",
        [sys.executable, "-m", "server.ops.dev.advisories"],
        not_checked=advisories.NOT_CHECKED,
        advice="raise the named versions in pyproject.toml or web/package.json, and renew the pins "
        "(requirements/README.md)",
    )
    if (WEB / "package.json").exists():
        yield from _web_checks()
    # Last, because its browser tests open the page that the web checks have just built.
    yield Check("pytest", pytest_command(["-n", "2", f"--durations={SLOWEST_TESTS}"]))


def pytest_command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def environment() -> dict[str, str]:
    """This process's, less what would steer the checks to the user's own engine.

    No `.env` is read. DJANGO_SETTINGS_MODULE is removed: it makes pytest-django read the settings before
    tests/conftest.py has named the throwaway server in them."""
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return kept | {"PAYOUT_ENV_FILE": ""}


def _web_checks() -> Iterator[Check]:
    try:
        npm = web_build.require_node()
    except OperatorError as error:
        yield Check("web", [sys.executable, "-c", f"raise SystemExit({f'The web checks cannot run: {error}'!r})"])
        return
    if web_build.packages_are_stale(WEB):
        yield Check("web: packages", [npm, "ci", "--no-audit", "--no-fund"], WEB)
    yield Check(
        "web: generated types are current", [npm, "run", "codegen:check"], WEB, advice="cd web && npm run codegen"
    )
    yield Check("web: lint", [npm, "run", "lint"], WEB)
    yield Check("web: types", [npm, "run", "typecheck"], WEB)
    yield Check("web: tests", [npm, "test"], WEB)
    yield Check("web: build", [npm, "run", "build"], WEB)


def run_every_check() -> bool:
    """Run all of them, also after a failure. True if all passed."""
    results = []
    for check in every_check():
        print(f"\n── {check.name}: {' '.join(Path(word).name for word in check.command)}", flush=True)
        results.append(run(check))
        print(f"── {_line(results[-1])}", flush=True)
    _report(results)
    return all(result.passed for result in results)


def run(check: Check) -> CheckResult:
    begun = time.monotonic()
    lines = []
    with subprocess.Popen(
        check.command,
        cwd=check.folder,
        env=environment() | check.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if check.prints is None:
                print(line, end="", flush=True)
    output = "".join(lines)
    was_checked = process.returncode != check.not_checked
    passed = process.returncode == 0 or not was_checked
    if passed and check.prints:
        passed = check.prints.exists() and check.prints.read_text().strip() == output.strip()
        output = "" if passed else f"{check.prints.name} is missing or out of date"
    if not passed and check.advice:
        output += f"\nTo fix it, run: {check.advice}"
    return CheckResult(check.name, passed, time.monotonic() - begun, output, was_checked)


def _report(results: list[CheckResult]) -> None:
    for result in results:
        if not result.passed:
            print(f"\n── {result.name} failed:")
            print("\n".join(result.output.strip().splitlines()[-LINES_REPEATED:]))
    print()
    for result in results:
        print(_line(result))


def _line(result: CheckResult) -> str:
    line = f"{'passed' if result.passed else 'FAILED'}  {result.seconds:6.1f} s  {result.name}"
    return line if result.was_checked else f"{line}: not checked, or only in part; the reason is printed above"
