"""Changes bank accounts that were added: their holder's name, retirement, primacy and verification, for operators.
Merchants may retire them too, and give them nicknames and groups.

Each verb holds the merchant's lock, so that retiring an account and paying to it have one order.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from server.audit_log.recording import Changes, Value, record
from server.errors import InvalidInput
from server.text import clean_text

from .account_details import clean_group, clean_nickname
from .changes import Change
from .models import BankAccount
from .onboarding import lock_merchant

NO_ACCOUNT = "No such bank account."
PRIMARY = "primary_bank_account_id"  # in an audit event


def rename_bank_account(account_id: UUID, *, account_holder_name: str) -> Change[BankAccount]:
    """Correct the holder's name. The account is no longer verified, since another name was. Raises InvalidInput."""
    name = clean_text(account_holder_name, "account_holder_name", 200)
    with transaction.atomic():
        account = _lock(account_id)
        if account.account_holder_name == name:
            return Change(account, changed=False)
        changes: Changes = {
            "account_holder_name": (account.account_holder_name, name),
            "is_verified": (account.is_verified, False),
        }
        return _changed(account, "renamed", changes, account_holder_name=name, is_verified=False)


def label_bank_account(
    account_id: UUID, *, nickname: str | None = None, group: str | None = None
) -> Change[BankAccount]:
    """The merchant's own words for the account: None leaves one as it is, an empty text takes it away. Neither has to
    be unique. Raises InvalidInput."""
    if nickname is None and group is None:
        raise InvalidInput("Name what is to change: nickname, group or both.")
    asked: dict[str, str | None] = {}
    if nickname is not None:
        asked["nickname"] = clean_nickname(nickname)
    if group is not None:
        asked["group_name"] = clean_group(group)
    with transaction.atomic():
        account = _lock(account_id)
        columns = {name: value for name, value in asked.items() if value != getattr(account, name)}
        if not columns:
            return Change(account, changed=False)
        changes = {name.removesuffix("_name"): (getattr(account, name), value) for name, value in columns.items()}
        return _changed(account, "labelled", changes, **columns)


def verify_bank_account(account_id: UUID) -> Change[BankAccount]:
    """Mark the account as verified: an operator has checked that it is the holder's. Raises InvalidInput."""
    with transaction.atomic():
        account = _lock(account_id)
        if account.is_verified:
            return Change(account, changed=False)
        return _changed(account, "verified", {"is_verified": (False, True)}, is_verified=True)


def make_bank_account_primary(account_id: UUID) -> Change[BankAccount]:
    """The merchant's primary account until now loses that. Raises InvalidInput, for a retired account too."""
    with transaction.atomic():
        account = _lock(account_id)
        if account.retired_at:
            raise InvalidInput("This bank account is retired; restore it first.", "bank_account_id")
        if account.is_primary:
            return Change(account, changed=False)
        before = _primary_of(account.merchant_id)
        _of(account.merchant_id).filter(is_primary=True).update(is_primary=False)
        return _changed(account, "made_primary", {PRIMARY: (_id(before), str(account.id))}, is_primary=True)


def retire_bank_account(account_id: UUID) -> Change[BankAccount]:
    """From its commit on no payout to the account is created; those under way are settled. If it was the primary one,
    the merchant's oldest verified account becomes that, else its oldest, else none. Raises InvalidInput."""
    with transaction.atomic():
        account = _lock(account_id)
        if account.retired_at:
            return Change(account, changed=False)
        changes: dict[str, tuple[Value, Value]] = {"is_retired": (False, True)}
        left = _of(account.merchant_id).filter(retired_at__isnull=True).exclude(pk=account.pk)
        heir = left.order_by("-is_verified", "created_at", "id").first() if account.is_primary else None
        if account.is_primary:
            changes[PRIMARY] = (str(account.id), _id(heir))
        retired = _changed(account, "retired", changes, retired_at=Now(), is_primary=False)
        if heir:
            _of(account.merchant_id).filter(pk=heir.pk).update(is_primary=True)
        return retired


def restore_bank_account(account_id: UUID) -> Change[BankAccount]:
    """Payouts to the account are accepted again. Without a primary account, it becomes that. Raises InvalidInput."""
    with transaction.atomic():
        account = _lock(account_id)
        if account.retired_at is None:
            return Change(account, changed=False)
        changes: dict[str, tuple[Value, Value]] = {"is_retired": (True, False)}
        is_primary = _primary_of(account.merchant_id) is None
        if is_primary:
            changes[PRIMARY] = (None, str(account.id))
        return _changed(account, "restored", changes, retired_at=None, is_primary=is_primary)


def _lock(account_id: UUID) -> BankAccount:
    """The account, under its merchant's lock until the transaction ends. Raises InvalidInput."""
    merchant_id = BankAccount.objects.filter(pk=account_id).values_list("merchant_id", flat=True).first()
    if merchant_id is None:
        raise InvalidInput(NO_ACCOUNT, "bank_account_id")
    lock_merchant(merchant_id)
    return BankAccount.objects.get(pk=account_id)  # as the lock's last holder left it


def _changed(account: BankAccount, happened: str, changes: Changes, **columns: object) -> Change[BankAccount]:
    BankAccount.objects.filter(pk=account.pk).update(**columns)
    account.refresh_from_db()
    record(f"bank_account.{happened}", merchant_id=account.merchant_id, subject_id=account.id, changes=changes)
    return Change(account, changed=True)


def _of(merchant_id: UUID) -> QuerySet[BankAccount]:
    return BankAccount.objects.filter(merchant_id=merchant_id)


def _primary_of(merchant_id: UUID) -> BankAccount | None:
    return _of(merchant_id).filter(is_primary=True).first()


def _id(account: BankAccount | None) -> str | None:
    return str(account.id) if account else None
