from django.apps import apps as installed
from django.contrib.admin import apps

# The labels stay, since tables, migrations and addresses are named after them.
APP_NAMES = {
    "access": "Access",
    "admin": "Administration",
    "auth": "Users",
    "observability": "Workers",
    "trail": "Audit log",
}


class OperatorsAdmin(apps.AdminConfig):
    default = False
    default_site = "server.admin.site.OperatorsSite"

    def ready(self) -> None:
        super().ready()
        for label, name in APP_NAMES.items():
            installed.get_app_config(label).verbose_name = name
        # They register the models, which are loaded now.
        from server.admin import (  # noqa: PLC0415
            engine_records,  # noqa: F401
            inward_records,  # noqa: F401
            ledger_records,  # noqa: F401
            merchant_records,  # noqa: F401
            payout_records,  # noqa: F401
            receipt_records,  # noqa: F401
            reconciliation_records,  # noqa: F401
        )
