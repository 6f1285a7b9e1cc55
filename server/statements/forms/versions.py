"""The version of a form that libraries write: their next releases may write the same page in other bytes.

Then a closed period's file has another hash, of its own. With our version alone it would be an error for ever.
"""

import zlib

BITS = 24


def version_of(ours: int, *writers: str) -> int:
    """`writers`: the libraries' releases. Fits a column of 32 bits while ours is below 128."""
    return ours << BITS | zlib.crc32(" ".join((*writers, zlib.ZLIB_RUNTIME_VERSION)).encode()) >> 32 - BITS
