from django.apps import AppConfig


class AuditLogConfig(AppConfig):
    name = "server.audit_log"
    label = "trail"  # as its tables and migrations are called
