import pytest

from tests.api.conftest import caller

__all__ = ["caller"]


@pytest.fixture(autouse=True)
def _as_if_no_test_had_run_before(untouched_tables: None) -> None:
    """Page counts and plans depend on dead rows."""
