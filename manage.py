#!/usr/bin/env python3
"""Every command of the payout engine. Needs nothing but a Python: it makes its own virtual environment."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  whatever `python3` is
    sys.exit("The payout engine needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from server.operator_error import OperatorError
from server.ops.bootstrap import venv

if __name__ == "__main__":
    try:
        venv.enter(sys.argv[1:])
        from server.ops.bootstrap.commandline import run  # only now are its packages there

        run(sys.argv)
    except OperatorError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
