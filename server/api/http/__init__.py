from contextlib import nullcontext

from django.conf import settings

from server.imports_left_out import left_out

with nullcontext() if settings.REDIS_URL else left_out("redis"):
    import throttled.store  # noqa: F401  before any other module imports it
