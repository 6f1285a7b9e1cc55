"""Reads settings from the environment and, for those it lacks, from `.env` beside manage.py.

PAYOUT_ENV_FILE names another file instead; where it is empty, no file is read. The tests run so: a developer's `.env`
names that developer's own database.
"""

import os
from pathlib import Path

from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()
if file := os.environ.get("PAYOUT_ENV_FILE", str(BASE_DIR / ".env")):
    env.read_env(file, recurse=False)

DEBUG = env.bool("DEBUG", True)
