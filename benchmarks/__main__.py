"""`python3 manage.py benchmark` measures a throwaway engine, as ratios to plain PostgreSQL and to itself."""

import argparse
import os
import re
import sys
import time
from dataclasses import replace

from benchmarks import processors
from benchmarks.engine import CHECKOUT, throwaway_engine
from server.operator_error import OperatorError
from server.ops.processes.signals import stop_on_signals

HIGHEST_ROW = 20


def main() -> int:
    options = read_arguments(sys.argv[1:])
    if not processors.are_readable():
        raise OperatorError("benchmark reads processor times from /proc, so it needs Linux")
    begun, load_before = time.monotonic(), os.getloadavg()[0]

    def say(line: str) -> None:
        print(f"{time.monotonic() - begun:6.1f} s  {line}", flush=True)

    with stop_on_signals():
        say("starting a throwaway engine")
        with throwaway_engine() as engine:
            from benchmarks import benchmark, fixture, machine, report, rows  # these read its settings

            measured_on = machine.inspect(engine, load_before)
            say("creating its merchants and their history")
            measured, scale = rows.chosen(options.only), fixture.SMALL if options.quick else fixture.Scale()
            if {row.name for row in measured} <= rows.OF_OTHER_ENGINES:
                scale = replace(fixture.SMALL, many_payouts=scale.many_payouts)
            with fixture.prepared_fixture(engine, scale, options.seconds, options.rounds) as prepared:
                watch = machine.Watch()
                results = benchmark.run(prepared, measured, options.rounds, say)
                measured_on.others_share = watch.share()
            say("verifying its ledger")
            engine.verify()
        print(f"\n{report.as_text(results, measured_on)}\n")
        if prepared.notes:
            print(f"{report.by_kind(prepared.notes)}\n")
        if options.only or options.quick or options.no_write:
            print("Nothing was written.")
        else:
            print(
                f"Written: {', '.join(str(path.relative_to(CHECKOUT)) for path in report.write(results, measured_on))}"
            )
        return 0 if all(result.is_measured for result in results) else 1
    return 130


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py benchmark", description=__doc__)
    parser.add_argument("--rounds", type=_rounds, help="everything is measured once in each (default 5)")
    parser.add_argument("--seconds", type=_seconds, help="the duration of each measurement (default 2.5)")
    parser.add_argument("--only", type=_names, metavar="1,2,9b", help="only these rows")
    parser.add_argument("--no-write", action="store_true", help="leave docs/ as it is")
    parser.add_argument(
        "--quick", action="store_true", help="short ledgers, one short round, nothing written: only shows that it runs"
    )
    options = parser.parse_args(arguments)
    options.rounds = options.rounds or (1 if options.quick else 5)
    options.seconds = options.seconds or (0.5 if options.quick else 2.5)
    return options


def _rounds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 100:
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 100")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0.1 <= seconds <= 60:
        raise argparse.ArgumentTypeError("must be a number from 0.1 to 60")
    return seconds


def _names(text: str) -> list[str]:
    """`9` names 9b too."""
    names = [re.fullmatch("([1-9][0-9]?)[a-f]?", part) for part in text.split(",")]
    if not all(name and int(name[1]) <= HIGHEST_ROW for name in names):
        raise argparse.ArgumentTypeError(f"must be numbers of rows, from 1 to {HIGHEST_ROW}, with commas between them")
    return text.split(",")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OperatorError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
