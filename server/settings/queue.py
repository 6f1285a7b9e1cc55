"""The task queue. PostgreSQL holds the work and huey only notifies workers (docs/adr/0002), so a notification may be
lost: it need not be durable, only cheap."""

from environs import EnvError

from server.database.backend.connection import connect

from .database import DATABASES, FORMS, NETWORK, REDIS_URL
from .huey_import import storage
from .task_messages import NotificationQueue

if REDIS_URL:
    from redis import ConnectionPool  # left out where there is no Redis

    try:
        _pool = ConnectionPool.from_url(REDIS_URL, socket_timeout=2, socket_connect_timeout=0.5)
    except ValueError as unreadable:
        raise EnvError(f'Environment variable "REDIS_URL" invalid: {unreadable}') from unreadable
    HUEY = NotificationQueue("payouts", storage_class=storage.RedisStorage, connection_pool=_pool)
else:
    _database = DATABASES["default"]
    HUEY = NotificationQueue(
        "payouts",
        storage_class=storage.PostgresStorage,
        create_tables=False,  # server/ops/migrations creates them
        connection=lambda: connect(silence_seconds=2, **HUEY.storage.connection_params),
        host=_database["HOST"],
        port=_database["PORT"],
        user=_database["USER"],
        password=_database["PASSWORD"],
        dbname=_database["NAME"],
        options=f"{FORMS} -c synchronous_commit=off -c lock_timeout=1s -c statement_timeout=1s",
        **NETWORK,
    )
