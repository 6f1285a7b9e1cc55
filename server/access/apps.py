from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccessConfig(AppConfig):
    name = "server.access"

    def ready(self) -> None:
        from . import sign_in_events  # noqa: PLC0415 - needs the models
        from .sessions import SessionStore  # noqa: PLC0415 - needs the models

        sign_in_events.connect()

        # Each sign-in deletes the expired sessions, so that no scheduled job is needed.
        user_logged_in.connect(lambda **_: SessionStore.clear_expired(), weak=False, dispatch_uid="clear_expired")
