"""Merchants and the Indian bank accounts they withdraw to."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, F, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower, Now
from psycopg.errors import LockNotAvailable

from server import account_numbers
from server.database.comparison import ComparisonForm
from server.database.constraints import sql_check
from server.database.lock_queue import LockQueue, QueueFull
from server.email_addresses import spellings
from server.errors import InvalidInput, Unavailable
from server.ids import new_id
from server.ifsc.lookup import FORM as IFSC
from server.money import MAX_PAISE

lock_queue = LockQueue(stuck_when=(LockNotAvailable,))


class MerchantQuerySet(models.QuerySet["Merchant"]):
    def lock(self, merchant_id: UUID) -> "Merchant | None":
        """Lock the merchant's row: until the transaction ends, its ledger has no other writer. None if there is no such
        merchant.

        `FOR NO KEY UPDATE`: a plain `FOR UPDATE` deadlocks with the foreign keys of our own inserts. Raises Unavailable
        if the lock is stuck and a thread of this process waits for it already.
        """
        try:
            with lock_queue.enter(merchant_id):
                return self.select_for_update(no_key=True).filter(pk=merchant_id).first()
        except QueueFull:
            raise Unavailable from None

    def with_email(self, email: str) -> "MerchantQuerySet":
        """The merchants with this e-mail address, however it is spelled; the same spelling first."""
        same = RawSQL("SELECT merchants_with_email(%s)", [sorted(spellings(email))])
        return self.filter(pk__in=same).order_by(Case(When(email=email, then=0), default=1), "created_at")

    def find(self, text: str) -> "Merchant":
        """By id or e-mail address, as an operator types it. Raises InvalidInput."""
        try:
            matches = self.filter(pk=UUID(text))
        except ValueError:
            matches = self.with_email(text)
        if merchant := matches.first():
            return merchant
        raise InvalidInput(f"No merchant with this id or e-mail address: {text}")


class Merchant(models.Model):
    """The row is also the merchant's lock: see `MerchantQuerySet.lock`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    # 0: its payouts are decided by account and balance alone (payouts/terms.py).
    terms_version = models.IntegerField(default=0, db_default=0, editable=False)
    # A person who pays more in one call shows the second factor again. None: nobody is asked.
    second_factor_above_paise = models.BigIntegerField(null=True, editable=False)
    suspended_at = models.DateTimeField(null=True, editable=False)
    suspension_reason = models.CharField(max_length=500, null=True, editable=False)  # noqa: DJ001 - none unless suspended

    objects = MerchantQuerySet.as_manager()

    class Meta:
        db_table = "merchants"
        # For merchants_with_email (sql/merchants.sql). Not unique: earlier addresses may share a form.
        indexes = [models.Index(ComparisonForm(F("email")), name="merchant_email_form")]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="merchant_email_once"),
            # Not the other way round: before there was a verb, merchants were made inactive by hand.
            models.CheckConstraint(
                condition=models.Q(suspended_at__isnull=True) | models.Q(is_active=False),
                name="suspended_merchant_is_inactive",
            ),
            models.CheckConstraint(
                condition=models.Q(suspended_at__isnull=True, suspension_reason__isnull=True)
                | models.Q(suspended_at__isnull=False, suspension_reason__isnull=False, suspension_reason__gt=""),
                name="suspension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(second_factor_above_paise__isnull=True)
                | models.Q(second_factor_above_paise__gte=0, second_factor_above_paise__lte=MAX_PAISE),
                name="second_factor_limit_is_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BankAccount(models.Model):
    """The account number is shown masked (`XXXXXXXXXXXX3456`), stored encrypted, and in full nowhere."""

    class AccountType(models.TextChoices):
        SAVINGS = "savings", "Savings"
        CURRENT = "current", "Current"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="bank_accounts")
    account_holder_name = models.CharField(max_length=200)
    account_number_masked = models.CharField(max_length=18, editable=False)
    account_number_sealed = models.BinaryField()
    account_number_fingerprint = models.BinaryField()
    # Which account it is, whatever zeros and whichever branch it was added with: the number's digest, and the bank that
    # keeps it by the list of that day. None in rows of a release that did not have them, until `manage.py reencrypt`;
    # `bank_key` stays None where the merchant had the account twice by then.
    account_number_digest = models.BinaryField(null=True)
    bank_key = models.CharField(max_length=100, null=True, editable=False)  # noqa: DJ001 - none until it is known
    ifsc_code = models.CharField(max_length=11)
    account_type = models.CharField(max_length=10, choices=AccountType.choices)
    is_verified = models.BooleanField(default=False)
    is_primary = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    # The merchant's own words for it; neither identifies it.
    nickname = models.CharField(max_length=60, null=True, editable=False)  # noqa: DJ001 - none until it is given
    group_name = models.CharField(max_length=40, null=True, editable=False)  # noqa: DJ001 - none until it is given

    class Meta:
        db_table = "bank_accounts"
        # For the pages of a merchant's beneficiaries: a row is written to it once, when it is added.
        indexes = [models.Index(fields=["merchant", "-created_at", "-id"], name="bank_accounts_newest_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["merchant"], condition=models.Q(is_primary=True), name="one_primary_account"
            ),
            models.UniqueConstraint(fields=["account_number_fingerprint"], name="bank_account_once"),
            models.UniqueConstraint(fields=["account_number_digest", "bank_key"], name="bank_account_once_at_its_bank"),
            models.CheckConstraint(
                condition=models.Q(account_number_masked__regex=rf"^{account_numbers.MASKED_FORM.pattern}$"),
                name="account_number_is_masked",
            ),
            models.CheckConstraint(condition=models.Q(ifsc_code__regex=rf"^{IFSC.pattern}$"), name="ifsc_form"),
            # The key's id, a nonce, 9 to 18 digits, a tag; and an HMAC-SHA256.
            models.CheckConstraint(
                condition=sql_check("length(account_number_sealed) = 4 + 12 + length(account_number_masked) + 16"),
                name="account_number_is_sealed",
            ),
            models.CheckConstraint(
                condition=sql_check("length(account_number_fingerprint) = 32"),
                name="account_number_fingerprint_form",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_at__isnull=True) | models.Q(is_primary=False),
                name="retired_account_is_not_primary",
            ),
            models.CheckConstraint(
                condition=sql_check("length(account_number_digest) = 32"), name="account_number_digest_form"
            ),
            models.CheckConstraint(
                condition=models.Q(bank_key=None) | models.Q(account_number_digest__isnull=False),
                name="bank_key_with_a_digest",
            ),
            # For payout_to_an_account_of_its_merchant (payouts/models.py).
            models.UniqueConstraint(fields=["id", "merchant"], name="bank_account_of_its_merchant"),
        ]

    def __str__(self) -> str:
        return f"{self.account_number_masked} {self.ifsc_code}"

    @property
    def account_number(self) -> str:
        """Decrypted, for the bank alone. Raises account_numbers.Unreadable."""
        return account_numbers.decrypt(self.id, bytes(self.account_number_sealed))

    @staticmethod
    def number_columns(account_id: UUID, merchant_id: UUID, number: str, ifsc_code: str) -> dict[str, Any]:
        """The columns that hold a number: masked, encrypted, its fingerprint and its digest."""
        return {
            "account_number_masked": account_numbers.mask(number),
            "account_number_sealed": account_numbers.encrypt(account_id, number),
            "account_number_fingerprint": account_numbers.fingerprints(merchant_id, number, ifsc_code)[0],
            "account_number_digest": account_numbers.digests(merchant_id, number)[0],
        }
