"""`manage.py export_schema` prints the GraphQL schema. The library's own command: its app is not installed, since every
process would import GraphQL at its start then, 1.2 s of processor time for the many that answer no query."""

import server.api.graphql  # noqa: F401  # isort: skip  it imports the library without GeoDjango
from strawberry_django.management.commands import export_schema


class Command(export_schema.Command):
    pass
