"""Payouts, their attempts at the bank, and the receipts of their idempotency keys."""

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now

from server.database.constraints import check
from server.database.foreign_keys import CompositeForeignKey
from server.ids import new_id
from server.merchants.models import BankAccount, Merchant
from server.money import MAX_PAISE

from .details import PayoutDetails  # noqa: F401 - Django looks for models in here
from .return_facts import PayoutReturn, ReturnReading  # noqa: F401
from .states import Status

LONGEST_REMARK = 300


class Payout(models.Model):
    """A withdrawal to a merchant's bank account.

    While it is open it is either waiting for `next_attempt_at` or claimed by a worker until `lease_expires_at`;
    whichever it is says when somebody has to act next. That makes this table the queue. One that is scheduled is not in
    the queue before its time, and one with a gate not before that is opened: it has neither.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="payouts", db_index=False, db_constraint=False)
    bank_account = models.ForeignKey(
        BankAccount, models.PROTECT, related_name="payouts", db_index=False, db_constraint=False
    )
    amount_paise = models.BigIntegerField()
    idempotency_key = models.UUIDField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    attempt_count = models.IntegerField(default=0)
    failure_reason = models.CharField(max_length=300, null=True)  # noqa: DJ001 - none unless failed
    failure_code = models.CharField(max_length=40, null=True)  # noqa: DJ001 - a FailureCode; none of older failures
    bank_reference_id = models.CharField(max_length=64, null=True)  # noqa: DJ001 - the UTR, none unless completed
    lease = models.UUIDField(null=True, editable=False)
    lease_expires_at = models.DateTimeField(null=True, editable=False)
    next_attempt_at = models.DateTimeField(null=True, db_default=Now())
    not_before = models.DateTimeField(null=True, editable=False)  # not sent to the bank before (scheduling.py)
    gate = models.CharField(max_length=10, null=True, editable=False)  # noqa: DJ001 - none, or none any more (gates.py)
    last_answer = models.CharField(max_length=12, null=True, editable=False)  # noqa: DJ001 - the newest attempt's
    unresolved_since = models.DateTimeField(null=True)
    needs_review = models.BooleanField(default=False, db_default=False)
    cancel_requested_at = models.DateTimeField(null=True, editable=False)  # set by its row's trigger (cancelling.py)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    processing_started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payouts"
        indexes = [
            models.Index(fields=["merchant", "-created_at", "-id"], name="payouts_newest_first"),
            models.Index(fields=["merchant", "status", "-created_at", "-id"], name="payouts_by_status"),
            # Open payouts by their times, not by their status. An index over the status would be small when PostgreSQL
            # last counted, so it would look like the shortest way to every query that names an open status; after a
            # payroll each step of each payout would then read the whole queue.
            models.Index(
                Case(When(lease_expires_at__isnull=False, then="lease_expires_at"), default="next_attempt_at"),
                condition=Q(lease_expires_at__isnull=False) | Q(next_attempt_at__isnull=False),
                name="payouts_due",
            ),
            models.Index(
                fields=["merchant", "-created_at", "-id"], condition=Q(needs_review=True), name="payouts_to_review"
            ),
            # For searching. Each step of a payout writes to both.
            models.Index(fields=["merchant", "bank_account", "-created_at", "-id"], name="payouts_by_account"),
            models.Index(fields=["merchant", "-amount_paise", "-created_at", "-id"], name="payouts_by_amount"),
            # The failed ones among an account's many. A payout that fails writes it once, with its end.
            models.Index(
                fields=["merchant", "bank_account", "-created_at", "-id"],
                condition=Q(status=Status.FAILED),
                name="payouts_failed_by_account",
            ),
            # As it is, without upper(): row-level security would come before a function that might leak its argument,
            # and then no index helps. Not unique: a bank that gave a UTR twice has paid all the same.
            models.Index(
                fields=["bank_reference_id"], condition=Q(bank_reference_id__isnull=False), name="payouts_by_utr"
            ),
            # Over all merchants, for operators (attention.py). A payout that is paid in time writes neither; one that
            # fails writes the second once, with its end.
            models.Index(
                fields=["unresolved_since", "id"], condition=Q(needs_review=True), name="payouts_to_review_oldest"
            ),
            models.Index(fields=["-failed_at"], condition=Q(failed_at__isnull=False), name="payouts_failed"),
            # Those that are not in the queue yet (sql/release_scheduled.sql).
            models.Index(
                fields=["not_before", "id"],
                condition=Q(status=Status.PENDING, next_attempt_at__isnull=True, gate__isnull=True),
                name="payouts_scheduled",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_paise__gt=0, amount_paise__lte=MAX_PAISE), name="payout_amount_positive"
            ),
            # Spelled out in sql/checks.sql.
            models.CheckConstraint(
                condition=check(
                    "payout_is_gated_scheduled_open_or_at_rest",
                    "status",
                    "attempt_count",
                    "processing_started_at",
                    "lease",
                    "lease_expires_at",
                    "next_attempt_at",
                    "not_before",
                    "gate",
                    "cancel_requested_at",
                ),
                name="payout_open_or_at_rest",
            ),
            models.CheckConstraint(
                condition=check("payout_has_utr_if_completed", "status", "completed_at", "bank_reference_id"),
                name="payout_completed_has_utr",
            ),
            models.CheckConstraint(
                condition=check("payout_has_reason_if_failed", "status", "failed_at", "failure_reason"),
                name="payout_failed_has_reason",
            ),
            models.CheckConstraint(
                condition=check(
                    "payout_has_code_of_its_failure", "status", "last_answer", "cancel_requested_at", "failure_code"
                ),
                name="payout_failure_code_fits",
            ),
            models.CheckConstraint(
                condition=Q(unresolved_since__isnull=True, needs_review=False)
                | Q(status=Status.PROCESSING, unresolved_since__isnull=False),
                name="payout_unresolved_in_processing",
            ),
            # A payout due at infinity would be stuck for ever.
            models.CheckConstraint(
                condition=Q(check("isfinite", "next_attempt_at")) & Q(check("isfinite", "lease_expires_at")),
                name="payout_times_come",
            ),
            models.CheckConstraint(
                condition=check("isfinite", "unresolved_since"), name="payout_unresolved_since_a_time"
            ),
            # One foreign key instead of two and a query in payout_guard.
            CompositeForeignKey(
                columns=["bank_account_id", "merchant_id"],
                table="bank_accounts",
                to=["id", "merchant_id"],
                name="payout_to_an_account_of_its_merchant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.status}"

    @property
    def bank_reference(self) -> str:
        """Our reference, under which the bank knows the transfer: one per payout, for any number of attempts."""
        return f"payout-{self.id}"


class PayoutAttempt(models.Model):
    """One call to the bank about a payout and its reply. Appended, never changed."""

    class BankCall(models.TextChoices):
        SUBMIT = "submit", "Pay this transfer"
        ASK = "ask", "What has become of it?"
        VOID = "void", "Never pay it"

    class BankAnswer(models.TextChoices):
        PAID = "paid", "Paid"
        REFUSED = "refused", "Refused for now"
        REJECTED = "rejected", "Rejected for good"
        VOIDED = "voided", "Voided"
        IN_PROGRESS = "in_progress", "In progress"
        UNHEARD = "unheard", "Never heard of it"
        NO_ANSWER = "no_answer", "No answer in time"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="attempts")
    number = models.IntegerField()
    call = models.CharField(max_length=10, choices=BankCall.choices)
    answer = models.CharField(max_length=12, choices=BankAnswer.choices)
    reason = models.CharField(max_length=300, null=True)  # noqa: DJ001 - null where the bank gave none
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "payout_attempts"
        constraints = [
            models.CheckConstraint(condition=Q(number__gt=0), name="attempt_number_positive"),
            models.CheckConstraint(condition=Q(ended_at__gte=F("started_at")), name="attempt_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} {self.number}: {self.call}, {self.answer}"


class PayoutCancellation(models.Model):
    """That somebody asked to cancel a payout, while it was open, or that its approval was refused or ran out. Its
    trigger gives the time, and tells the payout's row (`sql/cancellations.sql`)."""

    class Kind(models.TextChoices):
        ASKED = "asked", "Somebody asked for it"
        APPROVAL_REJECTED = "approval_rejected", "Somebody who could approve it rejected it"
        APPROVAL_EXPIRED = "approval_expired", "Too few approved it in time"

    payout = models.OneToOneField(
        Payout, models.PROTECT, primary_key=True, related_name="cancellation", db_constraint=False
    )
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.ASKED, db_default=Kind.ASKED)
    remark = models.CharField(max_length=LONGEST_REMARK, null=True)  # noqa: DJ001 - none was given
    requested_at = models.DateTimeField(editable=False)

    class Meta:
        db_table = "payout_cancellations"
        constraints = [
            models.CheckConstraint(
                condition=Q(remark__isnull=True) | ~Q(remark=""), name="cancellation_remark_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["asked", "approval_rejected", "approval_expired"]), name="cancellation_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} {self.requested_at}"


class IdempotencyRecord(models.Model):
    """The receipt of a key, as text: the same request again gets the same bytes."""

    pk = models.CompositePrimaryKey("merchant_id", "key")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    key = models.UUIDField()
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    answer = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "idempotency_records"

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.key}"


class ForgottenKey(models.Model):
    """The key of a payout whose receipt is gone, so that a retry can be told from a first call.

    Payouts keep their keys for ever, but an index over them would be written with each of a payout's steps. These rows
    are written once, when the receipt goes. (Those of payouts that are older than this table came with it, whether or
    not their receipts had gone: a receipt is looked for first.)
    """

    pk = models.CompositePrimaryKey("merchant_id", "key", "payout_id")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    key = models.UUIDField()
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        db_table = "forgotten_keys"

    def __str__(self) -> str:
        return f"{self.merchant_id} {self.key}"
