from django.db import migrations

# huey 3.5's own tables (PostgresStorage.ddl), made here so that the role that serves needs no right to make any.
TABLES = """
create table if not exists huey_kv (
    queue text not null, key text not null, value bytea not null,
    primary key (queue, key)
);
create table if not exists huey_schedule (
    id bigserial primary key, queue text not null, data bytea not null, timestamp double precision not null
);
create index if not exists huey_schedule_queue_timestamp on huey_schedule (queue, timestamp);
create table if not exists huey_task (
    id bigserial primary key, queue text not null, data bytea not null, priority double precision not null default 0.0
);
create index if not exists huey_task_queue_priority_id on huey_task (queue, priority desc, id);
create table if not exists huey_counter (
    queue text not null, key text not null, value bigint not null default 0,
    primary key (queue, key)
);
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("ops", "0001_queue"),
        ("ops", "0002_policies"),
    ]

    dependencies = []
    operations = [
        migrations.RunSQL(TABLES, "drop table if exists huey_kv, huey_schedule, huey_task, huey_counter")
    ]
