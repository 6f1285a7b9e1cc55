"""What is to be paid once the money for it is there, and how far a merchant's orders have come."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.database.foreign_keys import CompositeForeignKey
from server.ids import new_id
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE
from server.payouts.details import LONGEST_REFERENCE, RAILS, GivenDetails, Purpose, checks_of_details
from server.payouts.models import Payout
from server.rails.rules import Rail

LONGEST_REASON = 300


class OrderState(models.TextChoices):
    WAITING = "waiting", "The payout is made as soon as its turn has come and the money is there."
    FUNDED = "funded", "The payout is made."
    EXPIRED = "expired", "The money was not there in time. No payout is made."
    CANCELLED = "cancelled", "It was cancelled before its payout was made."
    REFUSED = "refused", "When its turn came, the payout could not be made for another reason than money."


class FundingPolicy(models.TextChoices):
    STRICT = "strict", "Oldest first. An order whose money is not there yet holds up those after it."
    FIRST_THAT_FITS = "first_that_fits", "Oldest first, but one that does not fit is passed by, perhaps for ever."


class PayoutOrder(models.Model):
    """Its key is one of the merchant's idempotency keys, and is remembered for ever: no payout is made with it but the
    order's own. `sql/payout_orders.sql` numbers it and guards what may become of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    idempotency_key = models.UUIDField()
    seq = models.BigIntegerField(editable=False)  # 1, 2, 3, … of the merchant
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    amount_paise = models.BigIntegerField()
    # The payout's details (payouts/details.py).
    reference = models.CharField(max_length=LONGEST_REFERENCE, null=True)  # noqa: DJ001 - each of them may be missing
    narration = models.CharField(max_length=30, null=True)  # noqa: DJ001
    purpose = models.CharField(max_length=12, choices=Purpose.choices, null=True)  # noqa: DJ001
    retry_of = models.UUIDField(null=True)
    rail = models.CharField(max_length=4, choices=RAILS, null=True)  # noqa: DJ001
    not_before = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    is_expiry_given = models.BooleanField()  # else it is the usual one, and no part of what the key is for
    state = models.CharField(max_length=9, choices=OrderState.choices, default=OrderState.WAITING, editable=False)
    payout = models.OneToOneField(
        Payout, models.PROTECT, null=True, related_name="order", db_constraint=False, editable=False
    )
    refused_because = models.CharField(max_length=LONGEST_REASON, null=True, editable=False)  # noqa: DJ001
    # As the audit log has it: without a foreign key, since an order outlives the key or the user.
    made_by_kind = models.CharField(max_length=10)
    made_by_id = models.CharField(max_length=100, blank=True)
    made_by_name = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "payout_orders"
        indexes = [
            # Those that wait in the order of their turns; for the sweep; those that waited at an earlier moment.
            models.Index(fields=["merchant", "state", "seq"], name="payout_orders_by_state"),
            models.Index(fields=["expires_at"], condition=Q(state="waiting"), name="payout_orders_to_expire"),
            models.Index(fields=["merchant", "ended_at"], name="payout_orders_by_end"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "idempotency_key"], name="payout_order_key_once"),
            models.UniqueConstraint(fields=["merchant", "seq"], name="payout_order_numbered"),
            models.CheckConstraint(
                condition=Q(amount_paise__gt=0, amount_paise__lte=MAX_PAISE), name="payout_order_amount_positive"
            ),
            *checks_of_details("payout_order_"),
            models.CheckConstraint(
                condition=Q(rail__isnull=True) | Q(rail__in=[name for name, _ in RAILS]),
                name="payout_order_rail_is_known",
            ),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="payout_order_state_is_known"),
            models.CheckConstraint(
                condition=Q(not_before__isnull=True) | Q(expires_at__gt=F("not_before")),
                name="payout_order_expires_after_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="funded", payout__isnull=False) | (~Q(state="funded") & Q(payout__isnull=True)),
                name="payout_order_funded_has_its_payout",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refused_because__isnull=False, refused_because__gt="")
                | (~Q(state="refused") & Q(refused_because__isnull=True)),
                name="payout_order_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="payout_order_ends_once",
            ),
            CompositeForeignKey(
                columns=["bank_account_id", "merchant_id"],
                table="bank_accounts",
                to=["id", "merchant_id"],
                name="payout_order_to_an_account_of_its_merchant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def details(self) -> GivenDetails | None:
        """Those of its payout. The order's own times are none of them."""
        details = GivenDetails(
            self.reference,
            self.narration,
            Purpose(self.purpose) if self.purpose else None,
            retry_of=self.retry_of,
            rail=Rail(self.rail) if self.rail else None,
        )
        return None if details == GivenDetails() else details


class PayoutOrderBook(models.Model):
    """A merchant's orders at a glance, written by their guard under the merchant's lock. Whoever never ordered has
    none."""

    merchant = models.OneToOneField(Merchant, models.PROTECT, primary_key=True, related_name="+", db_constraint=False)
    last_seq = models.BigIntegerField(editable=False)
    waiting = models.BigIntegerField(editable=False)
    waiting_paise = models.BigIntegerField(editable=False)
    policy = models.CharField(max_length=15, choices=FundingPolicy.choices, db_default=FundingPolicy.STRICT)

    class Meta:
        db_table = "payout_order_books"
        indexes = [models.Index(fields=["merchant"], condition=Q(waiting__gt=0), name="payout_order_books_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_seq__gte=0, waiting__gte=0, waiting__lte=F("last_seq"))
                & Q(waiting_paise__gte=0, waiting_paise__lte=MAX_PAISE),
                name="payout_order_book_adds_up",
            ),
            models.CheckConstraint(condition=Q(policy__in=FundingPolicy.values), name="payout_order_policy_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.merchant_id}: {self.waiting} of {self.last_seq}"
