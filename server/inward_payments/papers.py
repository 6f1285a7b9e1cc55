"""The papers of a payment from abroad: which bank or authority gave which number. The files themselves are elsewhere;
`sha256` says which file was meant."""

from django.db import models
from django.db.models import F, Q

from server.database.comparison import ComparisonForm
from server.ids import new_id
from server.merchants.models import Merchant

LONGEST_NAME = 140  # of a party, in ISO 20022
LONGEST_NUMBER = 50  # as DGFT takes an IRM's number
AD_CODE = "[0-9]{7}"
SHA256 = "[0-9a-f]{64}"


class DocumentKind(models.TextChoices):
    """The first five are a bank's advice of one remittance; the others are papers of the trade."""

    FIRA = "fira", "Foreign inward remittance advice, of a bank."
    FIRS = "firs", "Foreign inward remittance statement, of a bank or a payment aggregator’s bank."
    FIRC = "firc", "Foreign inward remittance certificate: since 2016 of capital account alone."
    EFIRC = "efirc", "The same, in the banks’ register EDPMS."
    IRM = "irm", "Inward remittance message, which a bank pushes to DGFT."
    INVOICE = "invoice", "An invoice."
    AWB = "awb", "An air waybill or another transport document."
    EDF = "edf", "Export declaration form."
    EBRC = "ebrc", "Electronic bank realisation certificate."


ADVICES = (DocumentKind.FIRA, DocumentKind.FIRS, DocumentKind.FIRC, DocumentKind.EFIRC, DocumentKind.IRM)


class InwardDocument(models.Model):
    """Appended, never changed; a slip is mended by a document that replaces it. Live is one that none replaces: of an
    advice's kind and number there is one in all of a merchant's payments, of another kind one in a payment
    (`sql/inward_documents.sql`)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    inward_payment = models.ForeignKey("inward_payments.InwardPayment", models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=7, choices=DocumentKind.choices)
    number = models.CharField(max_length=LONGEST_NUMBER)
    issuer = models.CharField(max_length=LONGEST_NAME)
    issuer_ad_code = models.CharField(max_length=7, null=True)  # noqa: DJ001 - none: no AD bank, or not told
    issued_on = models.DateField()
    sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001 - none: no file was meant
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)
    added_at = models.DateTimeField(editable=False)  # the trigger's

    class Meta:
        db_table = "inward_documents"
        ordering = ["id"]  # the oldest first
        indexes = [
            models.Index(F("merchant"), F("kind"), ComparisonForm(F("number")), name="inward_documents_by_number")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="inward_document_kind_known"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(issuer=""), name="inward_document_in_words"),
            models.CheckConstraint(
                condition=(Q(issuer_ad_code__isnull=True) | Q(issuer_ad_code__regex=rf"^{AD_CODE}$"))
                & (Q(sha256__isnull=True) | Q(sha256__regex=rf"^{SHA256}$")),
                name="inward_document_forms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def is_live(self) -> bool:
        return not hasattr(self, "replaced_by")
