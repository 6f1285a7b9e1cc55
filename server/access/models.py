"""Which merchant a person belongs to, and the passwords that did not fit."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now

from server.merchants.models import Merchant


class Membership(models.Model):
    """A merchant's person. Who operates the engine (Django's staff) sees every merchant and belongs to none."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership")
    merchant = models.ForeignKey(Merchant, models.PROTECT, related_name="memberships")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "memberships"

    def __str__(self) -> str:
        return f"{self.user.get_username()} of {self.merchant.name}"

    def clean(self) -> None:
        if self.user.is_staff or self.user.is_superuser:
            raise ValidationError("Who operates the engine cannot belong to a merchant as well.")


class FailedSignIn(models.Model):
    """A password that did not fit, kept for as long as it counts; `account` is a keyed hash of the name."""

    account = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        db_table = "failed_sign_ins"
        indexes = [
            models.Index(fields=["account", "-at"], name="failed_sign_ins_by_account"),
            models.Index(fields=["address", "-at"], name="failed_sign_ins_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at} from {self.address}"
