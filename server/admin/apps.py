from django.contrib.admin import apps


class OperatorsAdmin(apps.AdminConfig):
    default = False
    default_site = "server.admin.site.OperatorsSite"

    def ready(self) -> None:
        super().ready()
        from server.admin import records  # noqa: F401, PLC0415  registers the models, which are loaded now
