"""Users: a merchant's users see that merchant, operators (Django's active staff) see all, other users nothing."""

import unicodedata
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from server.audit_log.recording import Changes, record
from server.comparison_form import comparison_form
from server.database import row_security
from server.database.comparison import ComparisonForm
from server.email_addresses import clean_email, spellings
from server.errors import InvalidInput
from server.merchants.models import Merchant

from .browsers import browser_in_words
from .callers import NOTHING_PROVED, Caller, Proof, Role, Scope
from .client_ip import client_address
from .invitation_ends import end_invitations_by
from .key_makers import live_keys_made_by, revoke_keys_made_by
from .last_owner import keeping_an_owner
from .models import ApiKey, Membership, Session
from .paying_grants import IS_GRANTED, is_granted
from .recent_proof import PROVED_RECENTLY
from .roles import SCOPES
from .second_factor_rule import is_satisfied
from .session_ends import end_sessions, going_on
from .sessions import SessionStore, is_key
from .user_events import itself, record_about

OPERATOR_SCOPES = frozenset(Scope) - {Scope.APPROVALS}  # which are a merchant's own control
FIND_SIGNED_IN = f"""
SELECT s.session_data, u.id, u.username, u.first_name, u.last_name, u.password, u.is_staff, f.id, m.merchant_id, m.role,
       coalesce({PROVED_RECENTLY}, false), coalesce(s.last_seen_at < now() - interval '1 minute', true),
       {IS_GRANTED}, {row_security.binding("m.merchant_id")}
FROM sessions s JOIN auth_user u ON u.id = s.person_id LEFT JOIN memberships m ON m.user_id = u.id
LEFT JOIN second_factors f ON f.user_id = u.id
WHERE s.session_key = %s AND s.expire_date > now() AND u.is_active AND (u.is_staff OR m.merchant_id IS NOT NULL)"""


class _SignedIn(NamedTuple):
    """A row of FIND_SIGNED_IN."""

    session: str
    id: int
    username: str
    first_name: str
    last_name: str
    password: str
    is_staff: bool
    factor_id: UUID | None
    merchant_id: UUID | None
    role: str | None
    is_proved: bool
    is_outdated: bool
    may_pay: bool
    bound_to: str


def user_of(request: HttpRequest) -> Caller | None:
    """The caller of this request's session. None if there is no live session, or the user has no access.

    Does what `request.user` does, but in one query, as every open page polls."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    row = row_security.look_up(FIND_SIGNED_IN, key) if key and is_key(key) else None
    if row is None:
        return None
    signed_in = _SignedIn(*row)
    user = User(
        id=signed_in.id,
        username=signed_in.username,
        first_name=signed_in.first_name,
        last_name=signed_in.last_name,
        password=signed_in.password,
        is_staff=signed_in.is_staff,
    )
    if not is_valid_session(signed_in.session, user, signed_in.factor_id):
        return None
    if signed_in.is_outdated:
        _record_sight(key, request)
    return _caller(
        user,
        signed_in.merchant_id,
        signed_in.role,
        may_pay=signed_in.may_pay or settings.PAYOUT_OPEN_ACCESS,
        proof=Proof(has_factor=signed_in.factor_id is not None, is_recent=signed_in.is_proved),
    )


def is_valid_session(session_data: str, user: User, factor_id: UUID | None) -> bool:
    """A session belongs to the user's current password, to a SECRET_KEY that is still valid, and to the second factor
    that the user has."""
    session = SessionStore().decode(session_data)
    session_hash = session.get(HASH_SESSION_KEY, "")
    return is_satisfied(session, factor_id, is_operator=user.is_staff) and any(
        constant_time_compare(session_hash, valid_hash)
        for valid_hash in (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    )


def _record_sight(key: str | None, request: HttpRequest) -> None:
    """At most once a minute, as every open page polls. None of several concurrent requests waits for a lock."""
    row = Session.objects.filter(session_key=key).select_for_update(no_key=True, skip_locked=True)
    with transaction.atomic():
        for session in row.only("session_key"):
            Session.objects.filter(pk=session.pk).update(
                last_seen_at=Now(),
                address=client_address(request),
                browser=browser_in_words(request.headers.get("User-Agent", "")),
            )


def user_behind(caller: Caller) -> User:
    """Of a caller that is a person."""
    return User.objects.get(pk=caller.id)


def caller_for(user: User) -> Caller | None:
    """This user as a caller; None for a user without access."""
    membership = Membership.objects.filter(user=user).first()
    if not user.is_active or not (membership or user.is_staff):
        return None
    merchant_id, role = (membership.merchant_id, membership.role) if membership else (None, None)
    return _caller(user, merchant_id, role, may_pay=is_granted(user.pk), proof=NOTHING_PROVED)


def _caller(user: User, merchant_id: UUID | None, role: str | None, *, may_pay: bool, proof: Proof) -> Caller:
    """`may_pay` is about an operator: on behalf of merchants."""
    held = Role(role) if role else None
    of_operator = OPERATOR_SCOPES if may_pay else OPERATOR_SCOPES - {Scope.PAYOUTS}
    return Caller(
        kind="person",
        id=str(user.pk),
        name=user.get_full_name() or user.get_username(),
        scopes=SCOPES[held] if held else of_operator,
        merchant_id=merchant_id,
        role=held,
        proof=proof,
    )


def find_user(name: str) -> User | None:
    """By user name or e-mail address, in any form (`server/comparison_form.py`). The user name wins over the e-mail
    address, and the name that comes closest over the others. None also if several users match."""
    name = name.strip()
    matches = list(called(name).order_by("pk")[:10])
    for form in (str, _composed, str.casefold, comparison_form):
        candidates = [user for user in matches if form(user.username) == form(name)]
        if len(candidates) == 1:
            return candidates[0]
    return matches[0] if len(matches) == 1 else None


def is_name_taken(name: str, but_by: User | None = None) -> bool:
    """Whether a user other than this one has the user name or e-mail address, in any form."""
    return any(user != but_by for user in called(name))


def called(name: str) -> QuerySet[User]:
    """Whose user name or e-mail address this is, in any form."""
    users = User.objects.alias(name_form=ComparisonForm("username"), email_form=ComparisonForm("email"))
    forms = spellings(name)
    return users.filter(Q(name_form__in=forms) | Q(email_form__in=forms))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def add_user(email: str, password: str, merchant_id: UUID | None, role: Role = Role.OWNER) -> User:
    """A user of this merchant, or (None) an operator, who signs in with the e-mail address. Raises InvalidInput."""
    email = clean_email(email, "email", 150).lower()  # 150 is a user name's length
    if is_name_taken(email):
        raise InvalidInput("There is a user with this e-mail address already.", "email")
    merchant = Merchant.objects.filter(pk=merchant_id).first() if merchant_id else None
    if merchant_id and merchant is None:
        raise InvalidInput("No merchant with this id.", "merchant_id")
    user = User(username=email, email=email, is_staff=merchant is None)
    _set_password(user, password)
    try:
        store_new_user(user, merchant.id if merchant else None, role)
    except IntegrityError:
        raise InvalidInput("There is a user with this e-mail address already.", "email") from None
    return user


def store_new_user(user: User, merchant_id: UUID | None, role: Role = Role.OWNER, *, by_itself: bool = False) -> None:
    """Insert a user whom the caller has validated, as this merchant's if one is given; `by_itself` where nobody else
    does it. Raises IntegrityError."""
    with transaction.atomic():
        _store(user, merchant_id, role)
        actor = itself(user) if by_itself else None
        record("person.added", merchant_id=merchant_id, subject_id=user.pk, actor=actor)


def change_user(
    user: User, merchant_id: UUID | None, role: Role | None = None, *, keep_keys: bool = False
) -> list[ApiKey]:
    """Update a user whose fields the caller has changed and validated, and move it to this merchant or none. Who had
    no role and gets none is an owner. Who sees something else afterwards signs in again. Who operates no more, or
    leaves a merchant, loses the keys that they made, unless `keep_keys`: returned, as by `disable_user`. Raises
    InvalidInput for the last owner."""
    with transaction.atomic():
        before = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        was = Membership.objects.filter(user=before).first()
        rights_before = _rights(before, was.merchant_id if was else None)
        now = _store(user, merchant_id, role)
        record("person.changed", merchant_id=merchant_id, subject_id=user.pk, changes=_change_of_role(was, now))
        if _rights(user, merchant_id) != rights_before:
            end_sessions(user)
        has_left = (before.is_staff and not user.is_staff) or (was is not None and was.merchant_id != merchant_id)
        if has_left or (now and Scope.TEAM not in SCOPES[Role(now.role)]):
            end_invitations_by(user.pk)
        if not has_left:
            return []
        return live_keys_made_by(user) if keep_keys else revoke_keys_made_by(user)


def change_password(user: User, password: str | None) -> None:
    """Without one, nobody can sign in as this user. Ends every session, but for one that goes on
    (`session_ends.py`). Raises InvalidInput."""
    if password is None:
        user.set_unusable_password()
        with transaction.atomic():
            _save(user, "person.password_changed")
            end_sessions(user)
    else:
        _set_password(user, password)
        _save(user)


def disable_user(user: User, *, keep_keys: bool = False) -> list[ApiKey]:
    """Ends every session at once, the own one too, and for good: without a usable password no earlier session is ever
    valid again. Returns the live API keys that the user made, which are revoked too unless `keep_keys`."""
    user.is_active = False
    user.set_unusable_password()
    with transaction.atomic():
        _save(user, "person.disabled")
        with going_on(None):
            end_sessions(user)
        end_invitations_by(user.pk)
        return live_keys_made_by(user) if keep_keys else revoke_keys_made_by(user)


def enable_user(user: User, password: str | None) -> None:
    """With a new password; without one, the user can sign in once `change_password` sets one. Raises InvalidInput."""
    if password is not None:
        _set_password(user, password)
    user.is_active = True
    _save(user, "person.enabled")


def _store(user: User, merchant_id: UUID | None, role: Role | None) -> Membership | None:
    """In this order, since PostgreSQL refuses an operator who belongs to a merchant, also within a transaction."""
    with keeping_an_owner():
        if merchant_id is None and user.pk:
            Membership.objects.filter(user=user).delete()
        user.save()
        if merchant_id is None:
            return None
        given = {"merchant_id": merchant_id} | ({"role": role} if role else {})
        membership, _ = Membership.objects.update_or_create(user=user, defaults=given)
        return membership


def _change_of_role(was: Membership | None, now: Membership | None) -> Changes | None:
    before, after = (None if one is None else str(one.role) for one in (was, now))
    return None if before == after else {"role": (before, after)}


def _save(user: User, action: str | None = None) -> None:
    """A new password is recorded, and ends sessions, where it is saved: sign_in_events.py."""
    with transaction.atomic():
        user.save(update_fields=["is_active", "password"])
        if action:
            record_about(user, action)


def _rights(user: User, merchant_id: UUID | None) -> tuple[object, ...]:
    return user.is_active, user.is_staff, user.is_superuser, merchant_id


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), "password") from None
    user.set_password(password)
