"""The forms in which a bank gives its statements."""

from collections.abc import Callable

from server.reconciliation.models import Form

from . import camt053, csv_form, mt940
from .read import ReadStatement

READERS: dict[Form, Callable[[bytes], ReadStatement]] = {
    Form.CSV: csv_form.read,
    Form.CAMT053: camt053.read,
    Form.MT940: mt940.read,
}
