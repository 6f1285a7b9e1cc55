"""The documents and the repository say the same: links, paths, settings, commands, decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.support.engine import CHECKOUT

DOCS = CHECKOUT / "docs"
DOCUMENTS = sorted(
    document
    for pattern in (
        "*.md",
        ".github/*.md",
        "docs/**/*.md",
        "web/src/README.md",
        "findings/README.md",
        "requirements/README.md",
    )
    for document in CHECKOUT.glob(pattern)
)
OF_THEIR_OWN_WIDTH = ("web/", "findings/", "requirements/")
MOST_LINES_OF_README, WIDEST = 130, 120

CODE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
BY_SCRIPT = re.compile(r"<!-- benchmark: what.*?<!-- benchmark: end -->", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
QUOTED = re.compile(r"`([^`\n]+)`")
# A word is a path if it has one of these endings, or begins with one of our folders.
PATH = re.compile(
    r"(?P<path>[\w.*/-]+\.(?:py|sql|md|toml|json|yaml|graphql|svg|sh|tsx?|css)"
    r"|(?:server|tests|docs|web|benchmarks|requirements|findings)/[\w.*/-]*)(?:: (?P<name>\w+))?"
)
# Two of other projects, what is built, and what a backup holds.
NOT_HERE = {"schema.sql", "service.py", "web/dist", "backup.json", "roles.sql"}
SKIPPED = {".venv", ".venv-clients", "node_modules", ".data", ".git", "dist"}

FILES = [
    path
    for folder in CHECKOUT.iterdir()
    if folder.name not in SKIPPED
    for path in ([folder] if folder.is_file() else folder.rglob("*"))
    if SKIPPED.isdisjoint(path.parts)
]


def named(document: Path) -> str:
    return str(document.relative_to(CHECKOUT))


def prose(document: Path) -> str:
    return CODE.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(document: Path) -> Iterator[str]:
    for target in LINK.findall(prose(document)):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+:", target):
            continue
        file = (document.parent / path).resolve() if path else document
        if not file.exists():
            yield f"{target}: no such file"
        elif anchor and anchor not in anchors(file):
            yield f"{target}: no such heading"


def found(path: str, document: Path) -> list[Path]:
    """From the document's folder or one above it; a bare name may be anywhere."""
    if "/" not in path:
        return [file for file in FILES if file.name == path]
    folders = [folder for folder in document.parents if folder.is_relative_to(CHECKOUT)]
    return [file for folder in folders for file in folder.glob(path.rstrip("/"))]


def broken_paths(document: Path) -> Iterator[str]:
    for text in QUOTED.findall(prose(document)):
        mention = PATH.fullmatch(text)
        if mention is None or mention["path"] in NOT_HERE or mention["path"].startswith("/"):
            continue
        files = found(mention["path"], document)
        if not files:
            yield f"{text}: no such file"
        elif mention["name"] and not any(mention["name"] in file.read_text(encoding="utf-8") for file in files):
            yield f"{text}: nothing of that name in it"


def first_cells(document: Path) -> str:
    rows = re.findall(r"^\| ([^|]*(?:\\\|[^|]*)*) \|", document.read_text(encoding="utf-8"), re.MULTILINE)
    return "\n".join(rows)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    assert "\n".join(broken_links(document)) == ""


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_path_exists(document: Path) -> None:
    assert "\n".join(broken_paths(document)) == ""


def test_prose_is_no_wider_than_the_screen() -> None:
    for document in DOCUMENTS:
        if not named(document).startswith(OF_THEIR_OWN_WIDTH):
            lines = BY_SCRIPT.sub("", prose(document)).splitlines()
            assert [line for line in lines if len(line) > WIDEST and not line.startswith("|")] == [], document


def test_readme_takes_five_minutes() -> None:
    assert len((CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_README


def test_python_in_the_readme_is_python() -> None:
    snippets = re.findall(r"python3 -c '([^']+)'", (CHECKOUT / "README.md").read_text(encoding="utf-8"))
    assert len(snippets) > 3
    for snippet in snippets:
        compile(snippet, "README.md", "exec")


def test_every_setting_is_documented_and_no_other() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (CHECKOUT / "server" / "settings").glob("*.py"))
    settings = set(re.findall(r'env\.\w+\(\s*"(\w+)"', code))
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)) == settings
    assert set(re.findall(r"`([A-Z_]+)`", first_cells(DOCS / "configuration.md"))) == settings


def test_every_command_is_documented_and_no_other() -> None:
    ours = {file.stem for file in (CHECKOUT / "server/ops/management/commands").glob("[!_]*.py")}
    documented = set(re.findall(r"`([a-z_]+)", first_cells(DOCS / "commands.md")))
    assert ours - documented == set()
    assert documented - set(get_commands()) == set()


def test_every_command_that_a_document_runs_exists() -> None:
    for document in DOCUMENTS:
        commands = set(re.findall(r"manage\.py ([a-z_]+)", document.read_text(encoding="utf-8")))
        assert commands - set(get_commands()) == set(), document


def test_every_decision_is_in_the_index_under_its_title() -> None:
    index = dict(re.findall(r"^\d+\. \[(.+)\]\((.+\.md)\)$", (DOCS / "adr/README.md").read_text(), re.MULTILINE))
    titles = {
        re.sub(r"^# \d+\. ", "", page.read_text(encoding="utf-8").partition("\n")[0]): page.name
        for page in (DOCS / "adr").glob("[0-9]*.md")
    }
    assert index == titles


def test_every_page_is_in_the_index_of_documents() -> None:
    linked = set(LINK.findall((DOCS / "README.md").read_text(encoding="utf-8")))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} - linked == set()
