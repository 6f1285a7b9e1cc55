from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class OpsConfig(AppConfig):
    name = "server.ops"

    def ready(self) -> None:
        from server.database import app_role, deploy_checks, row_security  # noqa: F401, PLC0415  they read settings
        from server.ops import sql_shelf  # noqa: PLC0415
        from server.webhooks import deploy_checks as webhook_checks  # noqa: F401, PLC0415

        connection_created.connect(row_security.bind_new_connection)
        # Django sends post_migrate once per app with models, after all migrations. This app has none, so payouts'
        # signal is used.
        post_migrate.connect(sql_shelf.apply, sender=apps.get_app_config("payouts"))
        post_migrate.connect(app_role.provide, sender=apps.get_app_config("payouts"))
