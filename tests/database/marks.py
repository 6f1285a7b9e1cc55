"""What other releases leave in a database, planted for the length of a block."""

from collections.abc import Iterator
from contextlib import contextmanager

from server.database.release import Mark

from .places import connect

INSERT = "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())"
DELETE = "DELETE FROM django_migrations WHERE app = %s AND name = %s"


@contextmanager
def applied(app: str, name: str, *, undo: bool = False) -> Iterator[None]:
    """As if this migration had been applied; with `undo`, as if it had not."""
    plant, remove = (DELETE, INSERT) if undo else (INSERT, DELETE)
    with connect() as owner:
        owner.execute(plant, [app, name])
        try:
            yield
        finally:
            owner.execute(remove, [app, name])


@contextmanager
def marked(release: int, *, oldest: int) -> Iterator[None]:
    """As if `migrate` of this release had run."""
    with connect() as owner:
        row = owner.execute("SELECT obj_description('django_migrations'::regclass)").fetchone()
        assert row
        owner.execute(f"COMMENT ON TABLE django_migrations IS '{Mark(release, oldest)}'")
        try:
            yield
        finally:
            owner.execute(f"COMMENT ON TABLE django_migrations IS '{row[0]}'")
