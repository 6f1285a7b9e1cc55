"""What a backup holds, in `backup.json`. It is written when all else is there, so a folder without it is no backup."""

import json
import operator
import os
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any
from uuid import UUID

from server.operator_error import OperatorError

MANIFEST, ROLES, DUMP = "backup.json", "roles.sql", "database.dump"
FORM = 1


@dataclass(frozen=True)
class Manifest:
    form: int
    id: str  # of this backup
    made_at: str  # by the database's clock, right before its snapshot
    database: str
    postgresql: int  # the server's major version
    release: int  # of the engine: the one that ran `migrate` last
    tables: int
    sizes: dict[str, int]
    sha256: dict[str, str]


def seal(folder: Path, manifest: Manifest) -> None:
    """Call when the files are there."""
    text = json.dumps(asdict(manifest), indent=2) + "\n"
    with (folder / MANIFEST).open("x", encoding="utf-8") as output:
        output.write(text)
        output.flush()
        os.fsync(output.fileno())


def sizes_of(folder: Path) -> dict[str, int]:
    return {name: (folder / name).stat().st_size for name in (ROLES, DUMP)}


def digests_of(folder: Path) -> dict[str, str]:
    return {name: _digest(folder / name) for name in (ROLES, DUMP)}


def read(folder: Path) -> Manifest:
    """Raises OperatorError unless every file is there, whole and as it was written."""
    try:
        written = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if written["form"] != FORM:
            raise OperatorError(f"{folder} is a backup of form {written['form']}, and this release reads form {FORM}.")
        manifest = Manifest(**written)
        UUID(manifest.id)
        for number in (manifest.postgresql, manifest.release, manifest.tables, *_of_each(manifest.sizes)):
            operator.index(number)
        _of_each(manifest.sha256)
    except FileNotFoundError as error:
        raise OperatorError(
            f"{folder} is no backup, or one that was not finished: it has no {MANIFEST}, which `backup` writes last."
        ) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise OperatorError(f"{folder / MANIFEST} cannot be read ({_said(error)}): take another backup.") from error
    for name in (ROLES, DUMP):
        _require_whole(folder / name, manifest)
    return manifest


def _of_each(values: dict[str, Any]) -> list[Any]:
    return [values[name] for name in (ROLES, DUMP)]


def _require_whole(file: Path, manifest: Manifest) -> None:
    expected = manifest.sizes[file.name]
    try:
        size = file.stat().st_size
        digest = _digest(file) if size == expected else ""
    except OSError as error:
        raise OperatorError(f"{file} cannot be read ({_said(error)}): take another backup.") from error
    if size < expected:
        raise OperatorError(
            f"{file} was cut short: it has {size:,} of {expected:,} bytes. Copy it again, or take another backup."
        )
    if digest != manifest.sha256[file.name]:
        raise OperatorError(f"{file} is not as it was written ({MANIFEST}): copy it again, or take another backup.")


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
