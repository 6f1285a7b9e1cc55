"""Takes one guard out of a checkout's code."""

from pathlib import Path
from typing import NamedTuple


class Removal(NamedTuple):
    """In `file`, the nth occurrence of `text`, counted from 0, becomes `instead`."""

    guard: str
    file: str
    text: str
    instead: str = ""
    occurrence: int = 0

    def apply(self, checkout: Path) -> None:
        file = checkout / self.file
        parts = file.read_text(encoding="utf-8").split(self.text)
        assert len(parts) > self.occurrence + 1, f"{self.guard}: {self.file} no longer says {self.text!r}"
        before, after = parts[: self.occurrence + 1], parts[self.occurrence + 1 :]
        file.write_text(self.text.join(before) + self.instead + self.text.join(after), encoding="utf-8")
