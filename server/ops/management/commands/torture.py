"""`manage.py torture` breaks a throwaway engine and proves that nothing was lost. Its code is among the tests."""

import os
import sys

from django.core.management.base import BaseCommand

from server.operator_error import OperatorError
from server.ops.dev import checks


class Command(BaseCommand):
    help = "Loads a throwaway engine, breaks it for some minutes, and checks that nothing was lost. See --help."

    def run_from_argv(self, argv: list[str]) -> None:
        if not (checks.CHECKOUT / "tests" / "torture").is_dir():
            raise OperatorError("There is no tests/torture/ here: run `torture` in a checkout")
        os.chdir(checks.CHECKOUT)
        os.execv(sys.executable, [sys.executable, "-m", "tests.torture", *argv[2:]])  # noqa: S606
