"""`manage.py test` runs every check there is; with arguments, only pytest with them."""

import subprocess
import sys

from django.core.management.base import BaseCommand

from server.ops.dev import checks


class Command(BaseCommand):
    help = "Runs every check; with arguments, only pytest with them."

    def run_from_argv(self, argv: list[str]) -> None:
        arguments = argv[2:]
        if arguments:
            command = checks.pytest_command(arguments)
            sys.exit(subprocess.run(command, cwd=checks.CHECKOUT, check=False).returncode)
        sys.exit(0 if checks.run_every_check() else 1)
