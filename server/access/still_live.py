"""Which callers still have access, of those who listen for long: asked for all of them at once, every few seconds."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from .api_keys import IS_LIVE

LIVE_KEYS = f"SELECT id::text FROM api_keys WHERE id = ANY (%s::uuid[]) AND {IS_LIVE}"
# Whatever takes a user's access away ends the session, or is a column here.
LIVE_SESSIONS = """
SELECT s.session_key, u.is_staff, m.merchant_id
FROM sessions s JOIN auth_user u ON u.id = s.person_id LEFT JOIN memberships m ON m.user_id = u.id
WHERE s.session_key = ANY (%s) AND s.expire_date > now() AND u.is_active"""


class Credential(NamedTuple):
    """Of a caller who was authenticated. `name` is the key's id, or the session's key. `merchant_id`: the only one that
    the caller sees."""

    kind: str
    name: str
    merchant_id: UUID | None


def live_among(credentials: Iterable[Credential]) -> set[Credential]:
    asked = set(credentials)
    live = {each for each in asked if each.kind == "open"}
    keys = {each.name: each for each in asked if each.kind == "key"}
    sessions = {each.name: each for each in asked if each.kind == "person"}
    with connection.cursor() as cursor:
        if keys:
            cursor.execute(LIVE_KEYS, [list(keys)])
            live |= {keys[name] for [name] in cursor.fetchall()}
        if sessions:
            cursor.execute(LIVE_SESSIONS, [list(sessions)])
            for name, is_staff, merchant_id in cursor.fetchall():
                one = sessions[name]
                if merchant_id == one.merchant_id and (is_staff or merchant_id):
                    live.add(one)
    return live
