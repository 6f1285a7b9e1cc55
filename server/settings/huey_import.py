"""huey, without the redis package where no Redis is used: that is a quarter of the start of any process, and 5 MB."""

from contextlib import nullcontext

from server.imports_left_out import left_out

from .database import REDIS_URL

with nullcontext() if REDIS_URL else left_out("redis"):
    from huey import storage

__all__ = ["storage"]
