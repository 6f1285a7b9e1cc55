from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccessConfig(AppConfig):
    name = "server.access"

    def ready(self) -> None:
        from .sessions import SessionStore  # noqa: PLC0415 - needs the models

        # Each sign-in deletes the expired sessions, so that no scheduled job is needed.
        user_logged_in.connect(lambda **_: SessionStore.clear_expired(), weak=False, dispatch_uid="clear_expired")
