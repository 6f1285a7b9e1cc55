"""The merchant's beneficiaries that a sheet's lines name: by id, by account number and IFSC, or by a name, which is
the holder's or the nickname that the merchant has given it.

Account numbers are looked up by their digests, which leave leading zeros out: what Excel took from a number does not
matter if the rest of it is a beneficiary's. (A beneficiary whose digest is not known yet, of an older release, is found
by its other columns alone.)
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q

from server import account_numbers
from server.comparison_form import comparison_form
from server.database.comparison import ComparisonForm
from server.errors import InvalidInput
from server.ifsc.lookup import bank_key
from server.merchants.duplicates import is_kept_by
from server.merchants.models import BankAccount

from ..rows import NO_ACCOUNT, RETIRED

FEWEST_DIGITS = 9


class Named(NamedTuple):
    """What a line says of its payee."""

    id: UUID | None = None
    number: str | None = None
    ifsc: str | None = None
    name: str | None = None


class Payees:
    """Those whom any of the lines names. Two statements, whose cost is that of the merchant's beneficiaries."""

    def __init__(self, merchant_id: UUID, lines: Collection[Named]) -> None:
        self._merchant_id = merchant_id
        numbers = {line.number for line in lines if line.number}
        masked = {number for number in numbers if number.startswith("X")}
        self._digests = {number: account_numbers.digests(merchant_id, number) for number in numbers - masked}
        digests = [digest for each in self._digests.values() for digest in each]
        names = {comparison_form(line.name) for line in lines if line.name}
        found = BankAccount.objects.filter(merchant_id=merchant_id).alias(
            holder=ComparisonForm(F("account_holder_name")), own=ComparisonForm(F("nickname"))
        )
        self._accounts = list(
            found.filter(
                Q(pk__in=[line.id for line in lines if line.id])
                | Q(account_number_digest__in=digests)
                | Q(account_number_masked__in=masked)
                | Q(holder__in=names)
                | Q(own__in=names)
            ).order_by("created_at", "id")
        )
        self._by_digest: dict[bytes, list[BankAccount]] = defaultdict(list)
        self._by_name: dict[str, list[BankAccount]] = defaultdict(list)
        for account in self._accounts:
            if account.account_number_digest is not None:
                self._by_digest[bytes(account.account_number_digest)].append(account)
            # One account twice under a name would look like two.
            for name in {comparison_form(each) for each in (account.account_holder_name, account.nickname) if each}:
                self._by_name[name].append(account)

    def find(self, line: Named) -> BankAccount:
        """Raises InvalidInput, for the field that names nobody or several."""
        if line.id:
            return _only([each for each in self._accounts if each.id == line.id], "bank_account_id", NO_ACCOUNT)
        if line.number:
            return self._with_number(line.number, line.ifsc)
        if line.name:
            nobody = "No beneficiary has this name or nickname. Give the account number, or add the beneficiary first."
            several = "Several beneficiaries have this name or nickname. Give the account number."
            return _only(self._by_name[comparison_form(line.name)], "name", nobody, several)
        raise InvalidInput("The line does not say who is paid.", "account_number")

    def _with_number(self, number: str, ifsc: str | None) -> BankAccount:
        accounts = self._numbered(number)
        if not accounts:
            hint = " Leading zeros may be lost: format the column as text." if len(number) < FEWEST_DIGITS else ""
            raise InvalidInput(
                f"No beneficiary has this account number. Add the beneficiary first.{hint}", "account_number"
            )
        if ifsc:
            kept = [each for each in accounts if is_kept_by(each, bank_key(ifsc))]
            if not kept:
                codes = ", ".join(sorted({each.ifsc_code for each in accounts}))
                raise InvalidInput(f"This account number is at another bank: {codes}.", "ifsc_code")
            accounts = kept
        several = "Several beneficiaries have this account number: give the IFSC too."
        return _only(accounts, "account_number", "", several)

    def _numbered(self, number: str) -> list[BankAccount]:
        if number.startswith("X"):
            return [each for each in self._accounts if each.account_number_masked == number]
        found = {each.id: each for digest in self._digests[number] for each in self._by_digest.get(digest, ())}
        return list(found.values())


def _only(accounts: list[BankAccount], field: str, nobody: str, several: str = "") -> BankAccount:
    """The one that can be paid. Raises InvalidInput."""
    if not accounts:
        raise InvalidInput(nobody, field)
    active = [each for each in accounts if each.retired_at is None]
    if not active:
        raise InvalidInput(RETIRED, field)
    if len(active) > 1:
        raise InvalidInput(several, field)
    return active[0]
