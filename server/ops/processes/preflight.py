"""Checks before `up` starts anything: its port, Redis."""

import socket

from django.conf import settings

from server.operator_error import OperatorError


def require_free_port(host: str, port: int) -> None:
    """Raises OperatorError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise OperatorError(f"Port {port} cannot be used ({reason}): choose another one with --port") from error


def warn_if_redis_is_down() -> None:
    if not settings.REDIS_URL:
        return
    import redis  # noqa: PLC0415  a quarter of what `up` imports

    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        print(f"REDIS_URL does not answer ({error}): payouts are still processed, but start a few seconds later.")
