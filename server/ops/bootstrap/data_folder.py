"""The data folder, and the files in it that processes lock."""

from pathlib import Path
from typing import IO

from server.operator_error import OperatorError


def make(folder: Path) -> None:
    """Create the folder if there is none. Raises OperatorError."""
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o755)  # despite the umask: PostgreSQL's user has to pass through
    except FileExistsError:
        return
    except OSError as error:
        raise OperatorError(
            f"The data folder {folder} cannot be created ({error.strerror}): choose another PAYOUT_DATA_DIR"
        ) from error


def open_shared(path: Path) -> IO[str]:
    """Open for reading and appending, so that no process empties what another wrote. Raises OperatorError."""
    try:
        return path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OperatorError(
            f"{path} cannot be written ({error.strerror}): it was created by another user; run as that user, or "
            "choose another PAYOUT_DATA_DIR"
        ) from error
