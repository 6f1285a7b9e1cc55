"""Sessions in the database: signing out ends them there, whatever the browser keeps."""

import re

from django.contrib.sessions.backends import db

KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    def _validate_session_key(self, key: str | None) -> bool:
        """Only what Django's own keys look like is looked up: a cookie may hold a NUL, which PostgreSQL cannot read."""
        return bool(key and KEY.fullmatch(key))
