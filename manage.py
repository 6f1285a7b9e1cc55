#!/usr/bin/env python3
"""Runs every command of the payout engine. Needs only a Python: it creates its own virtual environment."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  `python3` may be any version
    sys.exit("The payout engine needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from server.operator_error import OperatorError
from server.ops.bootstrap import terminal, venv

if __name__ == "__main__":
    terminal.tolerate_any_character()
    try:
        venv.enter(sys.argv[1:])
        from server.ops.bootstrap.commandline import run  # its packages are installed only now

        run(sys.argv)
    except OperatorError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
