"""The query parameters that narrow and order a list of payouts."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from server.api.http.parsing import read_parameter, read_time, read_uuid
from server.errors import InvalidInput
from server.money import read_amount
from server.payouts.searching import PayoutFilter
from server.payouts.states import Status

ORDERS = {
    "newest": ("-created_at", "-id"),
    "oldest": ("created_at", "id"),
    "largest": ("-amount_paise", "-created_at", "-id"),
    "smallest": ("amount_paise", "created_at", "id"),
}
LONGEST_AMOUNT = 16  # digits of the largest one


def read_order(request: HttpRequest) -> tuple[str, ...]:
    """Raises InvalidInput."""
    return order_of(read_parameter(request, "sort"))


def order_of(named: str | None) -> tuple[str, ...]:
    """Raises InvalidInput."""
    sort = "newest" if named is None else named
    if sort not in ORDERS:
        raise InvalidInput(f"sort must be one of {', '.join(ORDERS)}.", "sort")
    return ORDERS[sort]


def read_filter(request: HttpRequest) -> PayoutFilter:
    """Raises InvalidInput."""
    return filter_of({parameter: read_parameter(request, parameter) for parameter in FILTER})


def filter_of(sent: Mapping[str, str | None]) -> PayoutFilter:
    """Raises InvalidInput."""
    return PayoutFilter(
        **{
            name: read(text, parameter)
            for parameter, (name, read) in READERS.items()
            if (text := sent.get(parameter)) is not None
        }
    )


def _read_statuses(text: str, name: str) -> frozenset[Status]:
    statuses = text.split(",")
    if not set(statuses) <= set(Status.values):
        raise InvalidInput(f"{name} must be one of {', '.join(Status.values)}, or several with commas.", name)
    return frozenset(map(Status, statuses))


def _read_flag(text: str, name: str) -> bool:
    if text not in FLAGS:
        raise InvalidInput(f"{name} must be true or false.", name)
    return FLAGS[text]


def _read_paise(text: str, name: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_AMOUNT
    return read_amount(int(text) if is_number else None, name)


def _read_text(text: str, _name: str) -> str:
    return text


FLAGS = {"true": True, "false": False}
READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "text": ("text", _read_text),
    "status": ("statuses", _read_statuses),
    "needs_review": ("needs_review", _read_flag),
    "cancelled": ("cancelled", _read_flag),
    "scheduled": ("scheduled", _read_flag),
    "from": ("since", read_time),
    "to": ("until", read_time),
    "min_paise": ("min_paise", _read_paise),
    "max_paise": ("max_paise", _read_paise),
    "bank_account_id": ("bank_account_id", read_uuid),
    "batch_id": ("batch_id", read_uuid),
    "returned": ("returned", _read_flag),
}
FILTER = tuple(READERS)
