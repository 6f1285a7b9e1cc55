"""Reads settings from the environment and, for those it lacks, from `.env` beside manage.py.

PAYOUT_ENV_FILE names another file instead; where it is empty, no file is read. The tests run so: a developer's `.env`
names that developer's own database.
"""

import os
from pathlib import Path

from dotenv.parser import parse_stream
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parents[2]
FILE_VARIABLE = "PAYOUT_ENV_FILE"

env = Env()
names_in_file: set[str] = set()


def read_file(file: Path) -> None:
    """Raises EnvError also for what python-dotenv would pass over, with a warning or without."""
    try:
        with file.open(encoding="utf-8-sig") as stream:
            lines = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not in UTF-8"
        raise EnvError(f"{file} cannot be read ({reason})") from error
    for line in lines:
        if line.error or (line.key is not None and line.value is None):
            raise EnvError(f"{file} invalid: line {line.original.line} is not NAME=value")
    env.read_env(file, recurse=False)
    names_in_file.update(line.key for line in lines if line.key is not None)


if chosen := os.environ.get(FILE_VARIABLE):
    read_file(Path(chosen))
elif chosen is None and (BASE_DIR / ".env").exists():
    read_file(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", True)
