"""Sessions in the database: signing out deletes them there, whatever cookie the browser still has."""

import re
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession

from .models import Session

KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        session = cast("Session", super().create_model_instance(data))
        session.user_id = data.get(SESSION_KEY)
        return session

    def cycle_key(self) -> None:
        """The same row under another key: Django would make a new one, and so forget when and where the session was
        begun, and what its user knows it by."""
        key = self.session_key
        data = self._session  # type: ignore[attr-defined]  # read under the old key
        new_key = self._get_new_session_key()  # type: ignore[attr-defined]
        if not key or not Session.objects.filter(session_key=key).update(session_key=new_key):
            super().cycle_key()
            return
        self._session_key, self._session_cache = new_key, data
        self.modified = True

    def _validate_session_key(self, key: str | None) -> bool:
        """Looks up only what has the form of Django's keys: a cookie may hold a NUL, which PostgreSQL rejects."""
        return is_key(key)


def is_key(text: str | None) -> bool:
    return bool(text and KEY.fullmatch(text))
