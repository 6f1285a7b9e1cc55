"""Packages that a library imports if they are there, and that this process would never use.

Each costs every start of it: processor time and memory. The library is told that the package is absent, in the way that
the library expects.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _LeftOut(ModuleType):
    def __init__(self, name: str, error: type[Exception]) -> None:
        super().__init__(name)
        self._error = error

    def __getattr__(self, name: str) -> object:
        raise self._error(f"{self.__name__}.{name} is not used here")


@contextmanager
def left_out(package: str, error: type[Exception] = ImportError) -> Iterator[None]:
    """Within the block, `from package import …` raises `error`, unless this process has imported the package before."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = _LeftOut(package, error)
    try:
        yield
    finally:
        del sys.modules[package]
