"""A merchant's approval policy: from which sum on how many people have to approve. Set as a whole, each time anew."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from server.audit_log.context import current_context
from server.audit_log.recording import Changes, record
from server.errors import InvalidInput
from server.merchants.changes import Change
from server.merchants.onboarding import lock_merchant
from server.money import MAX_PAISE, grouped_inr

from .models import LONGEST_HOURS, MOST_PEOPLE, ApprovalBand, ApprovalPolicy

DEFAULT_HOURS = 7 * 24


class Band(NamedTuple):
    from_paise: int
    people: int


class Policy(NamedTuple):
    """Without bands nothing needs approval; version 0 is that of a merchant who never had a policy."""

    version: int
    bands: tuple[Band, ...]
    expires_after_hours: int
    row: ApprovalPolicy | None = None
    set_at: datetime | None = None

    def in_words(self) -> str:
        return ", ".join(f"{band.people} from {grouped_inr(band.from_paise)}" for band in self.bands) or "none"


def policy_of(merchant_id: UUID) -> Policy:
    """The one in force: the newest."""
    newest = ApprovalPolicy.objects.filter(merchant_id=merchant_id).order_by("-version").first()
    if newest is None:
        return Policy(0, (), DEFAULT_HOURS)
    bands = ApprovalBand.objects.filter(merchant_id=merchant_id, version=newest.version).order_by("from_paise")
    return Policy(
        newest.version,
        tuple(Band(*band) for band in bands.values_list("from_paise", "people")),
        newest.expires_after_hours,
        newest,
        newest.created_at,
    )


def set_policy(merchant_id: UUID, bands: Sequence[Band], expires_after_hours: int = DEFAULT_HOURS) -> Change[Policy]:
    """In force for what is made from its commit on. The same again changes nothing. Raises InvalidInput."""
    bands = _checked(bands)
    if type(expires_after_hours) is not int or not 1 <= expires_after_hours <= LONGEST_HOURS:
        raise InvalidInput(f"expires_after_hours must be a whole number, 1 to {LONGEST_HOURS}.", "expires_after_hours")
    with transaction.atomic():
        lock_merchant(merchant_id)
        before = policy_of(merchant_id)
        if (before.bands, before.expires_after_hours) == (bands, expires_after_hours):
            return Change(before, changed=False)
        _require_people(merchant_id, bands)
        actor = current_context().actor
        version = before.version + 1
        ApprovalPolicy(
            merchant_id=merchant_id,
            version=version,
            expires_after_hours=expires_after_hours,
            set_by_kind=actor.kind.value,
            set_by_id=actor.id,
            set_by_name=actor.name,
        ).save(force_insert=True)
        for band in bands:
            ApprovalBand(merchant_id=merchant_id, version=version, **band._asdict()).save(force_insert=True)
        after = policy_of(merchant_id)
        changes: Changes = {
            "bands": (before.in_words(), after.in_words()),
            "expires_after_hours": (before.expires_after_hours, expires_after_hours),
        }
        record("approval_policy.set", merchant_id=merchant_id, subject_id=merchant_id, changes=changes)
        return Change(after, changed=True)


def _checked(bands: Sequence[Band]) -> tuple[Band, ...]:
    if len(bands) > MOST_PEOPLE:
        raise InvalidInput(f"A policy has {MOST_PEOPLE} bands at most.", "bands")
    for band in bands:
        if type(band.from_paise) is not int or not 1 <= band.from_paise <= MAX_PAISE:
            raise InvalidInput(f"from_paise must be a whole number of paise, 1 to {MAX_PAISE}.", "bands")
        if type(band.people) is not int or not 1 <= band.people <= MOST_PEOPLE:
            raise InvalidInput(f"people must be a whole number, 1 to {MOST_PEOPLE}.", "bands")
    ordered = tuple(sorted(bands))
    for lower, upper in pairwise(ordered):
        if lower.from_paise == upper.from_paise:
            raise InvalidInput("Two bands begin with the same amount.", "bands")
        if lower.people >= upper.people:
            raise InvalidInput("A band from a larger amount must ask for more people.", "bands")
    return ordered


def _require_people(merchant_id: UUID, bands: tuple[Band, ...]) -> None:
    if not bands:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT approvers_of(%s)", [merchant_id])
        [have] = cursor.fetchone()
    most = bands[-1].people
    if most > have:
        raise InvalidInput(
            f"This asks for {most} people, and the merchant has {have} who may approve. Add them first.", "bands"
        )
