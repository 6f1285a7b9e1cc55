"""`manage.py benchmark` measures every row and writes the results. No test asserts a number."""

import math
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest

from benchmarks import load, pages, plot, report, rows
from benchmarks.__main__ import read_arguments
from benchmarks.benchmark import RowResult
from benchmarks.machine import MachineInfo
from server.operator_error import OperatorError
from tests.support.servers import wait_until

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = [CHECKOUT / "docs" / name for name in ("performance.md", "performance.svg", "benchmark.json")]
MACHINE = MachineInfo(2, "18.6", "3.11.7", 7500, 0.1, 0.02)


def benchmark(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "benchmark", *arguments],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def results() -> list[RowResult]:
    """Each row with three invented rounds: half the required ratio, exactly that, and four times as much."""
    return [RowResult(row, [factor * (row.must or 1) for factor in (0.5, 1, 4)], [1, 2, 3]) for row in rows.ROWS]


def test_a_quick_benchmark_measures_every_row_and_writes_no_docs() -> None:
    before = {path: path.read_bytes() for path in DOCS if path.exists()}
    process = benchmark("--quick")
    output, _ = process.communicate(timeout=600)
    assert process.returncode == 0, output[-6000:]
    for row in rows.ROWS:
        line = next(line for line in output.splitlines() if line.split()[:1] == [row.name] and row.what in line)
        ratio = float(line.partition(row.what)[2].split()[0])
        assert 0 <= ratio < math.inf, line  # 0.00: on a busy machine a worst wait is hundreds of usual ones
    assert "Nothing was written" in output
    assert {path: path.read_bytes() for path in DOCS if path.exists()} == before


def test_an_interrupted_benchmark_leaves_nothing_behind() -> None:
    with benchmark("--quick", "--only", "1") as process:
        assert process.stdout
        assert any("creating its merchants" in line for line in process.stdout)
        [folder] = set(re.findall(r"/\S*payout-benchmark-\w+", _commands_below(process.pid)))
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=120)
    assert process.returncode == 130, output
    assert not Path(folder).exists()
    wait_until(lambda: folder not in _commands())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rounds", "0"], "--rounds: must be a whole number from 1 to 100"),
        (["--rounds", "two"], "--rounds: must be a whole number"),
        (["--seconds", "0"], "--seconds: must be a number from 0.1 to 60"),
        (["--seconds", "nan"], "--seconds: must be a number"),
        (["--only", "1,99"], "--only: must be numbers of rows, from 1 to 20"),
        (["--only", ""], "--only: must be numbers of rows"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_an_invalid_option_is_refused_with_a_message(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        read_arguments(arguments)
    assert end.value.code == 2
    assert words in capsys.readouterr().err


@pytest.fixture
def unreliable_server() -> Iterator[int]:
    """Responds with 201 and 503 alternately."""
    numbers = count()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(503 if next(numbers) % 2 else 201)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"done")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_only_expected_responses_are_counted(unreliable_server: int) -> None:
    request = b"POST / HTTP/1.1\r\nContent-Length: 36\r\n\r\n" + load.KEY
    outcome = load.run(load.Plan(unreliable_server, load.Calls([request], 201, b"done"), 1, 60, count=10))
    assert (outcome.sent, len(outcome.latencies), outcome.bad) == (10, 5, 5)
    assert b" 503 " in outcome.bad_response
    with pytest.raises(OperatorError, match="5 of 10 responses"):
        load.require_good(outcome)


def test_the_polled_documents_are_the_dashboards_own() -> None:
    for poll in [*pages.QUIET, *pages.CHANGED]:
        assert f"query {poll.operation}" in pages.document(poll.operation)


def test_the_table_replaces_only_the_text_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"Before.\n{report.BEGIN}\nold\n{report.END}\nAfter.\n")
    report.write(results(), MACHINE, tmp_path)
    text = page.read_text()
    assert text.startswith(f"Before.\n{report.BEGIN}\n| # |")
    assert text.endswith(f"\n{report.END}\nAfter.\n")
    assert "old" not in text
    page.write_text("No marks.\n")
    with pytest.raises(OperatorError, match="lacks the marks"):
        report.write(results(), MACHINE, tmp_path)
    assert page.read_text() == "No marks.\n"


def test_a_row_below_its_required_ratio_is_marked_as_missed() -> None:
    row = rows.ROWS[0]
    assert row.must
    table = report.as_markdown([RowResult(row, [row.must / 2], [1])], MACHINE)
    assert "MISSED" in table
    assert "MISSED" not in report.as_markdown([RowResult(row, [row.must], [1])], MACHINE)


def test_the_plot_has_a_line_for_each_row_with_a_required_ratio() -> None:
    picture = ElementTree.fromstring(plot.draw(results()))  # noqa: S314  our own XML
    words = {text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {row.what for row in rows.ROWS if row.must} <= words


def _commands() -> str:
    """The command lines of all processes."""
    return subprocess.run(["ps", "-wweo", "args"], capture_output=True, text=True, check=True).stdout


def _commands_below(pid: int) -> str:
    lines = subprocess.run(["ps", "-wweo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in lines.splitlines()[1:] if int(line.split()[1]) == pid)
