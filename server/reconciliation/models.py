"""The bank's own statements of our accounts, and which of their lines are which payout, return or payment of ours.

Operators' alone: the account is ours, and no row names a merchant. Nothing here is a balance, and nothing posts.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from server.ids import new_id
from server.money import MAX_PAISE

LONGEST_ACCOUNT = 34  # as ISO 20022 has it
LONGEST_UTR = 64
LONGEST_REMARK = 300
WITHIN = Q(amount_paise__gte=-MAX_PAISE, amount_paise__lte=MAX_PAISE) & ~Q(amount_paise=0)


class Form(models.TextChoices):
    CSV = "csv", "CSV"
    CAMT053 = "camt053", "camt.053"
    MT940 = "mt940", "MT940"
    XLSX = "xlsx", "XLSX"


class BankStatement(models.Model):
    """A file that the bank gave us, read once: the same bytes again are a replay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    our_account = models.CharField(max_length=LONGEST_ACCOUNT)
    form = models.CharField(max_length=8, choices=Form.choices)
    file_sha256 = models.BinaryField(max_length=32, unique=True)
    first_day = models.DateField()
    last_day = models.DateField()
    opening_paise = models.BigIntegerField()
    closing_paise = models.BigIntegerField()
    lines = models.IntegerField()
    imported_by = models.CharField(max_length=300)
    imported_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "bank_statements"
        indexes = [models.Index(fields=["our_account", "first_day"], name="bank_statements_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="bank_statement_has_days"),
            models.CheckConstraint(condition=Q(lines__gte=0), name="bank_statement_counts_lines"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="bank_statement_form"),
        ]

    def __str__(self) -> str:
        return f"{self.our_account} {self.first_day} to {self.last_day}"


class BankStatementLine(models.Model):
    """A movement of our account, once, however many files tell it: equal ones of a day are told apart by their
    `occurrence` (1, 2, 3 …)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    our_account = models.CharField(max_length=LONGEST_ACCOUNT)
    booked_on = models.DateField()
    value_on = models.DateField()
    amount_paise = models.BigIntegerField()  # signed: a debit is negative
    utr = models.CharField(max_length=LONGEST_UTR, null=True)  # noqa: DJ001 - upper case, no blanks; none in the file
    bank_code = models.CharField(max_length=10, blank=True)
    counterparty = models.CharField(max_length=140, blank=True)
    narration = models.CharField(max_length=500, blank=True)  # account numbers masked
    balance_after_paise = models.BigIntegerField(null=True)
    named_payout = models.UUIDField(null=True)  # by our own reference, wherever it stands in the line
    account_ending = models.CharField(max_length=4, blank=True)  # of the counterparty's account
    fingerprint = models.BinaryField(max_length=32)
    occurrence = models.IntegerField()

    class Meta:
        db_table = "bank_statement_lines"
        indexes = [
            models.Index(fields=["our_account", "booked_on"], name="statement_lines_by_day"),
            models.Index(fields=["utr"], condition=Q(utr__isnull=False), name="statement_lines_by_utr"),
            models.Index(
                fields=["named_payout"], condition=Q(named_payout__isnull=False), name="statement_lines_by_payout"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["our_account", "fingerprint", "occurrence"], name="statement_line_of_its_day_once"
            ),
            models.CheckConstraint(condition=WITHIN, name="statement_line_moves_money"),
            models.CheckConstraint(condition=Q(occurrence__gte=1), name="statement_line_occurs"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount_paise} {self.utr or ''}"


class StatementEntry(models.Model):
    """The n-th entry of a file is this line."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="entries", db_index=False)
    n = models.IntegerField()
    line = models.ForeignKey(BankStatementLine, models.PROTECT, related_name="entries")

    class Meta:
        db_table = "bank_statement_entries"
        constraints = [
            models.UniqueConstraint(fields=["statement", "n"], name="statement_entry_numbered"),
            models.CheckConstraint(condition=Q(n__gte=1), name="statement_entry_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.n}"


class LinkKind(models.TextChoices):
    PAYOUT = "payout", "A payout that we hold as paid"
    RETURN = "return", "A payout's money that came back"
    INWARD = "inward", "A payment that came in"
    BANK_FEE = "bank_fee", "What the bank takes for itself"
    OTHER = "other", "Something that is in no ledger"

    @property
    def names_a_subject(self) -> bool:
        return self not in {LinkKind.BANK_FEE, LinkKind.OTHER}


class LinkRule(models.TextChoices):
    UTR = "utr", "The same UTR and amount"
    REFERENCE = "reference", "Our reference and the amount"
    ACCOUNT = "account", "Amount, end of the account, day"
    PERSON = "person", "A person says so"


class ReconciliationLink(models.Model):
    """A line is (in so much) this payout, return or payment. Undone by a row of `reconciliation_unlinks`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    line = models.ForeignKey(BankStatementLine, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=8, choices=LinkKind.choices)
    subject_id = models.UUIDField(null=True)  # the payout's, or the ledger entry's of an inward payment
    amount_paise = models.BigIntegerField()  # the line's share, signed as the line
    rule = models.CharField(max_length=9, choices=LinkRule.choices)
    remark = models.CharField(max_length=LONGEST_REMARK, blank=True)
    linked_by = models.CharField(max_length=300)
    linked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "reconciliation_links"
        indexes = [models.Index(fields=["subject_id", "kind"], name="links_by_subject")]
        constraints = [
            models.CheckConstraint(condition=WITHIN, name="link_has_an_amount"),
            models.CheckConstraint(condition=Q(rule__in=LinkRule.values), name="link_by_a_rule"),
            models.CheckConstraint(
                condition=Q(kind__in=["payout", "return", "inward"], subject_id__isnull=False)
                | Q(kind__in=["bank_fee", "other"], subject_id__isnull=True),
                name="link_names_its_subject",
            ),
            models.CheckConstraint(condition=~Q(rule="person") | ~Q(remark=""), name="link_of_a_person_has_a_remark"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.kind} {self.subject_id or ''}"


class ReconciliationUnlink(models.Model):
    link = models.OneToOneField(ReconciliationLink, models.PROTECT, primary_key=True, related_name="unlink")
    remark = models.CharField(max_length=LONGEST_REMARK)
    unlinked_by = models.CharField(max_length=300)
    unlinked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "reconciliation_unlinks"
        constraints = [models.CheckConstraint(condition=~Q(remark=""), name="unlink_has_a_remark")]

    def __str__(self) -> str:
        return f"{self.link_id}"


class AcceptedException(models.Model):
    """A person took note of an exception. It counts while the exception has this very amount."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=64)  # as the exception names it
    amount_paise = models.BigIntegerField()
    remark = models.CharField(max_length=LONGEST_REMARK)
    accepted_by = models.CharField(max_length=300)
    accepted_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "accepted_exceptions"
        indexes = [models.Index(fields=["subject", "kind"], name="accepted_by_subject")]
        constraints = [models.CheckConstraint(condition=~Q(remark=""), name="acceptance_has_a_remark")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
