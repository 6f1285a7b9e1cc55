"""`manage.py test` runs every check; with arguments, it runs pytest with these."""

import subprocess
import sys

from django.core.management.base import BaseCommand

from server.ops.dev import checks


class Command(BaseCommand):
    help = "Runs every check; with arguments, runs pytest with these."

    def run_from_argv(self, argv: list[str]) -> None:
        if arguments := argv[2:]:
            pytest = subprocess.run(
                checks.pytest_command(arguments), cwd=checks.CHECKOUT, env=checks.environment(), check=False
            )
            sys.exit(pytest.returncode)
        sys.exit(0 if checks.run_every_check() else 1)
