"""A foreign key of several columns, which Django has no word for."""

from typing import Any

from django.db.models import BaseConstraint


class CompositeForeignKey(BaseConstraint):
    """`columns` REFERENCES `table` (`to`), checked with each statement. `to` is a key of that table."""

    def __init__(self, *, name: str, columns: list[str], table: str, to: list[str]) -> None:
        super().__init__(name=name)
        self.columns, self.table, self.to = columns, table, to

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        """Nothing inside CREATE TABLE: it comes after all else that this migration makes, the other table's key too."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        here, there = (", ".join(map(quote, columns)) for columns in (self.columns, self.to))
        return (
            f"ALTER TABLE {quote(model._meta.db_table)} ADD CONSTRAINT {quote(self.name)}"
            f" FOREIGN KEY ({here}) REFERENCES {quote(self.table)} ({there})"
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, *_: Any, **__: Any) -> None:
        """The database does, when the row is written."""

    def deconstruct(self) -> tuple[str, tuple[()], dict[str, Any]]:
        path, _, named = super().deconstruct()
        return path, (), named | {"columns": self.columns, "table": self.table, "to": self.to}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompositeForeignKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)
