"""A removal that no longer fits the code would show nothing."""

import pytest

from tests.support.engine import CHECKOUT

from .guards import PYTHON_GUARDS, Removal


@pytest.mark.parametrize("removal", PYTHON_GUARDS, ids=lambda removal: removal.guard)
def test_the_code_says_what_would_be_removed(removal: Removal) -> None:
    there = (CHECKOUT / removal.file).read_text(encoding="utf-8").count(removal.text)
    assert there > removal.occurrence, removal.file
