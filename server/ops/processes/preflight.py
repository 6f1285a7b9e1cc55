"""Checks before and while `up` starts: its port, its database, Redis, and the web server's health."""

import http.client
import socket

import redis
from django.conf import settings
from django.db import OperationalError, connection

from server.operator_error import OperatorError
from server.ops.bootstrap import start_check


def require_free_port(host: str, port: int) -> None:
    """Raises OperatorError."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise OperatorError(f"Port {port} cannot be used ({reason}): choose another one with --port") from error


def require_database() -> None:
    """Raises OperatorError."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise OperatorError(start_check.unusable(error)) from error


def warn_if_redis_is_down() -> None:
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2).ping()
    except redis.RedisError as error:
        print(f"REDIS_URL does not answer ({error}): payouts are still processed, but start a few seconds later.")


def is_healthy(port: int) -> bool:
    """True if the web server on this port of this machine answers /healthz with 200 within 2 seconds."""
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost").lstrip(".")
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        server.request("GET", "/healthz", headers={"Host": host})
        return server.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        server.close()
