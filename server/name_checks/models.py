"""What a bank said of an account's holder when it was asked."""

from django.db import models
from django.db.models import Q

from server.bank.names import LONGEST_NAME, LONGEST_REFERENCE, NameMethod
from server.database.fields import WholeCharField
from server.database.foreign_keys import CompositeForeignKey
from server.ids import new_id
from server.merchants.models import BankAccount, Merchant


class Verdict(models.TextChoices):
    MATCH = "match", "The bank knows the holder by this name."
    CLOSE = "close", "The bank’s name for the holder is much like ours."
    DIFFERS = "differs", "The bank knows the holder by another name."
    NOT_SHOWN = "not_shown", "The bank does not show the holder’s name."
    CLOSED = "closed", "The bank says that no such account can be paid to."
    UNAVAILABLE = "unavailable", "The bank did not answer."


COMPARED = (Verdict.MATCH, Verdict.CLOSE, Verdict.DIFFERS)


class AccountCheck(models.Model):
    """Appended, never changed. The names are personal data, as the account's own is: a row is seen by its merchant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    bank_account = models.ForeignKey(
        BankAccount, models.PROTECT, related_name="checks", db_index=False, db_constraint=False
    )
    # None: the bank has no such call.
    method = models.CharField(max_length=11, choices=[(m.value, m.value) for m in NameMethod], null=True)  # noqa: DJ001
    holder_name = models.CharField(max_length=LONGEST_NAME)  # ours, that was compared
    registered_name = models.CharField(max_length=LONGEST_NAME, null=True)  # noqa: DJ001 - none unless it was shown
    score = models.SmallIntegerField(null=True)
    verdict = models.CharField(max_length=11, choices=Verdict.choices)
    reference = WholeCharField(max_length=LONGEST_REFERENCE, null=True)  # the bank's
    checked_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "account_checks"
        indexes = [
            models.Index(fields=["bank_account", "-checked_at", "-id"], name="account_checks_newest_first"),
            # For the newest that says something, however often the bank was silent since.
            models.Index(
                fields=["bank_account", "-checked_at", "-id"],
                condition=~Q(verdict="unavailable"),
                name="account_checks_answered",
            ),
        ]
        constraints = [
            CompositeForeignKey(
                columns=["bank_account_id", "merchant_id"],
                table="bank_accounts",
                to=["id", "merchant_id"],
                name="check_of_an_account_of_its_merchant",
            ),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="account_check_verdict"),
            models.CheckConstraint(
                condition=Q(
                    verdict__in=COMPARED,
                    method__isnull=False,
                    registered_name__isnull=False,
                    registered_name__gt="",
                    score__isnull=False,
                    score__gte=0,
                    score__lte=100,
                )
                | (~Q(verdict__in=COMPARED) & Q(registered_name__isnull=True, score__isnull=True)),
                name="account_check_compared_a_name",
            ),
            models.CheckConstraint(
                condition=Q(method__isnull=True) | Q(method__in=[m.value for m in NameMethod]),
                name="account_check_method",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_account_id} {self.verdict}"
