#!/usr/bin/env python3
"""Every command of the payout engine. Needs nothing but a Python: it makes its own virtual environment."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  whatever `python3` is
    sys.exit("The payout engine needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from server.ops import environment
from server.ops.refusal import Refusal

if __name__ == "__main__":
    try:
        environment.enter(sys.argv[1:])
        from server.ops.commandline import run  # only now are its packages there

        run(sys.argv)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
