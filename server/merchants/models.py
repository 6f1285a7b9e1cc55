"""Merchants and the Indian bank accounts they withdraw to."""

import re
from uuid import UUID

from django.db import models
from django.db.models.functions import Lower, Now
from psycopg.errors import LockNotAvailable

from server.errors import Unavailable
from server.ids import new_id
from server.postgresql.turns import NoTurn, Turns

ACCOUNT_NUMBER = re.compile(r"[0-9]{9,18}")
IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")

locking = Turns(stuck_when=(LockNotAvailable,))


class MerchantQuerySet(models.QuerySet["Merchant"]):
    def lock(self, merchant_id: UUID) -> "Merchant | None":
        """Become the one writer of this merchant's ledger until the transaction ends.

        `FOR NO KEY UPDATE`: a plain `FOR UPDATE` deadlocks with the foreign keys of our own inserts. Raises Unavailable
        when the lock is stuck and a thread of this process waits for it already.
        """
        try:
            with locking.turn(merchant_id):
                return self.select_for_update(no_key=True).filter(pk=merchant_id).first()
        except NoTurn:
            raise Unavailable from None


class Merchant(models.Model):
    """One lock per merchant, the row itself: see `MerchantQuerySet.lock`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = MerchantQuerySet.as_manager()

    class Meta:
        db_table = "merchants"
        constraints = [models.UniqueConstraint(Lower("email"), name="merchant_email_once")]

    def __str__(self) -> str:
        return self.name


class BankAccount(models.Model):
    """An account number is shown masked (`XXXXXXXXXXXX3456`) and nowhere in full."""

    class AccountType(models.TextChoices):
        SAVINGS = "savings", "Savings"
        CURRENT = "current", "Current"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="bank_accounts")
    account_holder_name = models.CharField(max_length=200)
    account_number = models.CharField(max_length=18)
    ifsc_code = models.CharField(max_length=11)
    account_type = models.CharField(max_length=10, choices=AccountType.choices)
    is_verified = models.BooleanField(default=False)
    is_primary = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "bank_accounts"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant"], condition=models.Q(is_primary=True), name="one_primary_account"
            ),
            models.UniqueConstraint(fields=["merchant", "account_number", "ifsc_code"], name="bank_account_once"),
            models.CheckConstraint(
                condition=models.Q(account_number__regex=rf"^{ACCOUNT_NUMBER.pattern}$"),
                name="account_number_digits",
            ),
            models.CheckConstraint(condition=models.Q(ifsc_code__regex=rf"^{IFSC.pattern}$"), name="ifsc_form"),
        ]

    def __str__(self) -> str:
        return f"{self.account_number_masked} {self.ifsc_code}"

    @property
    def account_number_masked(self) -> str:
        return "X" * (len(self.account_number) - 4) + self.account_number[-4:]
