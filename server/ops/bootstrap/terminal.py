"""Makes printing safe on a terminal that lacks our characters: `…`, `₹`, a merchant's name in any script.

Runs on a bare Python: only the standard library may be imported here.
"""

import os
import sys
from io import TextIOWrapper

VARIABLE = "PYTHONIOENCODING"
ESCAPE = "backslashreplace"  # as Python itself does for standard error: nothing is lost, and nothing fails


def tolerate_any_character() -> None:
    """Here, and in the Pythons that replace this process or are its children, unless they are told otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=ESCAPE)
    if isinstance(sys.stdout, TextIOWrapper):
        os.environ[VARIABLE] = f"{sys.stdout.encoding}:{ESCAPE}"
