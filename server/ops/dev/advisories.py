"""Looks up known vulnerabilities of all pinned packages, Python's and npm's. `manage.py test` runs it every time.

pip-audit and npm query their advisory services, which not every machine can reach. Exit codes: 0, none is known; 1, one
is known; 75, not all packages could be looked up, and a line of output says which and why.
"""

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from server.ops.bootstrap.program_environment import installer_environment

CHECKOUT = Path(__file__).resolve().parents[3]
PYTHON_PINS = ("dev.txt", "embedded.txt")  # dev.txt includes run.txt
PIN = re.compile(r"^[\w.-]+(?:\[[\w,]+\])?==[^\s;]+", re.MULTILINE)
GROUPS = 2
TIMEOUT_SECONDS = 18
NOT_CHECKED = 75


@dataclass
class Findings:
    ecosystem: str
    known: list[str] = field(default_factory=list)
    checked: int = 0
    why_unchecked: str = ""


def main() -> int:
    with ThreadPoolExecutor(2) as pool:
        findings = list(pool.map(lambda audit: audit(), (audit_python, audit_npm)))
    for found in findings:
        for line in found.known:
            print(f"{found.ecosystem}: {line}")
        if found.checked:
            print(f"{found.ecosystem}: {len(found.known)} known vulnerabilities in {found.checked} packages")
        if found.why_unchecked:
            print(f"{found.ecosystem}: NOT CHECKED for known vulnerabilities: {found.why_unchecked}")
    if any(found.known for found in findings):
        return 1
    return NOT_CHECKED if any(found.why_unchecked for found in findings) else 0


def audit_python() -> Findings:
    """Look up every pin, in two groups at once: pip-audit queries one package after the other."""
    pins = [pin for name in PYTHON_PINS for pin in PIN.findall((CHECKOUT / "requirements" / name).read_text())]
    with TemporaryDirectory() as folder, ThreadPoolExecutor(GROUPS) as pool:
        files = [Path(folder) / f"{group}.txt" for group in range(GROUPS)]
        for group, file in enumerate(files):
            file.write_text("\n".join(pins[group::GROUPS]))
        replies = list(pool.map(_run_pip_audit, files))
    packages = [package for each in replies for package in each.report.get("dependencies", [])]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = Findings("Python", checked=len(packages) - len(skipped))
    for package in packages:
        for vulnerability in package.get("vulns", []):
            fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
            found.known.append(f"{package['name']} {package['version']}: {vulnerability['id']}, fixed in {fixed}")
    if skipped:
        skipped_names = ", ".join(skipped) if found.checked else f"any of the {len(skipped)} packages"
        found.why_unchecked = f"the advisory service does not know {skipped_names}"
    found.why_unchecked = next((each.why for each in replies if each.why), found.why_unchecked)
    return found


def _run_pip_audit(pins: Path) -> "Reply":
    return _run([sys.executable, "-m", "pip_audit", "-r", str(pins), "--no-deps", "--disable-pip", "--format=json"])


def audit_npm() -> Findings:
    npm = shutil.which("npm")
    if npm is None:
        return Findings("npm", why_unchecked="npm is not installed")
    reply = _run([npm, "audit", "--json", "--package-lock-only"], CHECKOUT / "web")
    found = Findings("npm", why_unchecked=reply.why)
    if "vulnerabilities" in reply.report:
        found.checked = reply.report["metadata"]["dependencies"]["total"]
        found.known = [
            f"{name} {known['range']}: {known['severity']}" for name, known in reply.report["vulnerabilities"].items()
        ]
    elif not found.why_unchecked:
        found.why_unchecked = _first_line(str(reply.report.get("message", "npm said nothing")))
    return found


@dataclass
class Reply:
    report: dict[str, Any] = field(default_factory=dict)
    why: str = ""


def _run(command: list[str], folder: Path = CHECKOUT) -> Reply:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=installer_environment(),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Reply(why=f"no answer within {TIMEOUT_SECONDS} s")
    try:
        return Reply(json.loads(done.stdout))
    except ValueError:
        lines = done.stderr.strip().splitlines()
        return Reply(why=_first_line(lines[-1] if lines else "no answer"))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:150]


if __name__ == "__main__":
    sys.exit(main())
