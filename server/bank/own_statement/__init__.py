"""The simulated bank's statement of our account, as a bank would give it: from its own book alone."""

from collections.abc import Callable

from . import camt053, csv_form, mt940
from .book import OwnStatement

FORMS: dict[str, Callable[[OwnStatement], str]] = {
    "csv": csv_form.write,
    "camt053": camt053.write,
    "mt940": mt940.write,
}
