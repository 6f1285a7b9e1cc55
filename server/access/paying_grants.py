"""Operators who may pay on behalf of merchants: only those to whom somebody with a shell has granted it.

The grant is a group of Django's, so it needs no table of its own. It is about people. An operators' key has the scope
`payouts` where its maker gave it, as the API says; but an operator gives a key no more than they have. Open access asks
nobody for it.
"""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction

from server.errors import InvalidInput

from .callers import Scope
from .invitation_ends import end_invitations_by
from .roles import roles_with
from .session_ends import end_sessions
from .user_events import record_about

GROUP = "pays for merchants"
# In a query over `auth_user u`.
IS_GRANTED = f"""EXISTS (
    SELECT FROM auth_user_groups p JOIN auth_group g ON g.id = p.group_id WHERE p.user_id = u.id AND g.name = '{GROUP}'
)"""


def is_granted(user_id: int) -> bool:
    return bool(settings.PAYOUT_OPEN_ACCESS) or Group.objects.filter(name=GROUP, user=user_id).exists()


def is_granted_to(user: User) -> bool:
    """Whatever open access lets everybody do."""
    return user.groups.filter(name=GROUP).exists()


def grant(user: User) -> bool:
    """False if the user had it. Raises InvalidInput for one who is no operator."""
    if not user.is_staff:
        raise InvalidInput("Only an operator can be granted to pay on behalf of merchants.", "user")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        group, _ = Group.objects.get_or_create(name=GROUP)
        if user.groups.filter(pk=group.pk).exists():
            return False
        user.groups.add(group)
        record_about(user, "person.paying_granted")
        return True


def withdraw(user: User) -> bool:
    """False if the user did not have it. The keys that they made stay: `api_key revoke`. Their invitations to be one
    who pays end."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        group = user.groups.filter(name=GROUP).first()
        if group is None:
            return False
        user.groups.remove(group)
        end_invitations_by(user.pk, to_be=roles_with(Scope.PAYOUTS))
        record_about(user, "person.paying_withdrawn")
        end_sessions(user)
        return True
