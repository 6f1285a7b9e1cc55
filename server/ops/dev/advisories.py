"""Is a known vulnerability in one of the pinned packages, Python's or the page's? `manage.py test` asks every time.

What is known is known elsewhere: pip-audit and npm ask their advisory services, which not every machine can reach.
Exit 0: asked, and nothing is known; 1: something is; 75: not all could be asked about, and one line says what and why.
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

CHECKOUT = Path(__file__).resolve().parents[3]
PYTHON_PINS = ("dev.txt", "embedded.txt")  # dev.txt holds run.txt
PIN = re.compile(r"^[\w.-]+(?:\[[\w,]+\])?==[^\s;]+", re.MULTILINE)
GROUPS = 2
LONGEST_SECONDS = 18
NOT_CHECKED = 75


@dataclass
class Findings:
    of: str
    known: list[str] = field(default_factory=list)
    checked: int = 0
    why_unchecked: str = ""


def main() -> int:
    with ThreadPoolExecutor(2) as both:
        findings = list(both.map(lambda audit: audit(), (audit_python, audit_page)))
    for found in findings:
        for line in found.known:
            print(f"{found.of}: {line}")
        if found.checked:
            print(f"{found.of}: {len(found.known)} known vulnerabilities in {found.checked} packages")
        if found.why_unchecked:
            print(f"{found.of}: NOT CHECKED for known vulnerabilities: {found.why_unchecked}")
    if any(found.known for found in findings):
        return 1
    return NOT_CHECKED if any(found.why_unchecked for found in findings) else 0


def audit_python() -> Findings:
    """Every pin, in two groups: pip-audit asks about one package after the other."""
    pins = [pin for name in PYTHON_PINS for pin in PIN.findall((CHECKOUT / "requirements" / name).read_text())]
    with TemporaryDirectory() as folder, ThreadPoolExecutor(GROUPS) as together:
        files = [Path(folder) / f"{group}.txt" for group in range(GROUPS)]
        for group, file in enumerate(files):
            file.write_text("\n".join(pins[group::GROUPS]))
        said = list(together.map(_ask_pip_audit, files))
    packages = [package for each in said for package in each.report.get("dependencies", [])]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    found = Findings("Python", checked=len(packages) - len(skipped))
    for package in packages:
        for vulnerability in package.get("vulns", []):
            fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
            found.known.append(f"{package['name']} {package['version']}: {vulnerability['id']}, fixed in {fixed}")
    if skipped:
        which = ", ".join(skipped) if found.checked else f"any of the {len(skipped)} packages"
        found.why_unchecked = f"the advisory service does not know {which}"
    found.why_unchecked = next((each.why for each in said if each.why), found.why_unchecked)
    return found


def _ask_pip_audit(pins: Path) -> "Said":
    return _ask([sys.executable, "-m", "pip_audit", "-r", str(pins), "--no-deps", "--disable-pip", "--format=json"])


def audit_page() -> Findings:
    npm = shutil.which("npm")
    if npm is None:
        return Findings("npm", why_unchecked="npm is not here")
    said = _ask([npm, "audit", "--json", "--package-lock-only"], CHECKOUT / "web")
    found = Findings("npm", why_unchecked=said.why)
    if "vulnerabilities" in said.report:
        found.checked = said.report["metadata"]["dependencies"]["total"]
        found.known = [
            f"{name} {known['range']}: {known['severity']}" for name, known in said.report["vulnerabilities"].items()
        ]
    elif not found.why_unchecked:
        found.why_unchecked = _first_line(str(said.report.get("message", "npm said nothing")))
    return found


@dataclass
class Said:
    report: dict[str, Any] = field(default_factory=dict)
    why: str = ""


def _ask(command: list[str], folder: Path = CHECKOUT) -> Said:
    try:
        asked = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Said(why=f"no answer within {LONGEST_SECONDS} s")
    try:
        return Said(json.loads(asked.stdout))
    except ValueError:
        lines = asked.stderr.strip().splitlines()
        return Said(why=_first_line(lines[-1] if lines else "no answer"))


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:150]


if __name__ == "__main__":
    sys.exit(main())
