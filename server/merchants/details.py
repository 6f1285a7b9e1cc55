"""Mends what a merchant was entered with. For operators."""

from uuid import UUID

from django.db import IntegrityError, transaction

from server.audit_log.recording import record
from server.email_addresses import clean_email
from server.errors import InvalidInput
from server.text import clean_text

from .changes import Change
from .models import Merchant
from .onboarding import EMAIL_IN_USE, lock_merchant


def update_merchant(merchant_id: UUID, *, name: str | None = None, email: str | None = None) -> Change[Merchant]:
    """None leaves a field as it is. The users who sign in keep their own e-mail addresses. Raises InvalidInput."""
    if name is None and email is None:
        raise InvalidInput("Name what is to change: name, email or both.")
    asked = {
        "name": None if name is None else clean_text(name, "name", 200),
        "email": None if email is None else clean_email(email, "email", 254),
    }
    try:
        with transaction.atomic():
            merchant = lock_merchant(merchant_id)
            changes = {
                column: (getattr(merchant, column), value)
                for column, value in asked.items()
                if value is not None and value != getattr(merchant, column)
            }
            if not changes:
                return Change(merchant, changed=False)
            if email and Merchant.objects.with_email(email).exclude(pk=merchant_id).exists():
                raise InvalidInput(EMAIL_IN_USE, "email")
            for column, (_, value) in changes.items():
                setattr(merchant, column, value)
            merchant.save(update_fields=changes)
            record("merchant.updated", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
            return Change(merchant, changed=True)
    except IntegrityError:
        raise InvalidInput(EMAIL_IN_USE, "email") from None
