"""Columns that Django has no word for."""

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class WholeCharField(models.CharField):  # type: ignore[type-arg]  # it takes none at run time
    """Looked up whole, never by its beginning. For a unique CharField Django makes a second index, for LIKE 'begins%',
    which every write would have to keep; it knows the type by this name of it alone."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002
        return f"character varying({self.max_length})"
