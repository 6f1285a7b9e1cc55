"""Using an invitation: whoever has its token makes an account, or joins with the one that the address has.

The answers are the same for both but for the password: a new account's is chosen, an old one's is checked, and counted
as at the sign-in. So only who has the token learns whether the address has an account, and the token is that address's.
"""

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from django.views.decorators.debug import sensitive_variables

from server.audit_log.recording import record
from server.database import row_security
from server.errors import InvalidInput, NotFound, SignInRefused
from server.text import clean_text

from . import login_throttle, password_check
from .api_keys import hash_of
from .callers import Role
from .client_ip import client_address
from .invitation_model import Invitation
from .models import Membership
from .user_events import itself
from .users import called, find_user, store_new_user

FIND = f"""
SELECT id, merchant_id, {row_security.binding("merchant_id")} FROM invitations
WHERE token_hash = %s AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()"""
GONE = "invitation: it was used or revoked, or has ended"


@sensitive_variables("token")
def find_invitation(token: str, request: HttpRequest) -> Invitation:
    """Binds the thread to the merchant's rows. A wrong token counts like a failed sign-in from this address. Raises
    NotFound, TooManyAttempts."""
    hashed = hash_of(token)
    attempt = login_throttle.begin_attempt(f"\0invitation {hashed}", client_address(request))
    with row_security.identifying():
        row = row_security.look_up(FIND, hashed)
    if row is None:
        raise NotFound(GONE)
    login_throttle.withdraw(attempt)
    row_security.bind(row[1])
    return Invitation.objects.select_related("merchant").get(pk=row[0])


@sensitive_variables("password")
def join(invitation: Invitation, name: str, password: str, request: HttpRequest) -> User:
    """The user who is in the team now; `name` is a new account's. Raises InvalidInput, SignInRefused, TooManyAttempts,
    NotFound (used a moment ago)."""
    name = clean_text(name, "name", 150, may_be_empty=True)
    new = User(username=invitation.email, email=invitation.email, first_name=name)
    _check_rules(new, password)
    user = find_user(invitation.email)
    if user is None and called(invitation.email).exists():  # several have it: none can be meant
        raise SignInRefused
    if user is not None:
        if password_check.sign_in(invitation.email, password, request) != user:
            raise SignInRefused
        _join_with(user, invitation)
        return user
    new.set_password(password)
    _join_with(new, invitation)
    return new


def _join_with(user: User, invitation: Invitation) -> None:
    """Once, whoever else is doing it."""
    live = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=Now())
    try:
        with transaction.atomic():
            if not live.select_for_update().exists():
                raise NotFound(GONE)
            if user.pk is None:
                store_new_user(user, invitation.merchant_id, Role(invitation.role), by_itself=True)
            else:
                _add(user, invitation)
            live.update(accepted_at=Now(), accepted_by=user)
            record(
                "invitation.accepted",
                merchant_id=invitation.merchant_id,
                subject_id=invitation.pk,
                actor=itself(user),
            )
    except IntegrityError:  # an account of this name was made a moment ago
        raise SignInRefused from None


def _add(user: User, invitation: Invitation) -> None:
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if locked.is_staff or locked.is_superuser or Membership.objects.filter(user=user).exists():
        raise InvalidInput("This account belongs to another team, or operates the engine: use another address.")
    Membership.objects.create(user=user, merchant_id=invitation.merchant_id, role=invitation.role)
    record("person.added", merchant_id=invitation.merchant_id, subject_id=user.pk, actor=itself(user))


@sensitive_variables("password")
def _check_rules(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), "password") from None
