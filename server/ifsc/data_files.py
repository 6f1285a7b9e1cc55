"""The two files of IFSC data: `banks.json` names the banks, `branches.txt.xz` the branches.

They are read when a bank or a branch is first looked up, and kept: a process that looks up none pays nothing.
`banks.json` takes 2 ms and half a megabyte. `branches.txt.xz` takes 8 MB and a fifth of a second, during which other
threads run.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
BANKS, BRANCHES = "banks.json", "branches.txt.xz"

Branches = Mapping[str, tuple[str, str, str]]
"""The name, city and state of each branch, by its IFSC. A name that is not known is empty."""


@dataclass(frozen=True)
class Banks:
    version: str
    """The version of the package that the data are from."""
    published_on: str
    """The date of that version, as in 2025-11-14."""
    source: str
    branch_names_from: str
    prefixes: Mapping[str, int]
    """The number of codes that begin with these four letters."""
    names: Mapping[str, str]
    """By a bank's four letters. Some banks have letters here and no codes of their own."""
    keepers: Mapping[str, str]
    """The bank that keeps the accounts under these codes, by a beginning of 4 to 11 characters, where it is not the one
    that the first four letters name: four letters of `names`, or a name. The longest beginning counts."""

    @property
    def codes(self) -> int:
        return sum(self.prefixes.values())


class BranchList:
    """Searched in place, since an index of its 177,000 branches would take twice its memory.

    Each bank has a block: its four letters, a line for each branch (`000123⇥NAME⇥CITY⇥STATE`), and an empty line.
    """

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.blocks: dict[str, tuple[int, int]] = {}
        start = 0
        while start < len(text):
            end = text.index(b"\n\n", start) + 1
            self.blocks[text[start : start + 4].decode()] = start + 4, end
            start = end + 1

    def find(self, code: str) -> tuple[str, str, str] | None:
        start, end = self.blocks.get(code[:4], (0, 0))
        wanted, low, high = code[5:].encode(), start + 1, end
        while low < high:  # both are beginnings of lines, which stand in their codes' order
            line = self.text.rfind(b"\n", low - 1, (low + high) // 2) + 1
            line_end = self.text.index(b"\n", line)
            if self.text[line : line + 6] == wanted:
                return _fields(self.text[line:line_end])
            low, high = (line_end + 1, high) if self.text[line : line + 6] < wanted else (low, line)
        return None

    def all(self) -> Iterator[tuple[str, tuple[str, str, str]]]:
        for prefix, (start, end) in self.blocks.items():
            for line in self.text[start:end].split(b"\n")[1:-1]:
                yield f"{prefix}0{line[:6].decode()}", _fields(line)


def _fields(line: bytes) -> tuple[str, str, str]:
    _, name, city, state = line.decode().split("\t")
    return name, city, state


@cache
def banks() -> Banks:
    return read_banks(FOLDER)


@cache
def branch_list() -> "BranchList":
    return read_branch_list(FOLDER)


def read_banks(folder: Path) -> Banks:
    return Banks(**json.loads((folder / BANKS).read_text(encoding="utf-8")))


def read_branch_list(folder: Path) -> "BranchList":
    import lzma  # noqa: PLC0415 - half a megabyte that most processes do without

    return BranchList(lzma.decompress((folder / BRANCHES).read_bytes()))


def write(folder: Path, new_banks: Banks, branches: Branches) -> None:
    """Each file is replaced in one step, so that a reader sees the old one or the new one."""
    import lzma  # noqa: PLC0415 - as above

    text = json.dumps(asdict(new_banks), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    blocks = (_block(prefix, branches) for prefix in sorted(new_banks.prefixes))
    packed = lzma.compress("".join(blocks).encode(), preset=6 | lzma.PRESET_EXTREME)
    for name, content in ((BRANCHES, packed), (BANKS, text.encode())):
        beside = folder / f"{name}.new"
        beside.write_bytes(content)
        beside.replace(folder / name)


def _block(prefix: str, branches: Branches) -> str:
    codes = sorted(code for code in branches if code.startswith(prefix))
    return "\n".join([prefix, *("\t".join((code[5:], *branches[code])) for code in codes), "", ""])
