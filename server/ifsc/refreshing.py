"""Makes the files of IFSC data from the npm package `ifsc` (github.com/razorpay/ifsc), and checks them first.

The package lists every code, and names the banks. It does not name the branches: those names come from `IFSC.csv`,
which each release of that repository has beside it. Without that file the names of the present data are kept.
"""

import csv
import json
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from server.operator_error import OperatorError

from . import data_files
from .data_files import Banks, Branches
from .lookup import FORM

LEAST_SHARE = 0.9
"""Data with fewer codes than this share of the present ones are taken for damaged."""

PARTS = ("IFSC.json", "sublet.json", "custom-sublets.json", "banknames.json")
LARGEST_BYTES = 50_000_000


class Package(NamedTuple):
    version: str
    codes: Mapping[str, list[int | str]]
    """By four letters, what follows them and the zero. A number stands for six digits."""
    sublets: Mapping[str, str]
    custom_sublets: Mapping[str, str]
    names: Mapping[str, str]


def read_package(path: Path) -> Package:
    """From the tarball that `npm pack ifsc` makes, or from a folder that it was unpacked to. Raises OperatorError."""
    try:
        contents = _contents(path)
        described = _map(contents["package.json"])
        if described["name"] != "ifsc":
            raise OperatorError(f"{path} is the package {described['name']}, not ifsc.")
        codes, *maps = (_map(contents[f"src/{part}"]) for part in PARTS)
        for parts in codes.values():
            if not isinstance(parts, list) or not all(isinstance(part, str | int) for part in parts):
                raise ValueError("a bank's codes are no list of texts and numbers")
        return Package(str(described["version"]), codes, *(_texts(each) for each in maps))
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise OperatorError(f"{path} cannot be read as the npm package ifsc: {error}") from error


def read_branch_names(path: Path) -> dict[str, tuple[str, str, str]]:
    """From a release's IFSC.csv. Raises OperatorError."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            return {row["IFSC"]: (_words(row["BRANCH"]), _words(row["CITY"]), _words(row["STATE"])) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise OperatorError(f"{path} cannot be read as the IFSC.csv of a release: {error!r}") from error


def build(
    package: Package, *, published_on: str, branch_names: Branches, branch_names_from: str
) -> tuple[Banks, Branches]:
    """Raises OperatorError for data that contradict themselves."""
    codes = {f"{prefix}0{str(part).zfill(6)}" for prefix, parts in package.codes.items() for part in parts}
    keepers = {**package.sublets, **package.custom_sublets}  # where both name a whole code, they name one bank
    used = {*package.codes, *keepers.values()}
    banks = Banks(
        version=package.version,
        published_on=published_on,
        source=f"npm package ifsc {package.version}, made from the Reserve Bank of India's list",
        branch_names_from=branch_names_from,
        prefixes={prefix: len(parts) for prefix, parts in package.codes.items()},
        names={bank: name for bank, name in package.names.items() if bank in used},
        keepers=keepers,
    )
    faults = list(_faults(banks, codes, package))
    if faults:
        raise OperatorError("The data contradict themselves, so nothing was replaced: " + "; ".join(faults[:5]))
    return banks, {code: branch_names.get(code, ("", "", "")) for code in sorted(codes)}


def replace(folder: Path, banks: Banks, branches: Branches, *, may_shrink: bool = False) -> None:
    """Writes both files, unless the new data have far fewer codes than those that are there. Raises OperatorError."""
    if (folder / data_files.BANKS).exists() and not may_shrink:
        present = data_files.read_banks(folder).codes
        if banks.codes < LEAST_SHARE * present:
            raise OperatorError(f"The new data have {banks.codes:,} codes and the present ones {present:,}: damaged?")
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        data_files.write(trial, banks, branches)
        if data_files.read_banks(trial) != banks or all_branches(trial) != branches:
            raise OperatorError("The new data cannot be read back, so nothing was replaced.")
    data_files.write(folder, banks, branches)


def all_branches(folder: Path) -> dict[str, tuple[str, str, str]]:
    return dict(data_files.read_branch_list(folder).all())


def _faults(banks: Banks, codes: set[str], package: Package) -> Iterator[str]:
    if len(codes) != banks.codes:
        yield f"{banks.codes - len(codes)} codes are listed twice"
    yield from (f"{code} is no IFSC" for code in codes if not FORM.fullmatch(code))
    yield from (f"{code} is kept by another bank, and is not listed" for code in package.sublets.keys() - codes)
    for beginning, keeper in banks.keepers.items():
        if not 4 <= len(beginning) <= 11:
            yield f"{beginning} is no beginning of an IFSC"
        if len(keeper) <= 4 and keeper not in banks.names:
            yield f"{beginning} is kept by {keeper}, which has no name"
    yield from (f"{bank} has an unreadable name" for bank, name in banks.names.items() if not name.isprintable())


def _contents(path: Path) -> dict[str, bytes]:
    """The wanted files of a package, by their paths in it."""
    wanted = {"package.json", *(f"src/{part}" for part in PARTS)}
    if path.is_dir():
        return {name: (path / name).read_bytes() for name in wanted}
    found = {}
    with tarfile.open(path) as tar:
        for member in tar:
            name = member.name.removeprefix("package/")
            if name in wanted and member.size <= LARGEST_BYTES and (file := tar.extractfile(member)):
                found[name] = file.read()
    return found


def _map(content: bytes) -> dict[str, Any]:
    found = json.loads(content)
    if not isinstance(found, dict) or not found:
        raise ValueError("a part of it is no map, or is empty")
    return found


def _texts(found: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(text, str) for text in found.values()):
        raise ValueError("a name is no text")
    return {key: _words(text) for key, text in found.items()}


def _words(text: str) -> str:
    """One blank between words, and none around them; so neither a tab nor a line end is left."""
    return " ".join(text.split())
