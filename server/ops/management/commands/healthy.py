"""The container's health check: asks the running web server for /healthz."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from server.ops.processes import health


class Command(BaseCommand):
    help = "Checks the web server on this port. Exits with 0 if it is healthy, else with 1."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="of the web server (default: %(default)s)")

    def handle(self, *_args: Any, port: int, **_options: Any) -> None:
        sys.exit(0 if health.is_healthy(port) else 1)
