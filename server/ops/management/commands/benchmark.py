"""`manage.py benchmark` measures a throwaway engine and writes docs/performance.md."""

import os
import sys

from django.core.management.base import BaseCommand

from server.operator_error import OperatorError
from server.ops.dev import checks


class Command(BaseCommand):
    help = "Measures a throwaway engine for some minutes, as ratios, and writes docs/performance.md. See --help."

    def run_from_argv(self, argv: list[str]) -> None:
        if not (checks.CHECKOUT / "benchmarks").is_dir():
            raise OperatorError("There is no benchmarks/ here: run `benchmark` in a checkout")
        os.chdir(checks.CHECKOUT)
        os.execv(sys.executable, [sys.executable, "-m", "benchmarks", *argv[2:]])  # noqa: S606
