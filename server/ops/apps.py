from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class OpsConfig(AppConfig):
    name = "server.ops"

    def ready(self) -> None:
        from server import tenancy  # noqa: PLC0415  they need the settings
        from server.ops import app_role, deploy_checks, sql_shelf  # noqa: F401, PLC0415

        connection_created.connect(tenancy.begin)
        # Sent once per app that has models, which this one has not, and after everything was migrated.
        post_migrate.connect(sql_shelf.apply, sender=apps.get_app_config("payouts"))
        post_migrate.connect(app_role.provide, sender=apps.get_app_config("payouts"))


class OperatorsAdmin(admin.AdminConfig):
    default = False
    default_site = "server.ops.admin_site.OperatorsSite"
