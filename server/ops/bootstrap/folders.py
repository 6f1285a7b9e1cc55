"""The data folder and the files in it that processes share."""

from pathlib import Path
from typing import IO

from server.operator_error import OperatorError


def make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o755)  # whatever the umask: PostgreSQL's user has to pass
    except FileExistsError:
        return
    except OSError as error:
        raise OperatorError(
            f"The data folder {folder} cannot be made ({error.strerror}): choose another PAYOUT_DATA_DIR"
        ) from error


def open_shared(path: Path) -> IO[str]:
    try:
        return path.open("a+")
    except OSError as error:
        raise OperatorError(
            f"{path} cannot be written ({error.strerror}): it was made by another user; run as that user, or "
            "choose another PAYOUT_DATA_DIR"
        ) from error
