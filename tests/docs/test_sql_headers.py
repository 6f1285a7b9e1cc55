"""The header of a file on the SQL shelf says who calls it: the files that it names exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SERVER = Path(settings.BASE_DIR) / "server"
HEADERS = sorted(SERVER.glob("*/sql/**/*.sql"))
FILE = re.compile(r"[\w/]+\.(?:py|sql)\b")


@pytest.mark.parametrize("file", HEADERS, ids=lambda file: str(file.relative_to(SERVER)))
def test_the_files_that_a_header_names_exist(file: Path) -> None:
    comments = "\n".join(re.findall(r"^-- (.*)", file.read_text(encoding="utf-8"), re.MULTILINE))
    missing = [name for name in FILE.findall(comments) if not is_there(name, file)]
    assert missing == []


def is_there(name: str, file: Path) -> bool:
    """A path begins at the top, in server/ or in the room; a bare file name may also continue a list of paths."""
    room = SERVER / file.relative_to(SERVER).parts[0]
    places = [SERVER.parent, SERVER, room, file.parent]
    return any((place / name).exists() for place in places) or ("/" not in name and any(SERVER.rglob(name)))
