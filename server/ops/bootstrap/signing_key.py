"""The key that signs the heads of ledgers where no setting names one: made once, in the data folder, for the user who
runs `up` alone. The web server and the worker, which cannot read it there, get it as a setting."""

import os
import secrets
from pathlib import Path

from server.settings.signing_keys import KEY_FILE, read_key_file


def make_once(folder: Path) -> str:
    """At once or not at all: a key that was lost would leave heads that nobody can check."""
    file = folder / KEY_FILE
    if not read_key_file(file):
        unfinished = file.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as output:
            output.write(f"{secrets.token_urlsafe(32)}\n")
            output.flush()
            os.fsync(descriptor)
        unfinished.replace(file)
    return read_key_file(file)[0]
