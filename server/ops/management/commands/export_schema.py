"""`manage.py export_schema` prints the GraphQL schema. The library's own command: its app is not installed, since every
process would import GraphQL at its start then, 1.2 s of processor time for the many that answer no query."""

from strawberry_django.management.commands import export_schema


class Command(export_schema.Command):
    pass
