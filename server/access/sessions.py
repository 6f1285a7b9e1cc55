"""Sessions in the database: signing out ends them there, whatever the browser keeps."""

import re
from typing import Any

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
        session = super().create_model_instance(data)
        vars(session)["person_id"] = data.get(SESSION_KEY)
        return session

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what Django's own keys look like is looked up: a cookie may hold a NUL, which PostgreSQL cannot read."""
        return is_key(key)


def is_key(text: str | None) -> bool:
    return bool(text and KEY.fullmatch(text))
