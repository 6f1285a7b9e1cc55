"""The request log's writer, as the web server starts it."""

from collections.abc import Iterator

import pytest

from server.request_log.writer import writer
from tests.api.conftest import caller, client

__all__ = ["caller", "client"]


@pytest.fixture(autouse=True)
def _writes_at_once(database: None) -> Iterator[None]:
    """`logged` stops it, and so waits for what was noted."""
    writer.start()
    yield
    writer.stop()
