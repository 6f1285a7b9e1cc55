from django.apps import AppConfig


class AuditLogConfig(AppConfig):
    name = "server.audit_log"
    label = "trail"  # the name of its tables and migrations
