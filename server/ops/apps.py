from django.apps import AppConfig
from django.contrib.admin import apps as admin


class OpsConfig(AppConfig):
    name = "server.ops"


class OperatorsAdmin(admin.AdminConfig):
    default = False
    default_site = "server.ops.admin_site.OperatorsSite"
