from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccessConfig(AppConfig):
    name = "server.access"

    def ready(self) -> None:
        from .sessions import SessionStore  # noqa: PLC0415 - needs the models

        # Sessions that have ended go when somebody signs in: they need no clock of their own.
        user_logged_in.connect(lambda **_: SessionStore.clear_expired(), weak=False, dispatch_uid="clear_expired")
