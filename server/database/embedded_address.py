"""The embedded PostgreSQL's address, derived from its data folder: settings connect to it, `ops` starts it there."""

import hashlib
import os
import tempfile
from pathlib import Path

SOCKETS = "PAYOUT_SOCKETS"  # names the folder to the processes of `up`, which may run as another user than it does
PORT = 5432  # no TCP port, only a part of the socket's name


def socket_directory(data_dir: Path) -> Path:
    """A private folder with a short name: the path of a unix socket may have 107 bytes (103 on macOS)."""
    if named := os.environ.get(SOCKETS):
        return Path(named)
    # Prefers /tmp to tempfile's choice: TMPDIR may differ between two shells of one user.
    shared = Path("/tmp")  # noqa: S108
    parent = shared if os.access(shared, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
    return parent / f"payout-{os.geteuid()}-{digest(data_dir)}"


def digest(data_dir: Path) -> str:
    """12 hexadecimal digits that stand for this folder in the names of others."""
    return hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
