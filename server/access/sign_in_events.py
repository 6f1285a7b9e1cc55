"""The audit log of signing in, signing out and passwords, heard at Django's signals: every door of `/session/`, of the
admin, of a command and of a package is heard alike."""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.http import HttpRequest

from server.audit_log.context import Actor, name_actor
from server.audit_log.refusals import record_refusal, stranger

from .client_ip import client_address
from .models import Membership
from .session_ends import end_sessions
from .user_events import itself, record_about, record_own
from .users import find_user


def connect() -> None:
    for signal, receiver in (
        (user_logged_in, _record_sign_in),
        (user_logged_out, _record_sign_out),
        (user_login_failed, _record_failure),
    ):
        signal.connect(receiver, dispatch_uid=receiver.__name__)
    post_save.connect(_record_new_password, sender=User, dispatch_uid=_record_new_password.__name__)


def record_throttled_sign_in(request: HttpRequest | None) -> None:
    record_refusal("session.throttled", actor=_stranger(request))


def record_refused_sign_in(request: HttpRequest | None, name: str) -> None:
    """The name that was typed is not recorded, as people type passwords into the wrong field; only the user who has
    it. The statements are the same whether there is one or not."""
    user = find_user(name)
    membership = Membership.objects.filter(user_id=user.pk if user else 0).first()
    record_refusal(
        "session.refused",
        actor=_stranger(request),
        merchant_id=membership.merchant_id if membership else None,
        subject_id=user.pk if user else "",
    )


def _record_sign_in(user: User, **_: Any) -> None:
    _record_own("session.begun", user)


def _record_sign_out(user: User | None, **_: Any) -> None:
    if user is not None:  # nobody was signed in
        _record_own("session.ended", user)


def _record_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    record_refused_sign_in(request, str(credentials.get("username", "")))


def _record_new_password(instance: User, created: bool, raw: bool = False, **_: Any) -> None:
    """`_password` is what `set_password` leaves for `save`, which tells Django's validators by it as well."""
    if getattr(instance, "_password", None) is not None and not created and not raw:
        record_about(instance, "person.password_changed")
        end_sessions(instance)


def _stranger(request: HttpRequest | None) -> Actor:
    return stranger(client_address(request) if request else None)


def _record_own(action: str, user: User) -> None:
    name_actor(itself(user))
    record_own(user, action)
