"""The pinned requirement files match pyproject.toml, and each other."""

import re
import tomllib

from tests.support.engine import CHECKOUT


def pins(name: str) -> dict[str, str]:
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE))


def named(specifiers: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", specifier)[0] for specifier in specifiers}


def test_the_files_pin_every_dependency_of_the_project() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
    assert named(project["project"]["dependencies"]) <= pins("run").keys()
    assert named(project["dependency-groups"]["dev"]) <= pins("dev").keys()
    assert named(project["dependency-groups"]["embedded"]) == pins("embedded").keys()


def test_the_tests_use_the_versions_that_run() -> None:
    assert pins("run").items() <= pins("dev").items()


def test_every_package_has_a_hash() -> None:
    for name in ("run", "dev", "embedded"):
        text = (CHECKOUT / "requirements" / f"{name}.txt").read_text()
        for requirement in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in requirement, requirement
