from django.apps import AppConfig


class BalanceMonitorsConfig(AppConfig):
    name = "server.balance_monitors"
