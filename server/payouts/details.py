"""The facts that a merchant gives a payout of its own: a reference, a client reference, a narration, a purpose, the
failed payout that it pays again, the row of a batch that it pays, the rail that it goes by, and the moment before which
it is not paid.

A payout's row holds none of them but the last, since most payouts have none and a creation's cost matters: they stand
in `payout_details`, in a row that is written with the payout and never changes. They are part of what a key is for: the
same key with another reference is a conflict.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from server.database.comparison import ComparisonForm
from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.rails.choosing import read_rail
from server.rails.rules import Rail
from server.text import clean_text

# Those that a payout order may give, and those that a single payout's request may give.
OF_AN_ORDER = ("reference", "narration", "purpose", "retry_of", "not_before", "rail")
DETAILS = (*OF_AN_ORDER, "client_reference")
LONGEST_REFERENCE = 40
# Letters, digits and blanks of ASCII: a bank cuts or refuses anything else in the words that go with a transfer. 30 as
# in RazorpayX's documentation of a payout's narration, 2026-11.
NARRATION = re.compile(r"[A-Za-z0-9 ]{1,30}")


class Purpose(models.TextChoices):
    """Those that RazorpayX's documentation of payouts names, 2026-11."""

    PAYOUT = "payout", "Payout"
    REFUND = "refund", "Refund"
    CASHBACK = "cashback", "Cashback"
    SALARY = "salary", "Salary"
    UTILITY_BILL = "utility_bill", "Utility bill"
    VENDOR_BILL = "vendor_bill", "Vendor bill"


RAILS = [(rail.value, rail.value) for rail in Rail]


@dataclass(frozen=True)
class GivenDetails:
    """As a caller gives them, read by `read_details`."""

    reference: str | None = None
    narration: str | None = None
    purpose: Purpose | None = None
    batch_id: UUID | None = None
    batch_row: int | None = None  # 1, 2, 3, …
    retry_of: UUID | None = None  # the failed payout in whose place this one is made
    not_before: datetime | None = None  # scheduling.py
    rail: Rail | None = None  # that the caller chose (rail.py)
    client_reference: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As `sql/details.sql` compares and writes them."""
        return {name: _as_json(value) for name, value in vars(self).items() if value is not None}


def _as_json(value: object) -> object:
    match value:
        case UUID():
            return str(value)
        case Rail():
            return value.value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def read_details(
    reference: object,
    narration: object,
    purpose: object,
    retry_of: UUID | None = None,
    not_before: datetime | None = None,
    *,
    rail: object = None,
    client_reference: object = None,
) -> GivenDetails | None:
    """None if none of them is given. An empty text gives nothing. Raises InvalidInput."""
    details = GivenDetails(
        read_reference(reference),
        read_narration(narration),
        read_purpose(purpose),
        retry_of=retry_of,
        not_before=in_utc(not_before),
        rail=read_rail(rail),
        client_reference=read_client_reference(client_reference),
    )
    return None if details == GivenDetails() else details


def in_utc(moment: datetime | None) -> datetime | None:
    """The same moment is the same for a key, whatever its offset. Raises InvalidInput."""
    try:
        return moment and moment.astimezone(UTC)
    except OverflowError:  # at either end of the calendar
        raise InvalidInput("not_before must be a moment that is near.", "not_before") from None


def read_reference(value: object) -> str | None:
    """The merchant's own name of what it pays, such as an invoice's number: up to 40 characters, which need not be
    unique. Raises InvalidInput."""
    return _text(value, "reference", LONGEST_REFERENCE)


def read_client_reference(value: object) -> str | None:
    """The name under which a program pays: no two payouts of a merchant have the same, however old, whatever has become
    of them. Up to 40 characters. Raises InvalidInput."""
    return _text(value, "client_reference", LONGEST_REFERENCE)


def read_narration(value: object) -> str | None:
    """For the payee's bank statement: up to 30 letters, digits and blanks. Raises InvalidInput."""
    text = _text(value, "narration", 30)
    if text is not None and not NARRATION.fullmatch(text):
        raise InvalidInput("narration must be letters, digits and blanks alone (A–Z, a–z, 0–9).", "narration")
    return text


def read_purpose(value: object) -> Purpose | None:
    """Raises InvalidInput."""
    if value is None:
        return None
    if isinstance(value, str) and value in Purpose.values:
        return Purpose(value)
    raise InvalidInput(f"purpose must be one of: {', '.join(Purpose.values)}.", "purpose")


def _text(value: object, field: str, longest: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidInput(f"{field} must be a string.", field)
    return clean_text(value, field, longest, may_be_empty=True) or None


def checks_of_details(named: str, *, reference: str = "") -> list[models.CheckConstraint]:
    """What every table refuses that keeps details of payouts, made or to come. `named` begins the constraints' names,
    and `reference` that of the reference's, if it is another."""
    no_form = models.CheckConstraint(
        condition=Q(narration__isnull=True) | Q(narration__regex=rf"^{NARRATION.pattern}$"),
        name=f"{named}narration_form",
    )
    unknown = models.CheckConstraint(
        condition=Q(purpose__isnull=True) | Q(purpose__regex=rf"^({'|'.join(Purpose.values)})$"),
        name=f"{named}purpose_is_known",
    )
    empty = models.CheckConstraint(
        condition=Q(reference__isnull=True) | ~Q(reference=""), name=f"{reference or named}reference_not_empty"
    )
    return [empty, no_form, unknown]


class PayoutDetails(models.Model):
    """One row at most for each payout, written with it. `reference_form` is what a search compares.

    `retry_root` is the first payout of a chain of retries: all that were made in its place, directly or in turn, have
    it. The database fills it in, and lets at most one of them be open or paid (sql/retries.sql).
    """

    payout = models.OneToOneField(
        "payouts.Payout", models.PROTECT, primary_key=True, related_name="details", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    reference = models.CharField(max_length=LONGEST_REFERENCE, null=True)  # noqa: DJ001 - each of them may be missing
    reference_form = models.GeneratedField(
        expression=ComparisonForm(F("reference")), output_field=models.TextField(null=True), db_persist=True
    )
    narration = models.CharField(max_length=30, null=True)  # noqa: DJ001
    purpose = models.CharField(max_length=12, choices=Purpose.choices, null=True)  # noqa: DJ001
    batch_id = models.UUIDField(null=True)
    batch_row = models.IntegerField(null=True)
    retry_of = models.UUIDField(null=True)
    retry_root = models.UUIDField(null=True, editable=False)
    rail = models.CharField(max_length=4, choices=RAILS, null=True)  # noqa: DJ001 - the caller chose none
    # The version of the rules (rails/rules.json) by which the rail could carry it. Not part of the key's meaning.
    rail_rules = models.CharField(max_length=20, null=True, editable=False)  # noqa: DJ001
    client_reference = models.CharField(max_length=LONGEST_REFERENCE, null=True)  # noqa: DJ001

    class Meta:
        db_table = "payout_details"
        verbose_name_plural = "payout details"
        indexes = [
            models.Index(
                fields=["merchant", "reference_form"],
                condition=Q(reference__isnull=False),
                name="payouts_by_reference",
            ),
            models.Index(fields=["retry_root"], condition=Q(retry_root__isnull=False), name="payouts_by_retry_root"),
        ]
        constraints = [
            # So a row of a batch is paid once at most, whatever becomes of its key's receipt.
            models.UniqueConstraint(fields=["batch_id", "batch_row"], name="batch_row_paid_once"),
            models.UniqueConstraint(
                fields=["merchant", "client_reference"],
                condition=Q(client_reference__isnull=False),
                name="client_reference_once",
            ),
            models.CheckConstraint(
                condition=Q(client_reference__isnull=True) | ~Q(client_reference=""),
                name="client_reference_not_empty",
            ),
            models.CheckConstraint(
                condition=Q(batch_id__isnull=True, batch_row__isnull=True)
                | Q(batch_id__isnull=False, batch_row__isnull=False, batch_row__gt=0),
                name="batch_and_row_together",
            ),
            models.CheckConstraint(
                condition=Q(reference__isnull=False)
                | Q(narration__isnull=False)
                | Q(purpose__isnull=False)
                | Q(batch_id__isnull=False)
                | Q(retry_of__isnull=False)
                | Q(rail__isnull=False)
                | Q(client_reference__isnull=False),
                name="payout_details_have_something",
            ),
            models.CheckConstraint(
                condition=Q(retry_of__isnull=True, retry_root__isnull=True)
                | Q(retry_of__isnull=False, retry_root__isnull=False),
                name="retry_has_a_root",
            ),
            *checks_of_details("", reference="payout_"),
            models.CheckConstraint(
                condition=Q(rail__isnull=True, rail_rules__isnull=True)
                | Q(
                    rail__isnull=False,
                    rail__in=[name for name, _ in RAILS],
                    rail_rules__isnull=False,
                    rail_rules__gt="",
                ),
                name="payout_rail_by_known_rules",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or str(self.payout_id)
